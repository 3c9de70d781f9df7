import * as Y from 'yjs';
import { isId } from '@/core/argument/ids';
import { declareRoots, forbiddenChange, isWithinCounts } from '@/core/argument/schemaPath';
import {
  BODY_ROOT,
  isEntryRoot,
  ROOT_NAMES,
  rootMap,
  STRUCTURE_DOCUMENT,
} from '@/core/argument/structureShape';
import { inspectUpdate } from '@/core/collab/inspectUpdate';
import type { Entry } from '@/core/collab/messages';
import { touchedElements, type Touched } from '@/core/collab/touchedElements';
import { COLLAB_LIMITS } from './limits';

const BODY_PREFIX = 'body:';

/** Whether a case can have a document of this name. */
export function isDocumentName(name: string): boolean {
  if (name === STRUCTURE_DOCUMENT) return true;
  return name.startsWith(BODY_PREFIX) && isId(name.slice(BODY_PREFIX.length));
}

export type GateVerdict =
  | { verdict: 'passed'; touched: Touched[] }
  | { verdict: 'unknown-reference' }
  | { verdict: 'too-large' }
  | { verdict: 'refused'; reason: string };

/** The twins of a case's documents: everything committed, and what is on its way to the log. */
export interface Twins {
  get(doc: string): Y.Doc;
  /** Throws the twin away: it took in what was then refused. */
  spoil(doc: string): void;
}

/** A new twin, ready for updates. */
export function createTwin(doc: string): Y.Doc {
  // Nobody asks for its name, and drawing one takes longer than all else here.
  const twin = new Y.Doc({ guid: doc });
  declareRoots(twin, kindOf(doc));
  return twin;
}

/**
 * Judges one act: every update by its bytes ({@link inspectUpdate}), then by its effect on the
 * twin. An act that passes has been applied to the twins; one that does not has left no trace.
 *
 * This is the second line. The first is that only writers of the case get here, the last is the
 * strict parse at freeze.
 */
export function judgeAct(entries: readonly Entry[], client: number, twins: Twins): GateVerdict {
  if (new Set(entries.map(({ doc }) => doc)).size !== entries.length || entries.length === 0) {
    return { verdict: 'refused', reason: 'An act names each document once.' };
  }
  for (const { doc, update } of entries) {
    if (!isDocumentName(doc)) return { verdict: 'refused', reason: 'There is no such document.' };
    const twin = twins.get(doc);
    const isRoot = (name: string): boolean =>
      kindOf(doc) === 'body' ? name === BODY_ROOT : isStructureRoot(name);
    const known = { clockOf: (id: number) => Y.getState(twin.store, id), isRoot };
    const inspection = inspectUpdate(update, client, known, {
      bytes: COLLAB_LIMITS.oneUpdateBytes,
      structs: COLLAB_LIMITS.oneUpdateStructs,
      deletions: COLLAB_LIMITS.oneUpdateDeletions,
    });
    if (inspection.verdict !== 'passed') return inspection;
  }
  const touched: Touched[] = [];
  const applied: string[] = [];
  const undo = (reason: string): GateVerdict => {
    for (const doc of applied) twins.spoil(doc);
    return { verdict: 'refused', reason };
  };
  for (const { doc, update } of entries) {
    applied.push(doc);
    const effect = applyAndWatch(twins.get(doc), doc, update);
    if (effect.reason !== null) return undo(effect.reason);
    touched.push(...effect.touched);
  }
  // A removed node stays known here, so that a colleague who was typing in it loses nothing.
  for (const { doc } of entries) {
    if (kindOf(doc) !== 'body') continue;
    const nodes = rootMap(twins.get(STRUCTURE_DOCUMENT), 'nodes');
    if (!nodes._map.has(doc.slice(BODY_PREFIX.length))) {
      for (const name of applied) twins.spoil(name);
      return { verdict: 'unknown-reference' };
    }
  }
  return { verdict: 'passed', touched };
}

function applyAndWatch(
  twin: Y.Doc,
  doc: string,
  update: Uint8Array,
): { reason: string | null; touched: Touched[] } {
  let reason: string | null = null;
  const touched: Touched[] = [];
  const kind = kindOf(doc);
  const watch = (transaction: Y.Transaction): void => {
    reason ??= forbiddenChange(transaction, kind);
    if (reason === null && kind === 'structure' && addsRecords(transaction)) {
      if (!isWithinCounts(twin)) reason = 'The case holds too many records.';
    }
    // yjs may tidy formatting in a transaction of its own after the one that was asked for.
    if (reason === null) touched.push(...touchedElements(transaction, doc));
  };
  twin.on('afterTransaction', watch);
  try {
    Y.applyUpdate(twin, update);
  } catch (error) {
    // yjs throws half-way through; what it had applied goes with the twin.
    return { reason: error instanceof Error ? error.message : String(error), touched: [] };
  } finally {
    twin.off('afterTransaction', watch);
  }
  if (twin.store.pendingStructs !== null || twin.store.pendingDs !== null) {
    return { reason: 'The update waits for something that is not there.', touched: [] };
  }
  return { reason, touched };
}

/** Counting a root walks all of it: only done when the number of records can have changed. */
function addsRecords(transaction: Y.Transaction): boolean {
  for (const type of transaction.changed.keys()) {
    if (type._item === null && isEntryRoot(Y.findRootTypeKey(type))) return true;
  }
  return false;
}

function isStructureRoot(name: string): boolean {
  return ROOT_NAMES.some((root) => root === name);
}

function kindOf(doc: string): 'structure' | 'body' {
  return doc === STRUCTURE_DOCUMENT ? 'structure' : 'body';
}
