import { useMemo, useSyncExternalStore } from 'react';
import type * as Y from 'yjs';
import type { CaseDocument, Id } from '@/core/argument/document';
import {
  indexArgument,
  outlineOf,
  type ArgumentIndex,
  type OutlineRow,
} from '@/core/argument/outline';
import { DocumentReader } from '@/core/argument/documentReader';
import { citedWords, type CitedWords } from '@/core/argument/statement';

/** The case as it reads now, with what every view derives from it. */
export interface Argument {
  document: CaseDocument;
  index: ArgumentIndex;
  rows: OutlineRow[];
  /** What away elements say that cite something in the case. */
  cited: CitedWords;
}

interface Store {
  subscribe: (listener: () => void) => () => void;
  read: () => Argument;
}

const stores = new WeakMap<Y.Doc, Store>();

/**
 * One reading per document and frame, shared by all views: a burst of colleagues' keystrokes
 * reads the document once.
 */
function storeOf(doc: Y.Doc): Store {
  const known = stores.get(doc);
  if (known) return known;
  const listeners = new Set<() => void>();
  const reader = DocumentReader.follow(doc);
  let current: Argument | null = null;
  let frame: number | null = null;
  const changed = (transaction: Y.Transaction) => {
    if (transaction.changed.size === 0) return;
    if (transaction.local) {
      current = null;
      for (const listener of listeners) listener();
      return;
    }
    frame ??= requestAnimationFrame(() => {
      frame = null;
      current = null;
      for (const listener of listeners) listener();
    });
  };
  // For as long as the document lives: a view that comes back finds the reading current.
  doc.on('afterTransaction', changed);
  const store: Store = {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    read: () => {
      current ??= argumentOf(reader.read().document);
      return current;
    },
  };
  stores.set(doc, store);
  return store;
}

/** What every view derives from a case. */
export function argumentOf(document: CaseDocument): Argument {
  const index = indexArgument(document);
  return { document, index, rows: outlineOf(document, index), cited: citedWords(document) };
}

export function useArgument(doc: Y.Doc): Argument {
  const store = useMemo(() => storeOf(doc), [doc]);
  return useSyncExternalStore(store.subscribe, store.read, store.read);
}

/** Identifiers from the root down to a node by its first parents: "G0 › G1 › G4". */
export function pathTo(index: ArgumentIndex, node: Id): Id[] {
  const path: Id[] = [];
  for (let at: Id | undefined = node; at !== undefined && !path.includes(at);) {
    path.unshift(at);
    at = index.parents.get(at)?.[0]?.from;
  }
  return path;
}
