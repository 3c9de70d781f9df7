import type { CollabSocket, OpenSocket } from '@/components/collab/socket';
import { encodeClientMessage } from '@/core/collab/codec';
import { PROTOCOL_VERSION, SCHEMA_VERSION } from '@/core/collab/messages';
import type { FakePage } from './page';
import type { Destination, Network, Visitor } from './network';

/** A copy of a computer that comes first and takes the client id of a page for itself. */
export class Impostor implements Visitor {
  dead = false;
  readonly name: string;
  readonly personId: string;
  private readonly open: OpenSocket;
  private socket: CollabSocket | null = null;

  constructor(
    private readonly of: FakePage,
    network: Network,
    destination: () => Destination | null,
  ) {
    this.name = `copy of ${of.name}`;
    this.personId = of.personId;
    this.open = network.socketsOf(this, destination);
  }

  enter(clientId: number): void {
    const { caseId, personId } = this.of;
    this.socket = this.open({
      opened: () =>
        this.socket?.send(
          encodeClientMessage({
            type: 'hello',
            protocol: PROTOCOL_VERSION,
            schema: SCHEMA_VERSION,
            caseId,
            deviceId: `device-${personId}`,
            pageId: 'copy',
            line: 1,
            clientId,
          }),
        ),
      received: () => undefined,
      closed: () => undefined,
    });
  }

  leave(): void {
    this.socket?.close();
  }
}
