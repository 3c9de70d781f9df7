import { useEffect, useMemo, useRef, useState } from 'react';
import type { ArgumentNode, Id } from '@/core/argument/document';
import type { ArgumentIndex } from '@/core/argument/outline';
import { pathTo } from './useArgument';

/** What a person has folded away. Their own view, never part of the case. */
export interface FoldState {
  /** Drawn alone, with a second sheet. */
  collapsed: ReadonlySet<Id>;
  /** Children of one element that are drawn as one box, by that element. */
  aside: ReadonlyMap<Id, ReadonlySet<Id>>;
}

export const NOTHING_FOLDED: FoldState = { collapsed: new Set(), aside: new Map() };

/** A first look: what the authors folded, and branches that they do not claim. */
export function firstFolds(
  nodes: readonly Pick<ArgumentNode, 'id' | 'collapsed' | 'claim'>[],
  index: Pick<ArgumentIndex, 'children'>,
): FoldState {
  const folded = nodes.filter(
    ({ id, collapsed, claim }) => (collapsed || claim === 'not-claimed') && index.children.has(id),
  );
  return { collapsed: new Set(folded.map(({ id }) => id)), aside: new Map() };
}

/** Folds what hangs below and beside an element, or unfolds it. */
export function toggled(folds: FoldState, node: Id, index: ArgumentIndex): FoldState {
  if (!folds.collapsed.has(node) && !index.children.has(node)) return folds;
  const collapsed = new Set(folds.collapsed);
  if (!collapsed.delete(node)) collapsed.add(node);
  return { ...folds, collapsed };
}

/** Draws the siblings of an element as one box; brings them back when they are one already. */
export function siblingsToggled(folds: FoldState, node: Id, index: ArgumentIndex): FoldState {
  const aside = new Map(folds.aside);
  for (const { from } of index.parents.get(node) ?? []) {
    if (aside.delete(from)) continue;
    const others = (index.children.get(from) ?? []).filter(
      ({ to, kind }) => kind === 'supported-by' && to !== node,
    );
    // One box for one element would hide its words and gain nothing.
    if (others.length > 1) aside.set(from, new Set(others.map(({ to }) => to)));
  }
  return { ...folds, aside };
}

/** Brings back what was put into one box below an element. */
export function unfoldedAside(folds: FoldState, parent: Id): FoldState {
  const aside = new Map(folds.aside);
  aside.delete(parent);
  return { ...folds, aside };
}

/** Unfolds whatever keeps an element out of sight on the way down to it. */
export function revealed(folds: FoldState, node: Id, index: ArgumentIndex): FoldState {
  const path = new Set(pathTo(index, node));
  return {
    collapsed: new Set([...folds.collapsed].filter((id) => id === node || !path.has(id))),
    aside: new Map(
      [...folds.aside].filter(([, members]) => ![...members].some((id) => path.has(id))),
    ),
  };
}

const FOLD = 'fold:';

/** The boxes of siblings put aside, as the layout takes them: children that still exist. */
export function foldsOf(
  folds: FoldState,
  index: Pick<ArgumentIndex, 'children'>,
): { id: Id; members: Id[] }[] {
  return [...folds.aside].flatMap(([parent, members]) => {
    const left = (index.children.get(parent) ?? [])
      .map(({ to }) => to)
      .filter((id) => members.has(id));
    return left.length > 1 ? [{ id: `${FOLD}${parent}`, members: left }] : [];
  });
}

/** The element whose children a fold box holds; null for any other box. */
export function parentOfFold(box: Id): Id | null {
  return box.startsWith(FOLD) ? box.slice(FOLD.length) : null;
}

export interface Folds {
  state: FoldState;
  toggle(node: Id): void;
  toggleSiblings(node: Id): void;
  openAside(parent: Id): void;
  reveal(node: Id): void;
}

/** Folding of one diagram. It starts from the first look and follows this person alone from there. */
export function useDiagramFolds(nodes: readonly ArgumentNode[], index: ArgumentIndex): Folds {
  const [state, setState] = useState<FoldState | null>(null);
  if (state === null && nodes.length > 0) setState(firstFolds(nodes, index));
  // The acts stay the same functions while people type, so that no box is drawn again for them.
  const latest = useRef(index);
  useEffect(() => {
    latest.current = index;
  });
  const acts = useMemo(() => {
    const change = (to: (folds: FoldState, node: Id, index: ArgumentIndex) => FoldState) => {
      return (node: Id) => setState((before) => to(before ?? NOTHING_FOLDED, node, latest.current));
    };
    return {
      toggle: change(toggled),
      toggleSiblings: change(siblingsToggled),
      openAside: change(unfoldedAside),
      reveal: change(revealed),
    };
  }, []);
  return { state: state ?? NOTHING_FOLDED, ...acts };
}
