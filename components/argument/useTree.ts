import { useCallback, useMemo, useState } from 'react';
import type { OutlineRow } from '@/core/argument/outline';

/** A row of the tree has a key of its own: a shared node appears under several parents. */
export function rowKey(row: OutlineRow): string {
  return row.parentLink ? row.parentLink.id : row.node.id;
}

export interface VisibleRow extends OutlineRow {
  key: string;
  open: boolean;
  /** Key of the row above it in the tree; null at the top. */
  parentKey: string | null;
  /** Link by which its parent row hangs; what outdenting needs. */
  grandLink: string | null;
  /** 1-based place among its siblings, and how many there are. */
  position: number;
  siblings: number;
}

export interface Tree {
  rows: VisibleRow[];
  toggle(key: string, open?: boolean): void;
  /** Opens everything above a row, so that it can be seen. */
  reveal(key: string): void;
}

/** The rows that are unfolded. Folding is this person's own, never part of the case. */
export function useTree(rows: OutlineRow[]): Tree {
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const visible = useMemo(() => visibleRows(rows, folded), [rows, folded]);
  const toggle = useCallback((key: string, open?: boolean) => {
    setFolded((before) => {
      const next = new Set(before);
      if (open ?? before.has(key)) next.delete(key);
      else next.add(key);
      return next;
    });
  }, []);
  const reveal = useCallback(
    (key: string) => {
      const above = ancestorsOf(rows, key);
      setFolded((before) =>
        above.some((each) => before.has(each))
          ? new Set([...before].filter((each) => !above.includes(each)))
          : before,
      );
    },
    [rows],
  );
  return { rows: visible, toggle, reveal };
}

export function visibleRows(rows: OutlineRow[], folded: ReadonlySet<string>): VisibleRow[] {
  const visible: VisibleRow[] = [];
  const path: VisibleRow[] = [];
  const counts = new Map<string | null, number>();
  let hiddenBelow = Infinity;
  for (const row of rows) {
    if (row.depth > hiddenBelow) continue;
    hiddenBelow = Infinity;
    const key = rowKey(row);
    const open = row.childCount > 0 && !row.repeated && !folded.has(key);
    if (!open) hiddenBelow = row.depth;
    path.length = row.depth;
    const parent = path[row.depth - 1] ?? null;
    const parentKey = parent?.key ?? null;
    const position = (counts.get(parentKey) ?? 0) + 1;
    counts.set(parentKey, position);
    const made = {
      ...row,
      key,
      open,
      parentKey,
      grandLink: parent?.parentLink?.id ?? null,
      position,
      siblings: 0,
    };
    path[row.depth] = made;
    visible.push(made);
  }
  for (const row of visible) row.siblings = counts.get(row.parentKey) ?? 1;
  return visible;
}

function ancestorsOf(rows: OutlineRow[], key: string): string[] {
  const path: string[] = [];
  for (const row of rows) {
    path.length = row.depth;
    if (rowKey(row) === key) return path;
    path[row.depth] = rowKey(row);
  }
  return [];
}
