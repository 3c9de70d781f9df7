import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { createCase, RawSocket, until } from '@/server/test/collab';
import { processorTime } from '@/server/test/processorTime';
import { openCommitReference, quantile, startChild, type BenchServer } from './harness';
import { createCaseOf, largeDocument, statementsOf } from './largeCase';
import { reportAgainst, type Report } from './measured';
import { PeerSocket, startPeer, type PeerName } from './peers';
import { Keys, Typing } from './typing';

const CLIENTS = 200;
const WRITERS = 10;
const SECONDS = 5;
const NODES = 1_000;
/** The first byte of an `updates` message. */
const UPDATES = 2;

interface Spread {
  /** Milliseconds from a key to each other socket. */
  latencies: number[];
  /** Seconds of the server's processor. */
  cpu: number;
}

/** A key to 199 others, against a relay that keeps nothing and one commit. */
export async function fanout(server: BenchServer, report: Report): Promise<void> {
  const content = Y.encodeStateAsUpdate(largeDocument(NODES));
  const spreads = {
    casewright: await ours(server, content),
    ywebsocket: await peer('ywebsocket', content),
    hocuspocus: await peer('hocuspocus', content),
  };
  const relay = await bareRelay();
  const commits = await commitTimes(server);
  for (const [name, part] of [
    ['p50', 0.5],
    ['p99', 0.99],
  ] as const) {
    reportAgainst(
      report,
      {
        bench: `collab.fanout.${name}`,
        n: relay.latencies.length,
        unit: 'ms',
        reference: quantile(relay.latencies, part) + quantile(commits, part),
      },
      of(spreads, ({ latencies }) => quantile(latencies, part)),
    );
  }
  reportAgainst(
    report,
    {
      bench: 'collab.fanout.cpu',
      n: relay.latencies.length,
      unit: 'us',
      reference: perDelivery(relay),
    },
    of(spreads, perDelivery),
  );
}

function of(spreads: Record<string, Spread>, value: (spread: Spread) => number) {
  return Object.fromEntries(Object.entries(spreads).map(([name, one]) => [name, value(one)]));
}

function perDelivery({ cpu, latencies }: Spread): number {
  return (cpu / latencies.length) * 1e6;
}

async function ours(server: BenchServer, content: Uint8Array): Promise<Spread> {
  const caseId = await createCaseOf(server.database, content);
  const sockets: RawSocket[] = [];
  for (let at = 0; at < CLIENTS; at += 1)
    sockets.push(await new RawSocket(server.port, `person-${at}`).enter(caseId));
  const typists = sockets.slice(0, WRITERS).map((socket) => new Typing(socket));
  // As at the peers, nobody decodes what comes: that would be the bench's time and not the server's.
  for (const { socket } of sockets) socket.removeAllListeners('message');
  const measured = await spread(
    sockets.map(({ socket }) => socket),
    typists.map((typing) => () => void typing.key()),
    () => server.cpu(),
    (data) => data[0] === UPDATES,
  );
  for (const { socket } of sockets) socket.terminate();
  return measured;
}

async function peer(name: PeerName, content: Uint8Array): Promise<Spread> {
  const started = await startPeer(name, content);
  const sockets: PeerSocket[] = [];
  for (let at = 0; at < CLIENTS; at += 1) {
    const socket = await PeerSocket.open(name, started.port);
    await socket.join();
    sockets.push(socket);
  }
  const [first] = sockets;
  const writers = sockets.slice(0, WRITERS).map((socket, at) => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, content);
    const text = statementsOf(doc)[at];
    if (!text) throw new Error('There are too few nodes.');
    const keys = new Keys(doc, text);
    return () => socket.update(keys.next());
  });
  const measured = await spread(
    sockets.map(({ socket }) => socket),
    writers,
    () => processorTime(started.child.process.pid ?? 0),
    (data) => first?.isUpdate(data) === true,
  );
  for (const { socket } of sockets) socket.terminate();
  await started.end();
  return measured;
}

async function bareRelay(): Promise<Spread> {
  const relay = await startChild('bench/collab/relay.ts', []);
  const sockets = await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      const socket = new WebSocket(`ws://127.0.0.1:${relay.port}`, { perMessageDeflate: false });
      await until(() => socket.readyState === WebSocket.OPEN);
      return socket;
    }),
  );
  const message = Buffer.alloc(60, 2);
  const measured = await spread(
    sockets,
    sockets.slice(0, WRITERS).map((socket) => () => socket.send(message)),
    () => processorTime(relay.process.pid ?? 0),
    () => true,
  );
  for (const socket of sockets) socket.terminate();
  await relay.end();
  return measured;
}

async function commitTimes(server: BenchServer): Promise<number[]> {
  const reference = await openCommitReference(
    server.database,
    await createCase(server.database),
    60,
  );
  const commits: number[] = [];
  for (let at = 0; at < 200; at += 1) {
    const began = performance.now();
    await reference.commit();
    commits.push(performance.now() - began);
  }
  await reference.close();
  return commits;
}

/** Ten writers at five keys a second each, one after the other; latency to every other socket. */
async function spread(
  sockets: readonly WebSocket[],
  writers: readonly (() => void)[],
  cpu: () => Promise<number>,
  counts: (data: Buffer) => boolean,
): Promise<Spread> {
  const latencies: number[] = [];
  let sentAt = 0;
  const listen = (data: Buffer): void => {
    if (counts(data)) latencies.push(performance.now() - sentAt);
  };
  for (const socket of sockets) socket.on('message', listen);
  const before = await cpu();
  for (let key = 0; key < SECONDS * WRITERS * 5; key += 1) {
    sentAt = performance.now();
    writers[key % writers.length]?.();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const used = (await cpu()) - before;
  for (const socket of sockets) socket.off('message', listen);
  return { latencies, cpu: used };
}
