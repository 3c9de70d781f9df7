import { connectedNodes, type ConnectedCase } from './connected';
import type { ArgumentLink, ArgumentNode, CaseDocument, Id } from './document';
import { byRank } from './rank';
import { compareText } from './text';

/** One line of the outline: a node as it appears below one of its parents. */
export interface OutlineRow {
  node: ArgumentNode;
  /** 0 for the root and for the tops of other arguments. */
  depth: number;
  /** The link by which it hangs here; null for the root and for the tops of other arguments. */
  parentLink: ArgumentLink | null;
  /** A second or later appearance of a shared node; its children are listed at the first. */
  repeated: boolean;
  /** Whether it supports its parent or is its context. */
  role: 'support' | 'context';
  /** Children that exist, of both link kinds. */
  childCount: number;
  /** Connected neither with the root nor with what is cited below it ({@link connectedNodes}). */
  parked: boolean;
}

/** The links of a document by the node above them and below them, dangling ones left out. */
export interface ArgumentIndex {
  nodes: ReadonlyMap<Id, ArgumentNode>;
  /** Links by parent: contexts first, then support, each by rank. */
  children: ReadonlyMap<Id, readonly ArgumentLink[]>;
  parents: ReadonlyMap<Id, readonly ArgumentLink[]>;
}

/** Indexes a document's nodes and links in one pass. */
export function indexArgument(document: Pick<CaseDocument, 'nodes' | 'links'>): ArgumentIndex {
  const nodes = new Map(document.nodes.map((node) => [node.id, node]));
  const children = new Map<Id, ArgumentLink[]>();
  const parents = new Map<Id, ArgumentLink[]>();
  for (const link of document.links) {
    if (!nodes.has(link.from) || !nodes.has(link.to)) continue;
    push(children, link.from, link);
    push(parents, link.to, link);
  }
  for (const links of children.values()) links.sort(inReadingOrder);
  return { nodes, children, parents };
}

/**
 * The reading order of an argument: from the root downwards, contexts before support, siblings by
 * rank; then the arguments that it cites or that stand beside it, each from its top; last what is
 * parked. A shared node is listed under each of its parents and opened at the first. Every node
 * appears at least once, cycles or not; a row is made once per link that is read, so the outline is
 * linear in the document.
 */
export function outlineOf(
  document: ConnectedCase,
  index: ArgumentIndex = indexArgument(document),
): OutlineRow[] {
  const rows: OutlineRow[] = [];
  const seen = new Set<Id>();
  const root = document.root === null ? undefined : index.nodes.get(document.root);
  if (root) walk(root, index, seen, rows);
  const unread = document.nodes
    .filter(({ id }) => !seen.has(id))
    .sort((a, b) => compareIdentifiers(a.identifier, b.identifier) || compareText(a.id, b.id));
  if (unread.length === 0) return rows;
  const connected = connectedNodes(document, index);
  const tops = unread.filter(({ id }) => !index.parents.has(id));
  for (const top of connectedFirst(tops, connected)) walk(top, index, seen, rows, connected);
  // What is left hangs in cycles that no top reaches.
  for (const node of connectedFirst(unread, connected)) {
    if (!seen.has(node.id)) walk(node, index, seen, rows, connected);
  }
  return rows;
}

function connectedFirst(nodes: readonly ArgumentNode[], connected: ReadonlySet<Id>) {
  return [
    ...nodes.filter(({ id }) => connected.has(id)),
    ...nodes.filter(({ id }) => !connected.has(id)),
  ];
}

/** Orders identifiers as people do: G2 before G10. */
export function compareIdentifiers(a: string, b: string): number {
  const left = a.match(PARTS) ?? [];
  const right = b.match(PARTS) ?? [];
  for (const [position, part] of left.entries()) {
    const other = right[position];
    if (other === undefined) return 1;
    const numeric = DIGITS.test(part) && DIGITS.test(other);
    const order = (numeric ? Number(part) - Number(other) : 0) || compareText(part, other);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

const PARTS = /\d{1,9}|\D+/g;
const DIGITS = /^\d+$/;

interface Step {
  node: ArgumentNode;
  depth: number;
  parentLink: ArgumentLink | null;
}

/** Depth first with its own stack: an argument may be deeper than the call stack. */
function walk(
  top: ArgumentNode,
  { nodes, children }: ArgumentIndex,
  seen: Set<Id>,
  rows: OutlineRow[],
  connected?: ReadonlySet<Id>,
): void {
  const stack: Step[] = [{ node: top, depth: 0, parentLink: null }];
  for (let step = stack.pop(); step !== undefined; step = stack.pop()) {
    const { node, depth, parentLink } = step;
    const links = children.get(node.id) ?? [];
    const repeated = seen.has(node.id);
    rows.push({
      node,
      depth,
      parentLink,
      repeated,
      role: parentLink?.kind === 'in-context-of' ? 'context' : 'support',
      childCount: links.length,
      parked: connected !== undefined && !connected.has(node.id),
    });
    if (repeated) continue;
    seen.add(node.id);
    for (const link of links.toReversed()) {
      const child = nodes.get(link.to);
      if (child) stack.push({ node: child, depth: depth + 1, parentLink: link });
    }
  }
}

function inReadingOrder(a: ArgumentLink, b: ArgumentLink): number {
  return compareText(a.kind, b.kind) || byRank(a, b);
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}
