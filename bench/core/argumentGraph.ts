import type { Id } from '@/core/argument/document';
import type { LayoutInput, LayoutLink, LayoutNode } from '@/core/layout/model';

type Kind = 'goal' | 'strategy' | 'solution' | 'context';

/** Sizes as the workspace draws them; the height goes with the length of the statement. */
const SIZES: Record<Kind, { widths: number[]; heights: number[]; round?: boolean }> = {
  goal: { widths: [168, 168, 192, 228], heights: [64, 80, 96, 112] },
  strategy: { widths: [256, 288, 320], heights: [56, 72] },
  solution: { widths: [112, 128, 144], heights: [112, 128, 144], round: true },
  context: { widths: [136, 160, 196], heights: [48, 64, 80] },
};

/**
 * An argument of `n` elements for measuring: goals and strategies with one to six elements below and
 * beside, filled level by level, one link across to ten elements from anywhere above. The same for
 * the same seed.
 */
export function argumentGraph(n: number, seed: number): LayoutInput {
  const random = seeded(seed);
  const nodes: LayoutNode[] = [];
  const links: LayoutLink[] = [];
  const add = (kind: Kind): Id => {
    const { widths, heights, round = false } = SIZES[kind];
    const id = `n${nodes.length.toString(36).padStart(5, '0')}`;
    nodes.push({ id, width: pick(widths, random), height: pick(heights, random), round });
    return id;
  };
  const link = (kind: LayoutLink['kind'], from: Id, to: Id) =>
    links.push({ id: `e${links.length}`, kind, from, to });
  const open: { id: Id; kind: Kind }[] = [{ id: add('goal'), kind: 'goal' }];
  for (let at = 0; nodes.length < n; at += 1) {
    const parent = open[at];
    if (parent === undefined) throw new Error('The argument has nowhere to grow.');
    const most = 1 + Math.floor(random() * 6);
    for (let child = 0; child < most && nodes.length < n; child += 1) {
      // The first is a goal, so that there is always somewhere to go on.
      const kind = child === 0 ? 'goal' : kindBelow(parent.kind, random());
      const id = add(kind);
      if (kind === 'goal' || kind === 'strategy') open.push({ id, kind });
      const relation = kind === 'context' ? 'in-context-of' : 'supported-by';
      link(relation, parent.id, id);
      const other = open[Math.floor(random() * at)];
      if (random() < 0.1 && other !== undefined && other !== parent) link(relation, other.id, id);
    }
  }
  return { root: nodes[0]?.id ?? null, nodes, links, challenges: [], collapsed: new Set() };
}

function kindBelow(parent: Kind, chance: number): Kind {
  if (chance < 0.15) return 'context';
  if (chance < 0.3) return 'solution';
  return parent === 'goal' && chance < 0.5 ? 'strategy' : 'goal';
}

/**
 * The links of support by which reading order first comes to every element: the tree that the outline
 * shows, whatever an engine makes of it.
 */
export function treeLinks({ root, links }: LayoutInput): LayoutLink[] {
  const below = Map.groupBy(
    links.filter(({ kind }) => kind === 'supported-by'),
    ({ from }) => from,
  );
  const read = new Set<Id>();
  const tree: LayoutLink[] = [];
  const open: { to: Id; link: LayoutLink | null }[] = [{ to: root ?? '', link: null }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { to, link } = next;
    if (read.has(to)) continue;
    read.add(to);
    if (link !== null) tree.push(link);
    for (const child of (below.get(to) ?? []).toReversed())
      open.push({ to: child.to, link: child });
  }
  return tree;
}

function pick<Value>(values: readonly Value[], random: () => number): Value {
  const value = values[Math.floor(random() * values.length)];
  if (value === undefined) throw new Error('There is nothing to pick from.');
  return value;
}

/** Mulberry32: small, fast, the same on every machine. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
