import * as Y from 'yjs';
import type { Origin } from './fieldEdits';
import { ROOT_NAMES, rootMap } from './structureShape';

/** Edits closer together than this are undone together, in milliseconds. */
const CAPTURE_TIMEOUT = 500;

/**
 * Undo and redo of one's own edits across the whole structure document: only transactions with
 * this origin are undone, a colleague's never.
 */
export function createUndoManager(doc: Y.Doc, origin: NonNullable<Origin>): Y.UndoManager {
  const roots = ROOT_NAMES.map((name) => rootMap(doc, name));
  return new Y.UndoManager(roots, {
    trackedOrigins: new Set([origin]),
    captureTimeout: CAPTURE_TIMEOUT,
  });
}
