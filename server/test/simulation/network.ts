import * as Y from 'yjs';
import type { CollabSocket, OpenSocket, SocketEvents } from '@/components/collab/socket';
import { decodeClientMessage, decodeServerMessage } from '@/core/collab/codec';
import type { Entry } from '@/core/collab/messages';
import type { ServerSocket, SocketOwner } from '@/server/collab/socket';
import type { Random } from '../random';
import type { Clock, Owner } from './clock';

/** Who opens a line. */
export interface Visitor extends Owner {
  readonly personId: string;
}

/** Where a line can lead: a server process that takes sockets. */
export interface Destination extends Owner {
  accept(socket: ServerSocket, personId: string): void;
}

/** Changes or swallows what a server says; for showing that such a server would be found out. */
export type Tamper = (message: Uint8Array) => Uint8Array | null;

const ABNORMAL = 1006;

/**
 * Lines between pages and server processes. Each direction keeps its order and takes its time;
 * a line can be cut, or go dead without either end hearing of it.
 */
export class Network {
  private readonly lines = new Set<FakeLine>();
  /** The longest a message takes, in milliseconds. */
  latency = 20;

  constructor(
    readonly clock: Clock,
    readonly random: Random,
    readonly tamper: Tamper,
    /** Hears of every message as it arrives. */
    readonly overhear: (what: () => string) => void,
  ) {}

  /** How a page opens lines: to whatever process `destination` names at that moment. */
  socketsOf(page: Visitor, destination: () => Destination | null): OpenSocket {
    return (events) => {
      const to = destination();
      this.overhear(() => `${page.name} opens a line to ${to?.name ?? 'nobody'}`);
      const line = new FakeLine(this, page, to, events);
      this.lines.add(line);
      return line.pageEnd();
    };
  }

  /** Cuts the lines of a page or a process; both ends hear of it, sooner or later. */
  cut(end: Owner): void {
    for (const line of this.lines) if (line.touches(end)) line.cut();
  }

  /** From now on nothing comes through on the lines of a page, and nobody is told. */
  silence(end: Owner): void {
    for (const line of this.lines) if (line.touches(end)) line.silent = true;
  }

  /** Lines that went dead are cut at last. */
  heal(): void {
    this.latency = 5;
    for (const line of this.lines) if (line.silent) line.cut();
  }

  forget(line: FakeLine): void {
    this.lines.delete(line);
  }
}

class FakeLine {
  silent = false;
  /** As of the server's end: connecting, open, closing, closed. */
  state = 0;
  private pageClosed = false;
  private readonly arrived = { page: 0, server: 0 };
  private paused: (() => void)[] | null = null;
  private owner: SocketOwner | null = null;

  constructor(
    private readonly network: Network,
    private readonly page: Visitor,
    private readonly server: Destination | null,
    private readonly events: SocketEvents,
  ) {
    this.toServer(() => {
      if (!this.server || this.server.dead) {
        this.closePage(ABNORMAL);
        return;
      }
      this.state = 1;
      this.server.accept(this.serverEnd(), this.page.personId);
      this.toPage(() => this.events.opened());
    });
  }

  touches(end: Owner): boolean {
    return this.page === end || this.server === end;
  }

  cut(): void {
    this.silent = true;
    this.network.forget(this);
    const { clock, random } = this.network;
    clock.after(random.between(0, 5), this.page, () => this.tellPage(ABNORMAL));
    if (this.server) clock.after(random.between(0, 5), this.server, () => this.closeServer());
  }

  pageEnd(): CollabSocket {
    return {
      send: (message) => {
        if (this.pageClosed) return;
        const copy = message.slice();
        this.toServer(() => {
          if (this.state !== 1) return;
          this.network.overhear(
            () => `${this.page.name} → ${this.server?.name}: ${clientSays(copy)}`,
          );
          this.owner?.received(copy, true);
        });
      },
      close: () => {
        this.pageClosed = true;
        this.forgetIfOver();
        this.toServer(() => this.closeServer());
      },
    };
  }

  private serverEnd(): ServerSocket {
    return {
      bufferedAmount: 0,
      isOpen: () => this.state === 1,
      belongTo: (owner) => {
        this.owner = owner;
      },
      sendFrame: (frame) => {
        const said = this.network.tamper(payloadOf(frame));
        if (!said) return;
        this.toPage(() => {
          this.network.overhear(
            () => `${this.server?.name} → ${this.page.name}: ${serverSays(said)}`,
          );
          this.events.received(said);
        });
      },
      ping: () => this.toPage(() => this.toServer(() => this.owner?.answered())),
      pause: () => {
        this.paused ??= [];
      },
      resume: () => {
        const waiting = this.paused ?? [];
        this.paused = null;
        for (const act of waiting) act();
      },
      close: (status) => {
        if (this.state !== 1) return;
        this.state = 2;
        this.toPage(() => {
          this.tellPage(status);
          this.toServer(() => this.closeServer());
        });
      },
      terminate: () => {
        if (this.server) this.network.clock.after(0, this.server, () => this.closeServer());
        this.toPage(() => this.tellPage(ABNORMAL));
      },
    };
  }

  /** The page's own close needs no telling. */
  private tellPage(status: number): void {
    if (this.pageClosed) return;
    this.pageClosed = true;
    this.forgetIfOver();
    this.network.overhear(() => `${this.page.name} hears that its line is closed: ${status}`);
    this.events.closed(status);
  }

  /** A line that only one end knows to be over can still be cut for the other. */
  private forgetIfOver(): void {
    if (this.pageClosed && this.state === 3) this.network.forget(this);
  }

  private closePage(status: number): void {
    this.state = 3;
    this.toPage(() => this.tellPage(status));
  }

  private closeServer(): void {
    if (this.state === 3) return;
    this.state = 3;
    this.forgetIfOver();
    this.owner?.closed();
  }

  private toPage(act: () => void): void {
    this.carry('page', this.page, () => {
      if (!this.pageClosed) act();
    });
  }

  private toServer(act: () => void): void {
    const { server } = this;
    if (!server) {
      this.carry('server', this.page, act);
      return;
    }
    // A dead process refuses lines, and answers nothing on those it had.
    const owner = this.state === 0 && server.dead ? this.page : server;
    this.carry('server', owner, () => {
      if (this.paused) this.paused.push(act);
      else act();
    });
  }

  private carry(to: 'page' | 'server', owner: Owner, act: () => void): void {
    const { clock, random, latency } = this.network;
    const wait = random.chance(0.05) ? random.between(0, latency * 10) : random.between(0, latency);
    const at = Math.max(clock.now + wait, this.arrived[to]);
    this.arrived[to] = at;
    clock.after(at - clock.now, owner, () => {
      if (!this.silent) act();
    });
  }
}

/** What is in a frame of `frameOf`. */
function payloadOf(frame: Uint8Array): Uint8Array {
  const length = frame[1] ?? 0;
  return frame.slice(length < 126 ? 2 : length === 126 ? 4 : 10);
}

function clientSays(bytes: Uint8Array): string {
  const message = decodeClientMessage(bytes);
  if (message.type === 'hello') return `hello as ${message.clientId}, line ${message.line}`;
  if (message.type === 'open') return `open ${message.doc} from ${message.seq}`;
  if (message.type === 'update') return `update ${message.requestId}${described(message.entries)}`;
  return message.type;
}

function serverSays(bytes: Uint8Array): string {
  const message = decodeServerMessage(bytes);
  if (message.type === 'welcome')
    return `welcome ${message.clientId}, ${message.mode}, at ${message.seq}, has ${message.lastRequest}`;
  if (message.type === 'state')
    return `state of ${message.doc} at ${message.seq}${message.complete ? ', complete' : ''}`;
  if (message.type === 'updates') return `updates ${message.seq}${described(message.entries)}`;
  if (message.type === 'ack') return `ack ${message.requestId} at ${message.seq}`;
  if (message.type === 'refuse') return `refuse ${message.requestId}: ${message.sentence}`;
  if (message.type === 'bye') return `bye ${message.code}`;
  if (message.type === 'mode') return `mode ${message.mode}`;
  return message.type;
}

/** Which clocks an act writes, and which it deletes. */
function described(entries: readonly Entry[]): string {
  return entries
    .flatMap(({ doc, update }) => {
      const { structs, ds } = Y.decodeUpdate(update);
      const name = doc.slice(0, 4);
      return [
        ...structs.map(({ id, length }) => ` ${name}:${id.client}@${id.clock}+${length}`),
        ...[...ds.clients].flatMap(([client, ranges]) =>
          ranges.map(({ clock, len }) => ` ${name}:${client}@${clock}-${len}`),
        ),
      ];
    })
    .join();
}
