/**
 * The block of an element: its own box with its contexts at the right and its challenges below,
 * measured from the element's centre line and top. Blocks are what the tree is packed from.
 */

import type { Block, ChallengePlace, ContextPlace, Item } from './item';
import { SPACING } from './model';

/** Makes blocks; elements of one size with nothing beside or below share theirs. */
export class Blocks {
  private readonly plain = new Map<number, Block>();

  /** Brings an element's block up to date; the same object when nothing in it changed. */
  update(item: Item): void {
    if (!isUpToDate(item)) {
      item.block = this.of(item);
      item.isTouched = true;
    }
    for (const place of item.block.contexts) place.item.place = place;
  }

  private of(item: Item): Block {
    if (item.satellites.length > 0 || item.challenges.length > 0) return blockOf(item);
    const key = (item.width * 65_536 + item.height) * 2 + (item.round ? 1 : 0);
    let block = this.plain.get(key);
    if (block === undefined) this.plain.set(key, (block = blockOf(item)));
    return block;
  }
}

function isUpToDate({ block, width, height, round, satellites, challenges }: Item): boolean {
  return (
    block.left === -width / 2 &&
    block.ownHeight === height &&
    block.isRound === round &&
    challenges.length === 0 &&
    block.challenges.length === 0 &&
    block.contexts.length === satellites.length &&
    block.contexts.every(
      (place, at) =>
        place.item === satellites[at] &&
        place.width === place.item.width &&
        place.height === place.item.height,
    )
  );
}

function blockOf(item: Item): Block {
  const half = item.width / 2;
  const contexts = placeContexts(item);
  let top = item.height;
  let right = half;
  for (const place of contexts) {
    top = Math.max(top, place.y + place.height);
    right = Math.max(right, place.x + place.width + SPACING.gutter);
  }
  const challenges = placeChallengeStack(item, top + SPACING.challenge);
  let height = top;
  for (const place of challenges) {
    height = Math.max(height, place.y + place.height);
    right = Math.max(right, place.x + place.width + SPACING.gutter);
  }
  return {
    ownHeight: item.height,
    isRound: item.round,
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

const NO_PLACES: readonly never[] = [];

function placeContexts(item: Item): readonly ContextPlace[] {
  const { satellites } = item;
  if (satellites.length === 0) return NO_PLACES;
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
function placeChallengeStack(item: Item, top: number): readonly ChallengePlace[] {
  if (item.challenges.length === 0) return NO_PLACES;
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
