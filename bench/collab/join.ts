import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { newId } from '@/core/argument/ids';
import { STRUCTURE_DOCUMENT } from '@/core/argument/structureShape';
import { PROTOCOL_VERSION, SCHEMA_VERSION } from '@/core/collab/messages';
import { decisionOf, RawSocket, until } from '@/server/test/collab';
import { processorTime } from '@/server/test/processorTime';
import { startChild, type BenchServer } from './harness';
import { createCaseOf, largeDocument } from './largeCase';
import { reportAgainst, type Report } from './measured';
import { PeerSocket, startPeer, type PeerName } from './peers';
import { Keys, Typing } from './typing';

const NODES = 10_000;
const JOINERS = 50;
/** What a typist may wait at the worst, in milliseconds. */
const WORST = 50;
/** The first byte of a `state` message. */
const STATE = 1;

interface Storm {
  /** Milliseconds of the server's processor for each who joined. */
  cpu: number;
  /** The longest that a key took to be acknowledged while they did. */
  stall: number;
}

/** Fifty people open a large case in one moment while somebody types in it. */
export async function join(server: BenchServer, report: Report): Promise<void> {
  const content = Y.encodeStateAsUpdate(largeDocument(NODES));
  const storms: Record<string, Storm> = {
    casewright: await ours(server, content),
    ywebsocket: await peer('ywebsocket', content),
    hocuspocus: await peer('hocuspocus', content),
  };
  const values = (of: (storm: Storm) => number) =>
    Object.fromEntries(Object.entries(storms).map(([name, storm]) => [name, of(storm)]));
  reportAgainst(
    report,
    {
      bench: 'collab.join.cpu',
      n: JOINERS,
      unit: 'ms',
      reference: await cachedBytes(content.length),
    },
    values(({ cpu }) => cpu),
  );
  reportAgainst(
    report,
    { bench: 'collab.join.stall', n: JOINERS, unit: 'ms', reference: WORST },
    values(({ stall }) => stall),
  );
}

async function storm(
  key: () => Promise<unknown>,
  joinAll: () => Promise<unknown>,
  cpu: () => Promise<number>,
): Promise<Storm> {
  await key();
  let going = true;
  let stall = 0;
  const type = async (): Promise<void> => {
    while (going) {
      const began = performance.now();
      await key();
      stall = Math.max(stall, performance.now() - began);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const typed = type();
  const before = await cpu();
  await joinAll();
  const used = (await cpu()) - before;
  going = false;
  await typed;
  return { cpu: (used * 1e3) / JOINERS, stall };
}

async function ours(server: BenchServer, content: Uint8Array): Promise<Storm> {
  const caseId = await createCaseOf(server.database, content);
  const typist = await new RawSocket(server.port, 'typist').enter(caseId);
  const typing = new Typing(typist);
  const key = async (): Promise<void> => {
    const id = typing.key();
    await until(() => typist.received.some((one) => one.type === 'ack' && one.requestId === id));
  };
  const joined: WebSocket[] = [];
  const measured = await storm(
    key,
    async () => {
      const joining = Array.from({ length: JOINERS }, (_, at) =>
        joinOurs(server.port, `joiner-${at}`, caseId),
      );
      joined.push(...(await Promise.all(joining)));
    },
    () => server.cpu(),
  );
  for (const socket of [...joined, typist.socket]) socket.terminate();
  return measured;
}

/** Joins without reading what it gets, so that the bench's own work does not stall the typist. */
async function joinOurs(port: number, person: string, caseId: string): Promise<WebSocket> {
  const raw = new RawSocket(port, person);
  raw.socket.removeAllListeners('message');
  const done = new Promise((resolve) => {
    raw.socket.on('message', (data: Buffer) => {
      // Type, length of the name, name, sequence number (varuint), complete.
      let at = 2 + STRUCTURE_DOCUMENT.length;
      while ((data[at] ?? 0) >= 128) at += 1;
      if (data[0] === STATE && data[at + 1] === 1) resolve(null);
    });
  });
  await raw.opened();
  raw.send({
    type: 'hello',
    protocol: PROTOCOL_VERSION,
    schema: SCHEMA_VERSION,
    caseId,
    deviceId: 'd',
    pageId: newId(),
    line: 1,
    clientId: 0,
  });
  raw.send({ type: 'open', doc: STRUCTURE_DOCUMENT, seq: 0, stateVector: new Uint8Array() });
  await done;
  return raw.socket;
}

async function peer(name: PeerName, content: Uint8Array): Promise<Storm> {
  const started = await startPeer(name, content);
  const typist = await PeerSocket.open(started);
  const doc = new Y.Doc();
  Y.applyUpdate(doc, await typist.join());
  const keys = new Keys(doc, decisionOf(doc));
  // Another page hears the typist: asking y-websocket itself would be one more join for each key.
  const listener = await PeerSocket.open(started);
  await listener.join();
  const key = async (): Promise<void> => {
    const heard = new Promise<void>((resolve) => {
      const listen = (data: Buffer): void => {
        if (!listener.isUpdate(data)) return;
        listener.socket.off('message', listen);
        resolve();
      };
      listener.socket.on('message', listen);
    });
    typist.update(keys.next());
    await heard;
  };
  const joiners = await Promise.all(
    Array.from({ length: JOINERS }, () => PeerSocket.open(started)),
  );
  const measured = await storm(
    key,
    () => Promise.all(joiners.map((joiner) => joiner.join())),
    () => processorTime(started.child.process.pid ?? 0),
  );
  for (const { socket } of [...joiners, typist, listener]) socket.terminate();
  await started.end();
  return measured;
}

/** Milliseconds of a processor to send so many bytes that are at hand. */
async function cachedBytes(length: number): Promise<number> {
  const plain = await startChild('bench/collab/bytes.ts', [String(length)]);
  const cpu = (): Promise<number> => processorTime(plain.process.pid ?? 0);
  const before = await cpu();
  await Promise.all(
    Array.from({ length: JOINERS }, async () => {
      const socket = new WebSocket(`ws://127.0.0.1:${plain.port}`, { perMessageDeflate: false });
      await new Promise((resolve) => socket.once('message', resolve));
      socket.terminate();
    }),
  );
  const used = (await cpu()) - before;
  await plain.end();
  return (used * 1e3) / JOINERS;
}
