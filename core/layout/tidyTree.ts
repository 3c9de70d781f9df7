/**
 * Places trees of wide boxes as tightly as layers and reading order allow: subtrees are moved together
 * until their contours touch (Reingold & Tilford 1981), from the left and from the right, and stand at
 * the mean of both, so that small subtrees between large ones are spread evenly. Linear time: of each
 * two subtrees only the layers of the lower one are looked at.
 */

export interface TreeShape<Node> {
  children: (node: Node) => readonly Node[];
  /** Extents from the centre line: negative to the left, positive to the right. */
  left: (node: Node) => number;
  right: (node: Node) => number;
  /** Between the blocks of siblings, and between those of different parents. */
  siblingGap: number;
  subtreeGap: number;
}

/** Outermost extents by layer, deepest first, relative to the centre of the subtree's root. */
interface Contour {
  left: number[];
  right: number[];
  /** What is still to be added to every entry. */
  leftShift: number;
  rightShift: number;
}

const SNAP = 10;

/** The x of every node's centre; the first root is at 0. */
export function tidyTree<Node>(roots: readonly Node[], shape: TreeShape<Node>): Map<Node, number> {
  const contours = new Map<Node, Contour>();
  const offsets = new Map<Node, number>();
  for (const node of bottomUp(roots, shape)) {
    const children = shape.children(node);
    const below = children.map((child) => take(contours, child));
    const places = packed(below, shape.siblingGap, shape.subtreeGap);
    const middle = middleOf(places);
    const centred = places.map((place) => place - middle);
    for (const [index, child] of children.entries()) offsets.set(child, centred[index] ?? 0);
    const contour = merged(below, centred);
    contour.left.push(shape.left(node) - contour.leftShift);
    contour.right.push(shape.right(node) - contour.rightShift);
    contours.set(node, contour);
  }
  const forest = roots.map((root) => take(contours, root));
  const places = packed(forest, shape.subtreeGap, shape.subtreeGap);
  const first = places[0] ?? 0;
  for (const [index, root] of roots.entries()) offsets.set(root, (places[index] ?? 0) - first);
  return absolute(roots, shape, offsets);
}

/** Over the middle of the children, or right over one that is near it: a link without a small jog. */
function middleOf(places: readonly number[]): number {
  const middle = ((places[0] ?? 0) + (places.at(-1) ?? 0)) / 2;
  return places.find((place) => Math.abs(place - middle) <= SNAP) ?? middle;
}

function* bottomUp<Node>(roots: readonly Node[], shape: TreeShape<Node>): Generator<Node> {
  const order: Node[] = [];
  const open = [...roots];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    order.push(node);
    open.push(...shape.children(node));
  }
  yield* order.toReversed();
}

function absolute<Node>(
  roots: readonly Node[],
  shape: TreeShape<Node>,
  offsets: ReadonlyMap<Node, number>,
): Map<Node, number> {
  const xs = new Map<Node, number>();
  const open = roots.map((node) => ({ node, base: 0 }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const x = next.base + (offsets.get(next.node) ?? 0);
    xs.set(next.node, x);
    for (const child of shape.children(next.node)) open.push({ node: child, base: x });
  }
  return xs;
}

function take<Node>(contours: Map<Node, Contour>, node: Node): Contour {
  const contour = contours.get(node);
  contours.delete(node);
  return contour ?? { left: [], right: [], leftShift: 0, rightShift: 0 };
}

const height = (contour: Contour) => contour.left.length;

function leftAt(contour: Contour, depth: number): number {
  return (contour.left[contour.left.length - 1 - depth] ?? 0) + contour.leftShift;
}

function rightAt(contour: Contour, depth: number): number {
  return (contour.right[contour.right.length - 1 - depth] ?? 0) + contour.rightShift;
}

/** Centres of neighbouring subtrees, in order and clear of each other. */
function packed(contours: readonly Contour[], siblingGap: number, subtreeGap: number): number[] {
  const gap = (depth: number) => (depth === 0 ? siblingGap : subtreeGap);
  const fromLeft = pushed(
    contours,
    (contour, other, depth) => rightAt(other, depth) + gap(depth) - leftAt(contour, depth),
  );
  if (contours.length <= 2) return fromLeft;
  const mirrored = pushed(
    contours.toReversed(),
    (contour, other, depth) => rightAt(contour, depth) + gap(depth) - leftAt(other, depth),
  );
  const end = fromLeft.at(-1) ?? 0;
  const fromRight = mirrored.map((place) => end - place).toReversed();
  // Both keep every distance, so their mean does.
  return fromLeft.map((place, index) => (place + (fromRight[index] ?? place)) / 2);
}

/**
 * Each subtree as near to the ones before as its contour allows. Those before are kept as a skyline:
 * indices of falling height, the latest covering the layers it reaches.
 */
function pushed(
  contours: readonly Contour[],
  distance: (contour: Contour, other: Contour, depth: number) => number,
): number[] {
  const places: number[] = [];
  const skyline: number[] = [];
  for (const [index, contour] of contours.entries()) {
    let place = index === 0 ? 0 : Number.NEGATIVE_INFINITY;
    let depth = 0;
    for (let at = skyline.length - 1; at >= 0 && depth < height(contour); at -= 1) {
      const before = skyline[at] ?? 0;
      const other = contours[before];
      if (other === undefined) continue;
      const reach = Math.min(height(contour), height(other));
      for (; depth < reach; depth += 1) {
        place = Math.max(place, (places[before] ?? 0) + distance(contour, other, depth));
      }
    }
    while (skyline.length > 0) {
      const last = contours[skyline.at(-1) ?? 0];
      if (last === undefined || height(last) > height(contour)) break;
      skyline.pop();
    }
    skyline.push(index);
    places.push(place);
  }
  return places;
}

/** The common contour; the tallest subtree's own arrays are reused, so long spines cost nothing. */
function merged(contours: readonly Contour[], places: readonly number[]): Contour {
  if (contours.length === 0) return { left: [], right: [], leftShift: 0, rightShift: 0 };
  const reversed = contours.map((_, index) => contours.length - 1 - index);
  const forward = contours.map((_, index) => index);
  const left = side(contours, places, forward, 'left', leftAt);
  const right = side(contours, places, reversed, 'right', rightAt);
  return { left: left.values, leftShift: left.shift, right: right.values, rightShift: right.shift };
}

function side(
  contours: readonly Contour[],
  places: readonly number[],
  order: readonly number[],
  name: 'left' | 'right',
  at: (contour: Contour, depth: number) => number,
): { values: number[]; shift: number } {
  const tallest = order.reduce((best, index) => {
    const one = contours[index];
    const other = contours[best];
    return one !== undefined && other !== undefined && height(one) > height(other) ? index : best;
  });
  const base = contours[tallest];
  if (base === undefined) return { values: [], shift: 0 };
  const values = base[name];
  const shift = (name === 'left' ? base.leftShift : base.rightShift) + (places[tallest] ?? 0);
  let covered = 0;
  for (const index of order) {
    const contour = contours[index];
    if (index === tallest || contour === undefined) break;
    for (; covered < height(contour); covered += 1) {
      values[values.length - 1 - covered] = (places[index] ?? 0) + at(contour, covered) - shift;
    }
  }
  return { values, shift };
}
