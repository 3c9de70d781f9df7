import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { newId } from '@/core/argument/ids';
import { rootMap, STRUCTURE_DOCUMENT } from '@/core/argument/structureShape';
import { inTransaction } from '@/server/platform/database';
import { appendServerUpdate } from '@/server/collab/store';
import { createCase, createTypingCase, decisionOf, RawSocket, until } from '@/server/test/collab';
import {
  openCommitReference,
  processorTime,
  quantile,
  startBenchServer,
  startChild,
  type BenchServer,
} from './harness';

/** One line of output; bars and references are in docs. */
export interface Measured {
  bench: string;
  n: number;
  value: number;
  unit: string;
  reference: number;
  ratio: number;
}
export type Report = (measured: Measured) => void;

/** Collaboration against what it is made of: a commit, a bare relay, bytes sent as they are. */
export async function benchCollab(report: Report): Promise<void> {
  const server = await startBenchServer();
  try {
    await acknowledgement(server, report);
    await fanout(server, report);
    await join(server, report);
  } finally {
    await server.close();
  }
}

/** Makes the updates of somebody typing in a {@link createTypingCase}. */
class Typing {
  private readonly doc: Y.Doc;
  private readonly updates: Uint8Array[] = [];
  private requestId = 0;

  constructor(private readonly socket: RawSocket) {
    this.doc = socket.page();
    this.doc.on('update', (update: Uint8Array) => this.updates.push(update));
  }

  key(): number {
    const text = decisionOf(this.doc);
    if (text.length > 10_000) text.delete(0, 9_000);
    this.updates.length = 0;
    text.insert(text.length, 'x');
    const update = this.updates.at(-1) ?? new Uint8Array();
    this.requestId += 1;
    this.socket.send({
      type: 'update',
      requestId: this.requestId,
      entries: [{ doc: STRUCTURE_DOCUMENT, update }],
    });
    return this.requestId;
  }
}

async function acknowledgement(server: BenchServer, report: Report): Promise<void> {
  const rounds = 400;
  const caseId = await createTypingCase(server.database);
  const socket = await new RawSocket(server.port, 'ada').enter(caseId);
  const typing = new Typing(socket);
  const reference = await openCommitReference(
    server.database,
    await createCase(server.database),
    60,
  );
  const acks: number[] = [];
  const commits: number[] = [];
  const acknowledged = (id: number) =>
    new Promise<void>((resolve) => {
      const listen = () => {
        const last = socket.received.at(-1);
        if (last?.type !== 'ack' || last.requestId !== id) return;
        socket.socket.off('message', listen);
        resolve();
      };
      socket.socket.on('message', listen);
    });
  for (let round = 0; round < rounds + 50; round += 1) {
    const began = performance.now();
    await acknowledged(typing.key());
    const between = performance.now();
    await reference.commit();
    if (round < 50) continue;
    acks.push(between - began);
    commits.push(performance.now() - between);
  }
  await reference.close();
  socket.socket.terminate();
  for (const [name, part] of [
    ['p50', 0.5],
    ['p99', 0.99],
  ] as const) {
    const value = quantile(acks, part);
    const against = quantile(commits, part);
    report({
      bench: `collab.ack.${name}`,
      n: rounds,
      value,
      unit: 'ms',
      reference: against,
      ratio: value / against,
    });
  }
}

async function fanout(server: BenchServer, report: Report): Promise<void> {
  const clients = 200;
  const writers = 10;
  const seconds = 6;
  const caseId = await createTypingCase(server.database);
  const sockets: RawSocket[] = [];
  for (let i = 0; i < clients; i += 1) {
    sockets.push(await new RawSocket(server.port, `person-${i}`).enter(caseId));
  }
  const ours = await spread(
    sockets.map(({ socket }) => socket),
    sockets.slice(0, writers).map((socket) => {
      const typing = new Typing(socket);
      return () => void typing.key();
    }),
    seconds,
    () => server.cpu(),
    // The first byte of an `updates` message.
    (data) => data[0] === 2,
  );
  for (const { socket } of sockets) socket.terminate();

  const relay = await startChild('bench/collab/relay.ts', []);
  const bare = await Promise.all(
    Array.from({ length: clients }, async () => {
      const socket = new WebSocket(`ws://127.0.0.1:${relay.port}`, { perMessageDeflate: false });
      await until(() => socket.readyState === WebSocket.OPEN);
      return socket;
    }),
  );
  const message = Buffer.alloc(60, 2);
  const theirs = await spread(
    bare,
    bare.slice(0, writers).map((socket) => () => socket.send(message)),
    seconds,
    () => processorTime(relay.process.pid ?? 0),
    () => true,
  );
  for (const socket of bare) socket.terminate();
  await relay.end();

  const reference = await openCommitReference(
    server.database,
    await createCase(server.database),
    60,
  );
  const commits: number[] = [];
  for (let i = 0; i < 200; i += 1) {
    const began = performance.now();
    await reference.commit();
    commits.push(performance.now() - began);
  }
  await reference.close();
  for (const [name, part] of [
    ['p50', 0.5],
    ['p99', 0.99],
  ] as const) {
    const value = quantile(ours.latencies, part);
    const against = quantile(theirs.latencies, part) + quantile(commits, part);
    report({
      bench: `collab.fanout.${name}`,
      n: ours.latencies.length,
      value,
      unit: 'ms',
      reference: against,
      ratio: value / against,
    });
  }
  const [value, against] = [ours, theirs].map(({ cpu, deliveries }) => (cpu / deliveries) * 1e6);
  if (value === undefined || against === undefined) return;
  report({
    bench: 'collab.fanout.cpu',
    n: ours.deliveries,
    value,
    unit: 'us',
    reference: against,
    ratio: value / against,
  });
}

/** Ten writers at five keys a second each, one after the other; latency to every other socket. */
async function spread(
  sockets: readonly WebSocket[],
  writers: readonly (() => void)[],
  seconds: number,
  cpu: () => Promise<number>,
  counts: (data: Buffer) => boolean,
): Promise<{ latencies: number[]; deliveries: number; cpu: number }> {
  const latencies: number[] = [];
  let deliveries = 0;
  let sentAt = 0;
  const listen = (data: Buffer) => {
    if (!counts(data)) return;
    deliveries += 1;
    latencies.push(performance.now() - sentAt);
  };
  for (const socket of sockets) socket.on('message', listen);
  const before = await cpu();
  const keys = seconds * writers.length * 5;
  for (let key = 0; key < keys; key += 1) {
    sentAt = performance.now();
    writers[key % writers.length]?.();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const used = (await cpu()) - before;
  for (const socket of sockets) socket.off('message', listen);
  return { latencies, deliveries, cpu: used };
}

async function join(server: BenchServer, report: Report): Promise<void> {
  const joiners = 50;
  const caseId = await createCase(server.database);
  const doc = new Y.Doc();
  doc.transact(() => {
    rootMap(doc, 'facts').set('decision', new Y.Text());
    for (let i = 0; i < 10_000; i += 1) {
      const node = new Y.Map<unknown>();
      node.set('kind', 'goal');
      node.set('identifier', `G${i}`);
      node.set(
        'text',
        new Y.Text(
          'The system does what its operators intend in every setting named above, within its limits.',
        ),
      );
      rootMap(doc, 'nodes').set(newId(), node);
    }
  });
  const update = Y.encodeStateAsUpdate(doc);
  await inTransaction(server.database.prisma, (tx) =>
    appendServerUpdate(tx, {
      caseId,
      personId: 'seeder',
      sessionId: 's',
      cause: 'seed',
      entries: [{ doc: STRUCTURE_DOCUMENT, update }],
    }),
  );
  const typist = await new RawSocket(server.port, 'typist').enter(caseId);
  const typing = new Typing(typist);
  typing.key();
  await until(() => typist.find('ack') !== undefined);

  const stalls: number[] = [];
  let going = true;
  const type = async () => {
    while (going) {
      const began = performance.now();
      const id = typing.key();
      await until(() => typist.received.some((one) => one.type === 'ack' && one.requestId === id));
      stalls.push(performance.now() - began);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const typed = type();
  const before = await server.cpu();
  const joined = await Promise.all(
    Array.from({ length: joiners }, (_, i) =>
      new Joiner(server.port, `joiner-${i}`, caseId).joined(),
    ),
  );
  const used = (await server.cpu()) - before;
  going = false;
  await typed;
  for (const socket of joined) socket.terminate();
  typist.socket.terminate();

  const plain = await startChild('bench/collab/bytes.ts', [String(update.length)]);
  const plainBefore = await processorTime(plain.process.pid ?? 0);
  await Promise.all(
    Array.from({ length: joiners }, async () => {
      const socket = new WebSocket(`ws://127.0.0.1:${plain.port}`, { perMessageDeflate: false });
      await new Promise((resolve) => socket.once('message', resolve));
      socket.terminate();
    }),
  );
  const against = ((await processorTime(plain.process.pid ?? 0)) - plainBefore) / joiners;
  await plain.end();
  const value = used / joiners;
  report({
    bench: 'collab.join.cpu',
    n: joiners,
    value: value * 1e3,
    unit: 'ms',
    reference: against * 1e3,
    ratio: value / against,
  });
  const worst = Math.max(...stalls);
  report({
    bench: 'collab.join.stall',
    n: stalls.length,
    value: worst,
    unit: 'ms',
    reference: 50,
    ratio: worst / 50,
  });
}

/** Joins without reading what it gets, so that the bench's own work does not stall the typist. */
class Joiner {
  private readonly raw: RawSocket;
  private done = false;

  constructor(
    port: number,
    person: string,
    private readonly caseId: string,
  ) {
    this.raw = new RawSocket(port, person);
    this.raw.socket.removeAllListeners('message');
    this.raw.socket.on('message', (data: Buffer) => {
      // Type, length of the name, name, sequence number (varuint), complete.
      let at = 2 + STRUCTURE_DOCUMENT.length;
      while ((data[at] ?? 0) >= 128) at += 1;
      if (data[0] === 1 && data[at + 1] === 1) this.done = true;
    });
  }

  async joined(): Promise<WebSocket> {
    await this.raw.opened();
    this.raw.send({
      type: 'hello',
      protocol: 1,
      schema: 1,
      caseId: this.caseId,
      deviceId: 'd',
      pageId: newId(),
      line: 1,
      clientId: 0,
    });
    this.raw.send({ type: 'open', doc: STRUCTURE_DOCUMENT, seq: 0, stateVector: new Uint8Array() });
    await until(() => this.done, 60_000);
    return this.raw.socket;
  }
}
