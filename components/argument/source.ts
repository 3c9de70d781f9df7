import { createContext, useContext } from 'react';
import type * as Y from 'yjs';
import type { UndoManager } from 'yjs';
import type { PresenceColour } from '@/components/ui/Avatar';

/** Somebody else in the case now. */
export interface Colleague {
  /** One connection of one person. */
  key: string;
  personId: string;
  name: string;
  colour: PresenceColour;
  nodeId: string | null;
}

/** What the workspace needs of a live case; the connection provides it, tests can too. */
export interface ArgumentSource {
  structure: Y.Doc;
  readOnly: boolean;
  /** Marks this tab's own edits, for undo. */
  origin: object;
  undo: UndoManager;
  colleagues: readonly Colleague[];
  /** Tells the others what this person looks at. */
  visit(nodeId: string | null): void;
  /** Opens the rich text of a node; the function closes it again. */
  openBody(nodeId: string): { doc: Y.Doc; ready: Promise<void>; close: () => void };
}

export const ArgumentContext = createContext<ArgumentSource | null>(null);

export function useSource(): ArgumentSource {
  const source = useContext(ArgumentContext);
  if (!source) throw new Error('The workspace is drawn inside a live case.');
  return source;
}
