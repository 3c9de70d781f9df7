import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { startChild } from './harness';

/** The servers that ours is measured against, and what differs in how they are spoken to. */
export type PeerName = 'ywebsocket' | 'hocuspocus';
export const PEERS: readonly PeerName[] = ['ywebsocket', 'hocuspocus'];

const SCRIPTS: Record<PeerName, string> = {
  ywebsocket: 'bench/peers/ywebsocketServer.ts',
  hocuspocus: 'bench/peers/hocuspocusServer.ts',
};
const DOCUMENT = 'document';

/** Kinds of messages of both protocols. */
const SYNC = 0;
const AUTH = 2;
const SYNC_STATUS = 8;
/** Kinds of synchronisation messages, as y-protocols numbers them. */
const ASK = 0;
const STATE = 1;
const UPDATE = 2;

export type Peer = Awaited<ReturnType<typeof startPeer>>;

/** Starts a peer whose documents hold `content`. */
export async function startPeer(name: PeerName, content: Uint8Array) {
  const folder = await mkdtemp(join(tmpdir(), 'casewright-peer-'));
  const file = join(folder, 'content');
  await writeFile(file, content);
  const child = await startChild(SCRIPTS[name], [file]);
  return {
    name,
    port: child.port,
    child,
    async end() {
      await child.end();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A page at a peer, without what a page costs. */
export class PeerSocket {
  private constructor(
    private readonly name: PeerName,
    readonly socket: WebSocket,
  ) {}

  static async open(name: PeerName, port: number): Promise<PeerSocket> {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/${DOCUMENT}`, {
      perMessageDeflate: false,
      maxPayload: 1e9,
    });
    const opened = new PeerSocket(name, socket);
    await new Promise((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    if (name === 'ywebsocket') return opened;
    const ready = opened.next((data) => opened.kindOf(data)[0] === AUTH);
    opened.say(AUTH, (to) => {
      encoding.writeVarUint(to, 0);
      encoding.writeVarString(to, 'token');
      encoding.writeVarString(to, '4.7.0');
    });
    await ready;
    return opened;
  }

  /** Asks for the document. @returns its bytes, once they are here */
  async join(): Promise<Uint8Array> {
    const answer = this.next((data) => {
      const [kind, step] = this.kindOf(data);
      return kind === SYNC && step === STATE;
    });
    this.ask();
    const from = this.decoderOf(await answer);
    decoding.readVarUint(from);
    decoding.readVarUint(from);
    return decoding.readVarUint8Array(from);
  }

  update(update: Uint8Array): void {
    this.say(SYNC, (to) => {
      encoding.writeVarUint(to, UPDATE);
      encoding.writeVarUint8Array(to, update);
    });
  }

  /**
   * Sends an update and waits until the peer says it has it. y-websocket never does: there the
   * answer to a question asked right behind the update is taken for it.
   */
  async updateAndWait(update: Uint8Array): Promise<void> {
    const answer = this.next((data) => {
      const [kind, step] = this.kindOf(data);
      return this.name === 'hocuspocus' ? kind === SYNC_STATUS : kind === SYNC && step === STATE;
    });
    this.update(update);
    if (this.name === 'ywebsocket') this.ask();
    await answer;
  }

  /** Whether a message is what somebody else typed. */
  isUpdate(data: Buffer): boolean {
    const [kind, step] = this.kindOf(data);
    return kind === SYNC && step === UPDATE;
  }

  /** Resolves when somebody else's next key is here. */
  async nextUpdate(): Promise<void> {
    await this.next((data) => this.isUpdate(data));
  }

  private ask(): void {
    this.say(SYNC, (to) => {
      encoding.writeVarUint(to, ASK);
      encoding.writeVarUint8Array(to, Y.encodeStateVector(new Y.Doc()));
    });
  }

  private say(kind: number, write: (to: encoding.Encoder) => void): void {
    const to = encoding.createEncoder();
    if (this.name === 'hocuspocus') encoding.writeVarString(to, DOCUMENT);
    encoding.writeVarUint(to, kind);
    write(to);
    this.socket.send(encoding.toUint8Array(to));
  }

  private decoderOf(data: Buffer): decoding.Decoder {
    const from = decoding.createDecoder(data);
    if (this.name === 'hocuspocus') decoding.readVarString(from);
    return from;
  }

  private kindOf(data: Buffer): [number, number] {
    const from = this.decoderOf(data);
    return [decoding.readVarUint(from), decoding.hasContent(from) ? decoding.readVarUint(from) : 0];
  }

  private next(is: (data: Buffer) => boolean): Promise<Buffer> {
    return new Promise((resolve) => {
      const listen = (data: Buffer): void => {
        if (!is(data)) return;
        this.socket.off('message', listen);
        resolve(data);
      };
      this.socket.on('message', listen);
    });
  }
}
