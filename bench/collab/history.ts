import * as Y from 'yjs';
import { rootMap, STRUCTURE_DOCUMENT } from '@/core/argument/structureShape';
import { createTwin } from '@/server/collab/gate';
import { keepCheckpoint, writeMergedStates } from '@/server/collab/history';
import { COLLAB_LIMITS } from '@/server/collab/limits';
import { poolQuery } from '@/server/collab/query';
import { encodeAct } from '@/server/collab/row';
import { loadDocuments } from '@/server/collab/store';
import { tidyRestedCases } from '@/server/collab/tidy';
import { inTransaction } from '@/server/platform/database';
import { createLogger } from '@/server/platform/logger';
import { RawSocket } from '@/server/test/collab';
import { Random } from '@/server/test/random';
import type { BenchServer } from './harness';
import { createCaseOf, largeDocument, statementsOf } from './largeCase';
import { reportAgainst, type Report } from './measured';
import { PEERS, PeerSocket, startPeer, type PeerName } from './peers';

const NODES = 1_000;
const KEYS = 100_000;
/** Who types: one person, or ten who hear each other at once. */
const COMPANIES = [
  { people: 1, bench: 'collab.history.alone' },
  { people: 10, bench: 'collab.history' },
];
const DELETED = 0.12;
/** Acts since the merged states were written, when the case comes to rest. */
const TAIL = 250;
const ROUNDS = 60;
/** Rounds before that, so that nobody is measured while the code is still being compiled. */
const WARMING = 20;
/** What a past state may take, in milliseconds. */
const PAST = 1_000;

interface Written {
  client: number;
  update: Uint8Array;
}

/**
 * A case of a thousand nodes after a hundred thousand keys, at rest: what opening it costs against
 * the same content written afresh, in bytes and in time to take them in.
 */
export async function history(server: BenchServer, report: Report): Promise<void> {
  for (const { people, bench } of COMPANIES) await historyOf(people, bench, server, report);
}

async function historyOf(
  people: number,
  bench: string,
  server: BenchServer,
  report: Report,
): Promise<void> {
  const { seed, keys, whole } = typeFor(people);
  const afresh = Y.encodeStateAsUpdate(writtenAfresh(whole));
  const pieces: Record<string, Uint8Array[]> = {
    casewright: await ours(server, seed, keys, bench, report),
  };
  for (const name of PEERS) pieces[name] = [await peer(name, Y.encodeStateAsUpdate(whole))];
  const bytes = (all: readonly Uint8Array[]): number =>
    all.reduce((sum, { length }) => sum + length, 0);
  const of = (value: (all: Uint8Array[]) => number): Record<string, number> =>
    Object.fromEntries(Object.entries(pieces).map(([name, all]) => [name, value(all)]));
  reportAgainst(
    report,
    { bench: `${bench}.bytes`, n: KEYS, unit: 'bytes', reference: afresh.length },
    of(bytes),
  );
  const opened = timeToOpen({ afresh: [afresh], ...pieces });
  const { afresh: reference = Number.NaN, ...values } = opened;
  reportAgainst(report, { bench: `${bench}.open`, n: KEYS, unit: 'ms', reference }, values);
}

/** Bursts of 20 to 80 keys in one statement after the other, every eighth of them a deletion. */
function typeFor(company: number): { seed: Uint8Array; keys: Written[]; whole: Y.Doc } {
  const random = new Random(5);
  const whole = largeDocument(NODES);
  const seed = Y.encodeStateAsUpdate(whole);
  const shared = new Y.Doc();
  Y.applyUpdate(shared, seed);
  const keys: Written[] = [];
  shared.on('update', (update: Uint8Array) => keys.push({ client: shared.clientID, update }));
  const texts = statementsOf(shared);
  const people = Array.from({ length: company }, (_, at) => 1_000 + at);
  for (let done = 0; done < KEYS;) {
    // One replica that writes under all their ids: what pages that hear each other at once write.
    shared.clientID = random.pick(people);
    const text = random.pick(texts);
    let at = random.below(text.length + 1);
    for (let burst = 20 + random.below(61); burst > 0 && done < KEYS; burst -= 1, done += 1) {
      if (at > 0 && random.chance(DELETED)) text.delete((at -= 1), 1);
      else text.insert(at++, String.fromCharCode(97 + random.below(26)));
    }
  }
  return { seed, keys, whole: shared };
}

function writtenAfresh(doc: Y.Doc): Y.Doc {
  const fresh = new Y.Doc({ gc: false });
  fresh.transact(() => {
    rootMap(fresh, 'facts').set('decision', new Y.Text());
    for (const [id, node] of rootMap(doc, 'nodes')) {
      if (!(node instanceof Y.Map)) continue;
      const copy = new Y.Map<unknown>();
      for (const [key, value] of node)
        copy.set(key, value instanceof Y.Text ? new Y.Text(value.toJSON()) : value);
      rootMap(fresh, 'nodes').set(id, copy);
    }
  });
  return fresh;
}

/** What our server sends to somebody who opens the case after it rested. */
async function ours(
  { database, port }: BenchServer,
  seed: Uint8Array,
  keys: readonly Written[],
  bench: string,
  report: Report,
): Promise<Uint8Array[]> {
  const caseId = await createCaseOf(database, seed);
  for (let from = 0; from < keys.length; from += 5_000) {
    const part = keys.slice(from, from + 5_000);
    await database.pool.query(
      `INSERT INTO case_update
         (case_id, seq, person_id, session_id, client_id, cause, entries, request_id)
       SELECT $1, $2 + a.place, 'p', 's', a.client_id, 'edit', a.entries, $2 + a.place
       FROM unnest($3::bigint[], $4::bytea[]) WITH ORDINALITY AS a (client_id, entries, place)`,
      [
        caseId,
        from + 1,
        part.map(({ client }) => client),
        part.map(({ update }, at) =>
          encodeAct({
            requestId: from + at + 2,
            entries: [{ doc: STRUCTURE_DOCUMENT, update }],
          }),
        ),
      ],
    );
  }
  await database.pool.query('UPDATE safety_case SET head_seq = $2 WHERE id = $1', [
    caseId,
    keys.length + 1,
  ]);
  // As the server leaves it: it merges every few hundred acts, never a hundred thousand at once.
  const twin = createTwin(STRUCTURE_DOCUMENT);
  const query = poolQuery(database.pool);
  const merge = async (upto: number): Promise<void> => {
    const states = new Map([[STRUCTURE_DOCUMENT, Y.encodeStateAsUpdate(twin)]]);
    await writeMergedStates(query, caseId, upto, states, 0);
    await keepCheckpoint(query, caseId, COLLAB_LIMITS.checkpointAfter);
  };
  Y.applyUpdate(twin, seed);
  for (const [at, { update }] of keys.slice(0, -TAIL).entries()) {
    Y.applyUpdate(twin, update);
    if ((at + 2) % COLLAB_LIMITS.checkpointAfter === 0) await merge(at + 2);
  }
  await merge(keys.length + 1 - TAIL);
  const tomorrow = new Date(Date.now() + 2 * COLLAB_LIMITS.restsAfter);
  await tidyRestedCases({ database, log: createLogger('silent'), now: () => tomorrow });
  const page = await new RawSocket(port, 'reader').enter(caseId);
  page.socket.terminate();
  const took: number[] = [];
  for (const part of [0.25, 0.5, 0.75, 0.99, 1]) {
    const began = performance.now();
    await inTransaction(database.prisma, (tx) =>
      loadDocuments(tx, caseId, Math.round(keys.length * part)),
    );
    took.push(performance.now() - began);
  }
  reportAgainst(
    report,
    { bench: `${bench}.past`, n: took.length, unit: 'ms', reference: PAST },
    { casewright: Math.max(...took) },
  );
  return page.received.flatMap((message) => (message.type === 'state' ? message.updates : []));
}

async function peer(name: PeerName, content: Uint8Array): Promise<Uint8Array> {
  const started = await startPeer(name, content);
  const socket = await PeerSocket.open(name, started.port);
  const sent = await socket.join();
  socket.socket.terminate();
  await started.end();
  return sent;
}

/** Median milliseconds until a page has taken everything in, in turns. */
function timeToOpen(pieces: Record<string, Uint8Array[]>): Record<string, number> {
  const took = new Map(Object.keys(pieces).map((name) => [name, [] as number[]]));
  for (let round = 0; round < WARMING + ROUNDS; round += 1) {
    const entries = Object.entries(pieces);
    // Each comes first in its turn: whoever follows a large one pays for its garbage.
    const first = entries.splice(0, round % entries.length);
    for (const [name, all] of [...entries, ...first]) {
      const doc = new Y.Doc({ gc: false });
      globalThis.gc?.();
      const began = performance.now();
      doc.transact(() => {
        for (const update of all) Y.applyUpdate(doc, update);
      });
      if (round >= WARMING) took.get(name)?.push(performance.now() - began);
    }
  }
  const median = (values: number[]): number =>
    values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
  return Object.fromEntries([...took].map(([name, values]) => [name, median(values)]));
}
