import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import * as Y from 'yjs';
import { STRUCTURE_DOCUMENT } from '@/core/argument/structureShape';
import { encodeWithoutReplaced } from '@/core/collab/restedTexts';
import { createTwin } from './gate';
import {
  LogDamagedError,
  readCheckpointAt,
  readMergedStates,
  readUpkeep,
  type MergedStates,
} from './history';
import type { Query } from './query';
import { Replay } from './replay';
import type { Contributed } from './store';

/** States of documents by name, all as of one moment. */
export type States = ReadonlyMap<string, Uint8Array>;

/** What is derived from a case's log, beside what the log tells. */
export interface Comparison {
  /** Played up to the last act. */
  replay: Replay;
  /** Documents whose merged state is not what the log tells. */
  falseStates: string[];
  /** States that were kept for good and are false, with what the log tells, by their moment. */
  falseCheckpoints: Map<number, States>;
  /** What the log tells at the moment that was asked for. */
  asked: States | null;
}

/**
 * Plays a case's log again and compares everything that was derived from it on the way.
 *
 * @param trusted start from states that were kept for good no later than this; 0 starts where the
 *   log does
 * @param ask the moment whose states are wanted, no earlier than where the log starts
 * @throws LogDamagedError when the log itself is not whole: then nothing can be judged by it
 */
export async function compareWithLog(
  query: Query,
  caseId: string,
  { trusted, ask }: { trusted: number; ask?: number },
): Promise<Comparison> {
  const { head, thinned } = await readUpkeep(query, caseId);
  const from = await readCheckpointAt(query, caseId, Math.max(thinned, trusted));
  if (from.upto < thinned) throw new LogDamagedError(caseId, from.upto + 1, 'is missing');
  if (thinned > 0 && from.upto === thinned) await checkBeginning(query, caseId, from);
  const replay = new Replay(caseId, from);
  const merged = await readMergedStates(query, caseId);
  const moments = await readMoments(query, caseId, from.upto);
  const comparison: Comparison = {
    replay,
    // States that end before what is kept are no use: nobody can read on from them.
    falseStates: merged.upto < from.upto ? [...replay.documents.keys()] : [],
    falseCheckpoints: new Map(),
    asked: null,
  };
  const stops = new Set([...moments, merged.upto, ask ?? head, head]);
  for (const stop of [...stops].sort((one, other) => one - other)) {
    if (stop < replay.seq) continue;
    await replay.to(query, stop);
    if (moments.includes(stop)) {
      const kept = await readCheckpointAt(query, caseId, stop);
      if (falseOf(replay, kept).length > 0)
        comparison.falseCheckpoints.set(stop, statesOf(replay.documents));
    }
    if (stop === merged.upto && stop > 0) comparison.falseStates = falseOf(replay, merged);
    if (stop === ask) comparison.asked = statesOf(replay.documents);
  }
  return comparison;
}

/**
 * The states at which a thinned log begins have no acts to be judged by: the audit trail says what
 * they were.
 *
 * @throws LogDamagedError when they are others now
 */
async function checkBeginning(query: Query, caseId: string, from: MergedStates): Promise<void> {
  const [thinning] = await query<{ sha256: string | null }>(
    `SELECT data->>'statesSha256' AS sha256 FROM audit_event
     WHERE case_id = $1 AND type = 'case.thinned' ORDER BY id DESC LIMIT 1`,
    [caseId],
  );
  const states = new Map(from.states.map(({ doc, data }) => [doc, data]));
  if (thinning?.sha256 !== digestOf(states))
    throw new LogDamagedError(caseId, from.upto, 'has other states now');
}

/** SHA-256 of states, in the order of their names; hex. */
export function digestOf(states: States): string {
  const hash = createHash('sha256');
  for (const [doc, state] of [...states].sort(([one], [other]) => (one < other ? -1 : 1)))
    hash.update(`${doc} ${state.length}\n`).update(state);
  return hash.digest('hex');
}

/** Documents that stored states tell otherwise than the log does, played up to their moment. */
export function falseOf(replay: Replay, { states }: MergedStates): string[] {
  const stored = new Map(states.map(({ doc, data }) => [doc, data]));
  const names = new Set([...stored.keys(), ...replay.documents.keys()]);
  return [...names].filter((name) => {
    const told = replay.documents.get(name) ?? createTwin(name);
    return !tellsTheSame(told, name, stored.get(name));
  });
}

/**
 * The same content, known from the same pages up to the same clocks. Not the same bytes: those
 * differ with the order in which collected content was joined.
 */
function tellsTheSame(told: Y.Doc, name: string, bytes: Uint8Array | undefined): boolean {
  const stored = createTwin(name);
  try {
    if (bytes) Y.applyUpdate(stored, bytes);
    const isWhole = stored.store.pendingStructs === null && stored.store.pendingDs === null;
    return (
      isWhole &&
      isDeepStrictEqual(clocksOf(stored), clocksOf(told)) &&
      isDeepStrictEqual(contentOf(stored), contentOf(told))
    );
  } catch {
    return false;
  } finally {
    stored.destroy();
  }
}

function clocksOf(doc: Y.Doc): Map<number, number> {
  return Y.decodeStateVector(Y.encodeStateVector(doc));
}

function contentOf(doc: Y.Doc): Map<string, unknown> {
  return new Map([...doc.share].map(([root, type]): [string, unknown] => [root, type.toJSON()]));
}

/** Contributions that acts of the log made and of which there is no record. */
export async function contributionsMissing(
  query: Query,
  caseId: string,
  { replay }: Comparison,
): Promise<Contributed[]> {
  const rows = await query<{ node_id: string; person_id: string; cause: string }>(
    'SELECT node_id, person_id, cause FROM contribution WHERE case_id = $1',
    [caseId],
  );
  const key = (element: string, personId: string, cause: string): string =>
    JSON.stringify([element, personId, cause]);
  const known = new Set(
    rows.map(({ node_id, person_id, cause }) => key(node_id, person_id, cause)),
  );
  return replay.contributions.filter(
    ({ element, personId, cause }) => !known.has(key(element, personId, cause)),
  );
}

/** The documents as they are stored; they can be used on. */
export function statesOf(documents: ReadonlyMap<string, Y.Doc>): Map<string, Uint8Array> {
  return new Map(
    [...documents].map(([name, doc]): [string, Uint8Array] => {
      const state = Y.encodeStateAsUpdate(doc);
      if (name !== STRUCTURE_DOCUMENT) return [name, state];
      const copy = createTwin(name);
      Y.applyUpdate(copy, state);
      return [name, encodeWithoutReplaced(copy)];
    }),
  );
}

/** When states were kept for good, after an act. */
async function readMoments(query: Query, caseId: string, after: number): Promise<number[]> {
  const rows = await query<{ upto: number }>(
    `SELECT DISTINCT upto FROM case_checkpoint WHERE case_id = $1 AND upto > $2::int ORDER BY upto`,
    [caseId, after],
  );
  return rows.map(({ upto }) => upto);
}
