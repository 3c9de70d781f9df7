import type { Id } from '@/core/argument/document';
import { SPACING, type Box, type Point, type Rectangle } from '@/core/layout/model';
import type { Argument } from './useArgument';

/** Elements of a diagram that belong to another module: shown, and not to be changed here. */
export interface ForeignModule {
  /** What stands in the corner of its border. */
  name: string;
  ids: ReadonlySet<Id>;
  /** Places among them whose words are withheld. */
  withheld: ReadonlySet<Id>;
}

/** The border of one part of a module, clockwise from its upper left corner. */
export type ModuleBorder = readonly Point[];

const MARGIN = SPACING.border;
const HEAD = SPACING.borderHead;

/** A rectangle as a border. */
export function cornersOf({ x, y, width, height }: Rectangle): ModuleBorder {
  return [
    { x, y },
    { x: x + width, y },
    { x: x + width, y: y + height },
    { x, y: y + height },
  ];
}

/**
 * The borders to draw around foreign elements: one around each branch of the module where it is drawn.
 * A border steps in and out with its branch, so that what is not foreign stays outside.
 */
export function moduleBorders(
  boxes: readonly Box[],
  { rows, index }: Pick<Argument, 'rows' | 'index'>,
  foreign: ReadonlySet<Id>,
): ModuleBorder[] {
  const drawn = new Map(boxes.map((box) => [box.id, box]));
  const order = new Map<Id, number>();
  for (const { node } of rows) if (!order.has(node.id)) order.set(node.id, order.size);
  const branches = new Map<Id, Box[]>();
  const branchOf = new Map<Id, Id>();
  const inOrder = boxes
    .filter(({ id }) => foreign.has(id))
    .toSorted((a, b) => a.layer - b.layer || Number(isBeside(a)) - Number(isBeside(b)));
  for (const box of inOrder) {
    const above = (index.parents.get(box.id) ?? [])
      .map(({ from }) => from)
      .filter((from) => drawn.get(from)?.layer === box.layer - (isBeside(box) ? 0 : 1))
      .sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0))[0];
    const branch = branchOf.get(above ?? '') ?? box.id;
    branchOf.set(box.id, branch);
    branches.set(branch, [...(branches.get(branch) ?? []), box]);
  }
  return [...branches.values()].map(borderAround);
}

/** Contexts stand beside their element, in its layer; all others hang a layer below. */
function isBeside({ role }: Box): boolean {
  return role === 'context';
}

interface Band {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

/** Down the right side, band by band, and up the left one. */
function borderAround(boxes: readonly Box[]): ModuleBorder {
  const bands = bandsOf(boxes);
  const right: Point[] = [];
  const left: Point[] = [];
  for (const [at, band] of bands.entries()) {
    const top = band.top - (at === 0 ? HEAD : MARGIN);
    const next = bands[at + 1];
    const bottom = next ? next.top - MARGIN : band.bottom + MARGIN;
    right.push({ x: band.right + MARGIN, y: top }, { x: band.right + MARGIN, y: bottom });
    left.push({ x: band.left - MARGIN, y: top }, { x: band.left - MARGIN, y: bottom });
  }
  const [corner, ...rest] = left;
  return corner ? [corner, ...right, ...rest.toReversed()] : [];
}

/** Boxes that stand beside one another, from above. */
function bandsOf(boxes: readonly Box[]): Band[] {
  const bands: Band[] = [];
  for (const { x, y, width, height } of boxes.toSorted((a, b) => a.y - b.y)) {
    const last = bands.at(-1);
    if (last === undefined || y >= last.bottom) {
      bands.push({ top: y, bottom: y + height, left: x, right: x + width });
      continue;
    }
    last.bottom = Math.max(last.bottom, y + height);
    last.left = Math.min(last.left, x);
    last.right = Math.max(last.right, x + width);
  }
  return bands;
}
