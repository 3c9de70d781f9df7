import type { Id } from '@/core/argument/document';
import type { OutlineRow } from '@/core/argument/outline';
import type { Box, Point } from '@/core/layout/model';

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

/** Between the border of a module and what stands in it; above, room for its name. */
const MARGIN = 12;
const HEAD = 22;

/**
 * The borders to draw around foreign elements: one around each branch of the module, as it hangs where
 * it is first read. A border steps in and out with its branch, so that what is not foreign stays
 * outside.
 */
export function moduleBorders(
  boxes: readonly Box[],
  rows: readonly OutlineRow[],
  foreign: ReadonlySet<Id>,
): ModuleBorder[] {
  const drawn = new Map(boxes.map((box) => [box.id, box]));
  const branchOf = new Map<Id, Id>();
  const branches = new Map<Id, Box[]>();
  for (const { node, parentLink, repeated } of rows) {
    if (repeated || !foreign.has(node.id)) continue;
    const branch = branchOf.get(parentLink?.from ?? '') ?? node.id;
    branchOf.set(node.id, branch);
    const box = drawn.get(node.id);
    if (box) branches.set(branch, [...(branches.get(branch) ?? []), box]);
  }
  return [...branches.values()].map(borderAround);
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
