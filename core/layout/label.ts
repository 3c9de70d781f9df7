/** The text in a box: its identifier and its statement, wrapped to the width its kind is drawn with. */

import { type ShapeKind, boxAround } from './gsnShapes';

/** How wide text comes out. In the browser: a canvas context's measureText. */
export interface TextMeasure {
  identifier: (text: string) => number;
  statement: (text: string) => number;
  lineHeight: number;
}

export interface Label {
  identifier: string;
  /** Lines of the statement; the last one ends in … when there is more. */
  lines: string[];
  isCut: boolean;
  /** Of the whole box around it. */
  width: number;
  height: number;
}

/** Width of the text column and number of lines, by kind. */
export const COLUMNS: Readonly<Record<ShapeKind, { width: number; lines: number }>> = {
  goal: { width: 172, lines: 5 },
  'away-goal': { width: 172, lines: 4 },
  strategy: { width: 236, lines: 4 },
  solution: { width: 88, lines: 4 },
  context: { width: 128, lines: 4 },
  assumption: { width: 124, lines: 4 },
  justification: { width: 124, lines: 4 },
  challenge: { width: 140, lines: 3 },
  fold: { width: 96, lines: 3 },
};

/** Lays out a label. `note` stands behind the identifier: "open problem". */
export function labelOf(
  kind: ShapeKind,
  content: { identifier: string; note?: string; text: string },
  measure: TextMeasure,
): Label {
  const column = COLUMNS[kind];
  const { lines, isCut } = wrap(content.text, column.width, column.lines, measure.statement);
  const head =
    measure.identifier(content.identifier) +
    (content.note === undefined ? 0 : measure.identifier(` ${content.note}`));
  const widest = lines.reduce((most, line) => Math.max(most, measure.statement(line)), head);
  // Boxes of one kind get few widths, so that neighbours look alike.
  const width = Math.min(Math.max(column.width, head), Math.max(column.width * 0.8, widest));
  const size = boxAround(kind, { width, height: (lines.length + 1) * measure.lineHeight });
  return {
    identifier: content.identifier,
    lines,
    isCut,
    width: Math.ceil(size.width / 2) * 2,
    height: Math.ceil(size.height / 2) * 2,
  };
}

/** Greedy line breaking; words that are wider than the column are broken. */
export function wrap(
  text: string,
  width: number,
  maxLines: number,
  measure: (text: string) => number,
): { lines: string[]; isCut: boolean } {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const lines: string[] = [];
  let line = '';
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (measure(longer) <= width) {
      line = longer;
    } else if (line === '') {
      const fits = fitting(word, width, measure);
      lines.push(word.slice(0, fits));
      const rest = word.slice(fits);
      if (rest !== '') words.unshift(rest);
    } else {
      lines.push(line);
      line = '';
      words.unshift(word);
    }
    if (lines.length > maxLines) break;
  }
  if (line !== '') lines.push(line);
  if (lines.length <= maxLines) return { lines, isCut: false };
  const kept = lines.slice(0, maxLines);
  const last = kept.pop() ?? '';
  const cut = last.slice(0, fitting(last, width - measure('…'), measure)).trimEnd();
  return { lines: [...kept, `${cut}…`], isCut: true };
}

/** How many characters fit; at least one, never half of one. */
function fitting(text: string, width: number, measure: (text: string) => number): number {
  let low = 1;
  let high = text.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (measure(text.slice(0, middle)) <= width) low = middle;
    else high = middle - 1;
  }
  const splitsPair = /[\uD800-\uDBFF]/.test(text.charAt(low - 1)) && low < text.length;
  return splitsPair ? low + 1 : low;
}

/** Widths without a screen, near those of IBM Plex Serif at 13 px and Plex Mono at 12 px. */
export const ESTIMATED_TEXT: TextMeasure = {
  identifier: (text) => text.length * 7.2,
  statement: (text) => {
    let width = 0;
    for (const character of text) width += characterWidth(character);
    return width;
  },
  lineHeight: 17,
};

function characterWidth(character: string): number {
  if (" .,:;!|'ilj".includes(character)) return 3.6;
  if ('frtI()[]-'.includes(character)) return 4.8;
  if ('mwMW%@'.includes(character)) return 10.4;
  // Wide scripts fill a square.
  if ((character.codePointAt(0) ?? 0) >= 0x1100) return 13;
  return character === character.toLowerCase() ? 6.8 : 8.4;
}
