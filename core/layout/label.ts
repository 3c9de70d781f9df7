/** The text in a box: its identifier and its statement, wrapped to the width its kind is drawn with. */

import { type ShapeKind, boxAround } from './gsnShapes';
import { tableRoom, wordsRoom } from './instantiationMark';

/** How wide text comes out. In the browser: a canvas context's measureText. */
export interface TextMeasure {
  identifier: (text: string) => number;
  note: (text: string) => number;
  statement: (text: string) => number;
  lineHeight: number;
}

export interface LabelContent {
  identifier: string;
  /** A word or two behind the identifier: "open problem". */
  note?: string;
  text: string;
  /** What an instantiation data reference says; empty for none. */
  instantiation?: string;
}

export interface Label {
  identifier: string;
  note: string;
  /** Lines of the statement; the last one ends in … when there is more. */
  lines: string[];
  isCut: boolean;
  /** As much of an instantiation data reference as stands beside its symbol. */
  instantiation: string;
  /** Of the whole box around it. */
  width: number;
  height: number;
}

interface Column {
  /** The text's width as a rule, and the most it is given rather than being cut. */
  width: number;
  widest: number;
  /** Lines at which it starts to widen, and the most that are drawn. */
  lines: number;
  mostLines: number;
}

/** The text column by kind. */
export const COLUMNS: Readonly<Record<ShapeKind, Column>> = {
  goal: { width: 144, widest: 204, lines: 4, mostLines: 6 },
  'away-goal': { width: 144, widest: 204, lines: 4, mostLines: 6 },
  strategy: { width: 224, widest: 296, lines: 3, mostLines: 5 },
  'away-solution': { width: 112, widest: 160, lines: 3, mostLines: 5 },
  'away-context': { width: 112, widest: 172, lines: 4, mostLines: 6 },
  'away-assumption': { width: 108, widest: 144, lines: 4, mostLines: 6 },
  'away-justification': { width: 108, widest: 144, lines: 4, mostLines: 6 },
  module: { width: 144, widest: 204, lines: 4, mostLines: 6 },
  contract: { width: 144, widest: 204, lines: 4, mostLines: 6 },
  solution: { width: 76, widest: 100, lines: 3, mostLines: 5 },
  context: { width: 112, widest: 172, lines: 4, mostLines: 6 },
  assumption: { width: 108, widest: 144, lines: 4, mostLines: 6 },
  justification: { width: 108, widest: 144, lines: 4, mostLines: 6 },
  challenge: { width: 136, widest: 184, lines: 4, mostLines: 6 },
  fold: { width: 88, widest: 160, lines: 3, mostLines: 6 },
};

/** Boxes grow in steps, so that neighbours look alike. */
const STEP = 4;
const WIDER = 12;
const NOTE_GAP = 6;
const MOST_KEPT = 20_000;

/**
 * Labels by what they say: the same words give the same label, measured once and the same object,
 * so that somebody's typing elsewhere draws nothing here again.
 */
export class Labels {
  private readonly made = new Map<string, Label>();

  constructor(readonly measure: TextMeasure) {}

  of(kind: ShapeKind, content: LabelContent): Label {
    const { identifier, note = '', text, instantiation = '' } = content;
    const key = [kind, identifier, note, instantiation, text].join('\0');
    const known = this.made.get(key);
    if (known !== undefined) return known;
    if (this.made.size >= MOST_KEPT) this.made.clear();
    const label = labelOf(kind, content, this.measure);
    this.made.set(key, label);
    return label;
  }
}

/** Lays out a label: a long statement first widens its box and is cut only then. */
export function labelOf(kind: ShapeKind, content: LabelContent, measure: TextMeasure): Label {
  const column = COLUMNS[kind];
  const note = content.note ?? '';
  const noteWidth = note === '' ? 0 : NOTE_GAP + measure.note(note);
  const room = Math.max(column.widest - noteWidth, column.width / 2);
  const identifier = fitted(content.identifier, room, measure.identifier);
  // What a fold lists are identifiers, set as such.
  const widthOf = kind === 'fold' ? measure.identifier : measure.statement;
  let { width } = column;
  let broken = wrap(content.text, width, column.mostLines, widthOf);
  while (broken.lines.length > column.lines && width < column.widest) {
    width = Math.min(column.widest, width + WIDER);
    broken = wrap(content.text, width, column.mostLines, widthOf);
  }
  const widest = broken.lines.reduce((most, line) => Math.max(most, widthOf(line)), 0);
  const head = measure.identifier(identifier) + noteWidth;
  const reference = content.instantiation ?? '';
  const beside = reference === '' ? null : wordsRoom(kind);
  const wanted = beside === null ? 0 : beside + measure.note(reference);
  const inner = Math.max(
    head,
    Math.min(width, Math.max(widest, column.width * 0.8)),
    Math.min(column.widest, wanted),
  );
  const size = boxAround(kind, {
    width: inner,
    height:
      (broken.lines.length + 1) * measure.lineHeight + (reference === '' ? 0 : tableRoom(kind)),
  });
  return {
    identifier,
    note,
    ...broken,
    instantiation: beside === null ? '' : fitted(reference, inner - beside, measure.note),
    width: Math.ceil(size.width / STEP) * STEP,
    height: Math.ceil(size.height / STEP) * STEP,
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
  let next = 0;
  for (let word = words[next]; word !== undefined; word = words[next]) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (measure(longer) <= width) {
      line = longer;
      next += 1;
    } else if (line === '') {
      const fits = fitting(word, width, measure);
      lines.push(word.slice(0, fits));
      const rest = word.slice(fits);
      if (rest === '') next += 1;
      else words[next] = rest;
    } else {
      lines.push(line);
      line = '';
    }
    if (lines.length > maxLines) break;
  }
  if (line !== '') lines.push(line);
  if (lines.length <= maxLines) return { lines, isCut: false };
  const kept = lines.slice(0, maxLines);
  const last = kept.pop() ?? '';
  return { lines: [...kept, withEllipsis(last, width, measure)], isCut: true };
}

/** All of a line, or as much as there is room for. */
function fitted(text: string, width: number, measure: (text: string) => number): string {
  return measure(text) <= width ? text : withEllipsis(text, width, measure);
}

function withEllipsis(text: string, width: number, measure: (text: string) => number): string {
  const cut = text.slice(0, fitting(text, width - measure('…'), measure)).trimEnd();
  return `${cut}…`;
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

/**
 * Widths without a screen, near those of IBM Plex Serif at 12 px, and Plex Mono and Sans at 11 px.
 * The same on every machine.
 */
export const ESTIMATED_TEXT: TextMeasure = {
  identifier: (text) => text.length * 6.5,
  note: (text) => text.length * 5.6,
  statement: (text) => {
    let width = 0;
    for (const character of text) width += characterWidth(character);
    return width;
  },
  lineHeight: 15,
};

function characterWidth(character: string): number {
  if (" .,:;!|'ilj".includes(character)) return 3.3;
  if ('frtI()[]-'.includes(character)) return 4.4;
  if ('mwMW%@'.includes(character)) return 9.6;
  // Wide scripts fill a square.
  if ((character.codePointAt(0) ?? 0) >= 0x1100) return 12;
  return character === character.toLowerCase() ? 6.3 : 7.8;
}
