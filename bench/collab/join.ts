import { once } from 'node:events';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { decisionOf, RawSocket } from '@/server/test/collab';
import { processorTime } from '@/server/test/processorTime';
import { startChild, type BenchServer } from './harness';
import { createCaseOf, largeDocument } from './largeCase';
import { reportAgainst, type Report } from './measured';
import { PeerSocket, startPeer, type PeerName } from './peers';
import { acknowledged, Keys, Typing } from './typing';

const NODES = 10_000;
const JOINERS = 50;
/** What a typist may wait at the worst, in milliseconds. */
const WORST = 50;

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

/** Somebody types, fifty others come; the fifty are in a process of their own. */
async function storm(
  who: string,
  port: number,
  caseId: string,
  key: () => Promise<unknown>,
  cpu: () => Promise<number>,
): Promise<Storm> {
  const joiners = await startChild('bench/collab/joiners.ts', [
    who,
    String(port),
    String(JOINERS),
    caseId,
  ]);
  const { stdin, stdout } = joiners.process;
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
  const done = new Promise<void>((resolve) => {
    stdout.on('data', (words: string) => {
      if (words.includes('done')) resolve();
    });
  });
  stdin.write('go\n');
  await done;
  const used = (await cpu()) - before;
  going = false;
  await typed;
  const ended = once(joiners.process, 'exit');
  stdin.end();
  await ended;
  return { cpu: (used * 1e3) / JOINERS, stall };
}

async function ours(server: BenchServer, content: Uint8Array): Promise<Storm> {
  const caseId = await createCaseOf(server.database, content);
  const typist = await new RawSocket(server.port, 'typist').enter(caseId);
  const typing = new Typing(typist);
  const key = (): Promise<void> => acknowledged(typist, typing.key());
  const measured = await storm('casewright', server.port, caseId, key, () => server.cpu());
  typist.socket.terminate();
  return measured;
}

async function peer(name: PeerName, content: Uint8Array): Promise<Storm> {
  const started = await startPeer(name, content);
  const typist = await PeerSocket.open(name, started.port);
  const doc = new Y.Doc();
  Y.applyUpdate(doc, await typist.join());
  const keys = new Keys(doc, decisionOf(doc));
  // Another page hears the typist: asking y-websocket itself would be one more join for each key.
  const listener = await PeerSocket.open(name, started.port);
  await listener.join();
  const key = async (): Promise<void> => {
    const heard = listener.nextUpdate();
    typist.update(keys.next());
    await heard;
  };
  const cpu = (): Promise<number> => processorTime(started.child.process.pid ?? 0);
  const measured = await storm(name, started.port, '', key, cpu);
  for (const { socket } of [typist, listener]) socket.terminate();
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
