/** What a layout is measured against that needs no library: the least work, and the least width. */
import type { Id } from '@/core/argument/document';
import { type LayoutInput, type LayoutNode, type Point, SPACING } from '@/core/layout/model';

interface Branch {
  node: LayoutNode;
  children: Branch[];
}

/** The tree that every element's first link makes. */
function treeOf({ root, nodes, links }: LayoutInput): Branch {
  const branches = new Map<Id, Branch>();
  for (const node of nodes) branches.set(node.id, { node, children: [] });
  const hung = new Set<Id>();
  for (const { from, to } of links) {
    const [parent, child] = [branches.get(from), branches.get(to)];
    if (hung.has(to) || parent === undefined || child === undefined) continue;
    hung.add(to);
    parent.children.push(child);
  }
  const top = branches.get(root ?? '');
  if (top === undefined) throw new Error('The argument has no root.');
  return top;
}

const COLUMN = 280;
const ROW = 200;

/** One pass over the tree: every leaf a column of its own, parents over the middle. */
export function leafCounting(input: LayoutInput): Map<Id, Point> {
  const places = new Map<Id, Point>();
  const open = [{ branch: treeOf(input), next: 0 }];
  let column = 0;
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    const { branch, next } = top;
    const child = branch.children[next];
    if (child !== undefined) {
      top.next += 1;
      open.push({ branch: child, next: 0 });
      continue;
    }
    open.pop();
    const first = places.get(branch.children[0]?.node.id ?? '');
    const last = places.get(branch.children.at(-1)?.node.id ?? '');
    const x = first && last ? (first.x + last.x) / 2 : (column += 1) * COLUMN;
    places.set(branch.node.id, { x, y: open.length * ROW });
  }
  return places;
}

/** Width of the tidy tree (Reingold & Tilford 1981) of the same boxes and distances, no link across. */
export function tidyWidth(input: LayoutInput): number {
  const { left, right } = contourOf(treeOf(input));
  return Math.max(...right) - Math.min(...left);
}

interface Contour {
  left: number[];
  right: number[];
}

function contourOf({ node, children }: Branch): Contour {
  const below: Contour = { left: [], right: [] };
  let [first, place] = [0, 0];
  for (const [at, child] of children.entries()) {
    const { left, right } = contourOf(child);
    place = at === 0 ? 0 : -Infinity;
    for (let depth = 0; depth < Math.min(left.length, below.right.length); depth += 1) {
      const gap = depth === 0 ? SPACING.sibling : SPACING.subtree;
      place = Math.max(place, (below.right[depth] ?? 0) + gap - (left[depth] ?? 0));
    }
    if (at === 0) first = place;
    for (const [depth, x] of left.entries()) below.left[depth] ??= place + x;
    for (const [depth, x] of right.entries()) below.right[depth] = place + x;
  }
  const middle = (first + place) / 2;
  return {
    left: [-node.width / 2, ...below.left.map((x) => x - middle)],
    right: [node.width / 2, ...below.right.map((x) => x - middle)],
  };
}
