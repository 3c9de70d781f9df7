import type { DisclosedCase, DisclosedNode } from '@/core/snapshot/disclosed';

/** Why a node is on the list of what changed. */
type ChangeKind = 'added' | 'changed' | 'evidence' | 'doubt' | 'withdrawn';

export interface ChangedNode {
  id: string;
  change: ChangeKind;
  /** The statement as it read before; null when the node is new or was withheld. */
  before: string | null;
}

/**
 * Nodes that an assessor reads first: new ones and those whose words, criteria, evidence or doubts
 * differ from an earlier view. Without an earlier view every node is new.
 */
export function changedNodes(now: DisclosedCase, before: DisclosedCase | null): ChangedNode[] {
  const old = new Map<string, DisclosedNode>();
  for (const entry of before?.outline ?? []) {
    if (entry.entry === 'node') old.set(entry.node.id, entry);
  }
  return now.outline.flatMap((entry): ChangedNode[] => {
    if (entry.entry !== 'node') return [];
    const was = old.get(entry.node.id);
    if (was === undefined) return [{ id: entry.node.id, change: 'added', before: null }];
    const change = changeBetween(was, entry);
    return change === null ? [] : [{ id: entry.node.id, change, before: statementOf(was) }];
  });
}

function changeBetween(was: DisclosedNode, now: DisclosedNode): ChangeKind | null {
  const differs = (read: (entry: DisclosedNode) => unknown): boolean =>
    JSON.stringify(read(was)) !== JSON.stringify(read(now));
  if (now.node.claim === 'not-claimed' && was.node.claim !== 'not-claimed') return 'withdrawn';
  if (differs(wordsOf)) return 'changed';
  if (differs(({ evidence }) => evidence)) return 'evidence';
  return differs(({ defeaters }) => defeaters) ? 'doubt' : null;
}

/** What the node itself says; `textLeaf` is salted anew in every release and says nothing. */
function wordsOf({ node, identifier, text, criteria }: DisclosedNode): unknown {
  const { textLeaf: _, ...flags } = node;
  return { flags, identifier, text, criteria };
}

function statementOf(entry: DisclosedNode): string | null {
  return entry.text.shown ? entry.text.value.statement : null;
}
