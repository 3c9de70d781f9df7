import { statementWords } from '@/components/ui/statementSegments';
import type { LabelSection } from './LabelTable';

/**
 * How a label is set on one sheet: letters as large as fit, and the lines that fit at the smallest.
 * Pages are printed where nobody can measure first, so the room is reckoned from the characters, with
 * the width of letters taken rather too large than too small. The sheet is what A4 and US Letter have
 * in common inside the margin that labelSheet.css sets; so are all sizes in points and millimetres.
 */
export interface FittedSheet {
  sections: LabelSection[];
  /** Tenths of a point. */
  size: SheetSize;
  /** Lines that found no room: counted on the sheet, never dropped unsaid. */
  left: number;
}

/** What stands on the sheet beside the label. */
export interface SheetHead {
  title: string;
  /** Sentence on being incomplete, and the words of status. */
  lead: string;
  status: string;
  example: boolean;
}

/** From the largest to the smallest that can be read. */
export const SHEET_SIZES = [100, 95, 90, 85, 80, 75, 70, 65, 60] as const;
export type SheetSize = (typeof SHEET_SIZES)[number];
const SMALLEST = 60;

const POINTS_PER_MM = 72 / 25.4;
const SHEET = { width: 188 * POINTS_PER_MM, height: 257 * POINTS_PER_MM };
const GUTTER = 6 * POINTS_PER_MM;
const COLUMN = (SHEET.width - GUTTER) / 2;
const LEADING = 1.3;
/** Widths in the size of the letters, with what the ragged edge of a line wastes. */
const LETTER = 0.55;
const CAPITAL = 0.78;
/** Of scripts whose letters fill a square: CJK and what is beyond. */
const SQUARE = 1.1;
const MONOSPACED = 0.75;
const BETWEEN_LINES = 0.6 * POINTS_PER_MM;
const AROUND_SECTION = 2 * POINTS_PER_MM;
/** Lines that the end of a column may leave empty. */
const SLACK_LINES = 8;
/** Words of status beyond this are on the page of the release. */
const MOST_STATUS = 400;

/** Fits a label to one sheet. The window, without which nobody knows when it ends, is kept first. */
export function fitSheet(given: readonly LabelSection[], head: SheetHead): FittedSheet {
  for (const size of SHEET_SIZES) {
    const room = roomFor(head, size);
    const needed = given.reduce((sum, section) => sum + sectionHeight(section, size), 0);
    if (needed <= room) return { sections: [...given], size, left: 0 };
  }
  let room = roomFor(head, SMALLEST);
  for (const { items } of given) if (items.length > 0) room -= headHeight(SMALLEST);
  let left = 0;
  const kept = new Map<LabelSection, LabelSection>();
  const byWeight = [...given].sort(
    (a, b) => Number(b.key === 'window') - Number(a.key === 'window'),
  );
  for (const section of byWeight) {
    const items = section.items.filter((item) => {
      const height = itemHeight(item, SMALLEST);
      if (height > room) {
        left += 1;
        return false;
      }
      room -= height;
      return true;
    });
    kept.set(section, { ...section, items });
  }
  return { sections: given.map((section) => kept.get(section) ?? section), size: SMALLEST, left };
}

/** The words of status as far as a sheet takes them. */
export function shortStatus(words: string): string {
  if (words.length <= MOST_STATUS) return words;
  return `${words.slice(0, MOST_STATUS).replace(/\s+\S*$/, '')} …`;
}

/** Height of both columns together. */
function roomFor({ title, lead, status, example }: SheetHead, size: SheetSize): number {
  const line = pointsOf(size) * LEADING;
  const across = (text: string, scale = 1) => linesOf(scale * widthOf(text), SHEET.width, size);
  // Where it is from, its title in larger letters, the sentence, the status; below digest and address.
  const lines =
    2 +
    1.5 * across(title, 1.5) +
    across(lead) +
    across(`On hold, not in force ${status}`) +
    (example ? 3 : 0) +
    4;
  const margins = 12 * POINTS_PER_MM;
  return 2 * (SHEET.height - margins - line * lines) - SLACK_LINES * line;
}

function sectionHeight({ items, nothing }: LabelSection, size: SheetSize): number {
  if (items.length === 0 && !nothing) return 0;
  const line = pointsOf(size) * LEADING;
  const inside = items.reduce((sum, item) => sum + itemHeight(item, size), 0);
  return headHeight(size) + (items.length === 0 ? line : inside);
}

function headHeight(size: SheetSize): number {
  return pointsOf(size) * LEADING + AROUND_SECTION;
}

function itemHeight({ text, note, identifier }: LabelSection['items'][number], size: SheetSize) {
  const width =
    widthOf(`${statementWords(text)} ${note ?? ''}`) + MONOSPACED * (identifier.length + 1);
  const lines = linesOf(width, COLUMN, size);
  return lines * pointsOf(size) * LEADING + BETWEEN_LINES;
}

/** @param width of the words, in their own size */
function linesOf(width: number, room: number, size: SheetSize): number {
  return Math.max(1, Math.ceil((width * pointsOf(size)) / room));
}

function widthOf(words: string): number {
  let width = 0;
  for (const letter of words) {
    if (letter >= '\u2e80') width += SQUARE;
    else width += /\p{Lu}/u.test(letter) ? CAPITAL : LETTER;
  }
  return width;
}

function pointsOf(size: SheetSize): number {
  return size / 10;
}
