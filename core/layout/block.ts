/**
 * The block of an element: its own box with its contexts at the right and its challenges below,
 * measured from the element's centre line and top. Blocks are what the tree is packed from.
 */

import type { ChallengeItem, Item } from './item';
import { SPACING } from './model';

/** A box within a block; x counts from the element's centre line, y from the block's top. */
export interface Place {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface ContextPlace extends Place {
  item: Item;
  /** A free vertical strip right of it, open to the top of the layer and to the row below. */
  gutter: number;
  /** A free way from the element: first up to this row, then to this column strip; null if straight. */
  approach: { row: number; strip: number } | null;
}

export interface ChallengePlace extends Place {
  entry: ChallengeItem;
  /** The vertical at its left along which it reaches what it aims at. */
  rail: number;
}

export interface Block {
  left: number;
  right: number;
  height: number;
  contexts: ContextPlace[];
  challenges: ChallengePlace[];
  /** A free horizontal between the boxes above and the challenges. */
  challengeRow: number;
  /** A free vertical from the challenges down to the next layer. */
  railDown: number;
  /** Where context links leave the element, from the block's top. */
  sideY: number;
}

export function blockOf(item: Item): Block {
  const half = item.width / 2;
  const sheet = item.hides > 0 ? SPACING.sheet : 0;
  const contexts = placeContexts(item);
  const top = contexts.reduce((most, place) => Math.max(most, place.y + place.height), item.height);
  const challenges = placeChallengeStack(item, top + SPACING.challenge);
  const right = [...contexts, ...challenges].reduce(
    (most, place) => Math.max(most, place.x + place.width + SPACING.gutter),
    half + sheet,
  );
  const height = challenges.reduce(
    (most, place) => Math.max(most, place.y + place.height),
    top + (sheet > 0 && contexts.length === 0 ? sheet : 0),
  );
  return {
    left: -half,
    right,
    height,
    contexts,
    challenges,
    challengeRow: top + SPACING.challenge - 10,
    railDown: railOf(item) + 8,
    sideY: sideOf(item, contexts[0]),
  };
}

/** Level with the first context where the element reaches that far, so that its link runs straight. */
function sideOf(item: Item, first: ContextPlace | undefined): number {
  const middle = item.height / 2;
  if (first === undefined || item.round) return middle;
  const level = first.y + first.height / 2;
  return Math.abs(level - middle) <= middle - 8 ? level : middle;
}

function placeContexts(item: Item): ContextPlace[] {
  const { satellites } = item;
  if (satellites.length === 0) return [];
  const rows = rowsFor(item);
  const columns = Math.ceil(satellites.length / rows);
  const rowHeights = Array.from({ length: rows }, (_, row) =>
    tallest(satellites.filter((_item, index) => index % rows === row)),
  );
  const stacked = rowHeights.reduce((sum, height) => sum + height + SPACING.contextRow, 0);
  const height = stacked - SPACING.contextRow;
  const top = Math.max(0, (item.height - height) / 2);
  const rowTops = rowHeights.map((_, row) =>
    rowHeights.slice(0, row).reduce((sum, one) => sum + one + SPACING.contextRow, top),
  );
  const places: ContextPlace[] = [];
  let left = item.width / 2 + SPACING.context;
  for (let column = 0; column < columns; column += 1) {
    const members = satellites.slice(column * rows, (column + 1) * rows);
    const width = Math.max(...members.map((member) => member.width));
    for (const [row, member] of members.entries()) {
      const rowTop = rowTops[row] ?? top;
      const rowHeight = rowHeights[row] ?? member.height;
      // The first row is reached from below, all others from above: nothing else is there.
      const between =
        row === 0 ? rowTop + rowHeight + SPACING.contextRow / 2 : rowTop - SPACING.contextRow / 2;
      places.push({
        item: member,
        x: left + (width - member.width) / 2,
        y: rowTop + (rowHeight - member.height) / 2,
        width: member.width,
        height: member.height,
        gutter: left + width + SPACING.gutter / 2,
        approach: column === 0 ? null : { row: between, strip: left - SPACING.gutter / 2 },
      });
    }
    left += width + SPACING.contextColumn;
  }
  return places;
}

/** Contexts go into one column until that would tower over the element. */
function rowsFor({ satellites, height }: Item): number {
  const count = satellites.length;
  const stacked = satellites.reduce((sum, one) => sum + one.height + SPACING.contextRow, 0);
  if (count <= 2 || stacked <= height * 2) return count;
  // At least two rows, so that there is a row between to reach the second column by.
  return Math.max(2, Math.min(count, Math.ceil(Math.sqrt(count))));
}

function tallest(items: readonly Item[]): number {
  return items.reduce((most, item) => Math.max(most, item.height), 0);
}

/** Challenges stand in a column right of the centre line; answers to them are indented. */
function placeChallengeStack(item: Item, top: number): ChallengePlace[] {
  const places: ChallengePlace[] = [];
  let y = top;
  const open = item.challenges.map((entry) => ({ entry, rail: railOf(item) })).toReversed();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { entry, rail } = next;
    const { width, height } = entry.challenge;
    const x = rail + SPACING.challengeIndent;
    places.push({ entry, rail, x, y, width, height });
    y += height + SPACING.challengeRow;
    const answers = entry.answers.map((answer) => ({ entry: answer, rail: x + 10 }));
    open.push(...answers.toReversed());
  }
  return places;
}

/** Right of the centre line, which belongs to the links downwards, and still below the element. */
function railOf(item: Item): number {
  return Math.min(14, item.width / 4);
}
