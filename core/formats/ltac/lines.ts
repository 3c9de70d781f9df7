import type { FindingList } from '../findingList';
import { LINE_TYPES, MODULE_COMMENT, type LineType, type Option } from './grammar';
import { takeTrailing, trim } from './trailing';

/** One element, relation or link as its line has it. */
export interface LtacLine {
  /** `line 4, column 7`: where its name stands, or its type when it has none. */
  place: string;
  number: number;
  /** 0 for the top of a package. */
  depth: number;
  type: LineType;
  /** Empty when there is none. */
  id: string;
  /** What an identifier with `^` says: the package, null where it names none. */
  cites: { package: string | null } | null;
  text: string;
  reference: string | null;
  options: readonly Option[];
  /** Comments above it. */
  notes: readonly string[];
  /** Module of the package that the comments above name; only for the top of one. */
  module: string | null;
}

export interface LtacFile {
  /** The comment with which the file begins, when a blank line follows it. */
  header: readonly string[] | null;
  lines: readonly LtacLine[];
}

/** More lines hold more than any case may hold. */
const MAX_ELEMENTS = 100_000;
const MAX_COMMENTS = 20_000;
const MAX_LINE = 200_000;
const MAX_ERRORS = 200;

const TYPES: ReadonlyMap<string, LineType> = new Map(
  LINE_TYPES.map((type) => [type.toLowerCase(), type]),
);
const HOW = 'an element is written as "- Claim C1: what it states"';

/** Reads the lines of an LTAC text. Every error says at which line and column, counted from one. */
export function readLines(text: string, findings: FindingList): LtacFile {
  return new LineReader(text, findings).read();
}

class LineReader {
  private readonly text: string;
  private readonly findings: FindingList;
  private readonly lines: LtacLine[] = [];
  private header: readonly string[] | null = null;
  private comments: { number: number; text: string }[] = [];
  private module: string | null = null;
  private number = 0;
  private errors = 0;
  private isBeginning = true;
  private depth = -1;

  constructor(text: string, findings: FindingList) {
    this.text = text;
    this.findings = findings;
  }

  read(): LtacFile {
    for (let at = 0; at < this.text.length && this.errors < MAX_ERRORS;) {
      const end = this.text.indexOf('\n', at);
      const stop = end < 0 ? this.text.length : end;
      const bare = this.text[stop - 1] === '\r' && stop > at ? stop - 1 : stop;
      this.number += 1;
      if (bare - at > MAX_LINE) this.error(1, 'The line is longer than any element may be.');
      else this.line(this.text.slice(at, bare));
      at = stop + 1;
    }
    for (const { number } of this.comments.slice(0, 1)) {
      this.findings.hint(`line ${number}`, 'The comment stands above no element; it is left out.');
    }
    return { header: this.header, lines: this.lines };
  }

  private line(line: string): void {
    const start = line.length - line.trimStart().length;
    if (start === line.length) return this.blank();
    if (line.startsWith('```', start)) return;
    if (line[start] === '#') return this.comment(line, start);
    this.isBeginning = false;
    const tab = line.slice(0, start).search(/[^ ]/);
    if (tab >= 0) return this.error(tab + 1, 'Lines are indented with spaces, two for each level.');
    if (line[start] !== '-' && line[start] !== '*') {
      return this.error(start + 1, `The line is no element: ${HOW}.`);
    }
    if (start % 2 === 1) {
      return this.error(start + 1, `It is indented by ${start} spaces; each level takes two.`);
    }
    const depth = start / 2;
    if (depth > this.depth + 1) {
      const most = 2 * (this.depth + 1);
      return this.error(
        start + 1,
        `It is indented by ${start} spaces, more than one level below the line above (${most}).`,
      );
    }
    this.depth = depth;
    if (this.lines.length >= MAX_ELEMENTS) {
      this.errors = MAX_ERRORS;
      return this.error(1, `There are more than ${MAX_ELEMENTS} elements.`);
    }
    this.element(line, start, depth);
  }

  private blank(): void {
    if (this.isBeginning && this.comments.length > 0) {
      this.header = this.comments.map(({ text }) => text);
      this.comments = [];
      this.isBeginning = false;
    }
  }

  private comment(line: string, start: number): void {
    const text = line.slice(start);
    if (start === 0 && (text === MODULE_COMMENT || text.startsWith(`${MODULE_COMMENT} `))) {
      this.module = trim(text.slice(MODULE_COMMENT.length));
      this.isBeginning = false;
      return;
    }
    if (this.comments.length > MAX_COMMENTS) {
      this.errors = MAX_ERRORS;
      return this.error(1, 'The comment is too long.');
    }
    this.comments.push({ number: this.number, text: text.replace(/^# ?/, '') });
  }

  private element(line: string, start: number, depth: number): void {
    const [, gap = '', word = ''] = /^([ \t]*)([A-Za-z]*)/.exec(line.slice(start + 1)) ?? [];
    const at = start + 1 + gap.length;
    const type = TYPES.get(word.toLowerCase());
    const after = line[at + word.length];
    if (gap === '' || type === undefined || (after !== undefined && !/[\s:{(]/.test(after))) {
      const named = trim(line.slice(at)).split(/[\s:]/)[0]?.slice(0, 40) ?? '';
      const types = LINE_TYPES.join(', ');
      return this.error(
        gap === '' ? start + 2 : at + 1,
        gap === '' && type !== undefined
          ? `A blank is missing after the ${line[start] === '-' ? 'dash' : 'star'}.`
          : `‘${named}’ is no type of element; types are ${types}.`,
      );
    }
    const rest = line.slice(at + word.length);
    const name = this.name(rest, type);
    if (typeof name === 'string') return this.error(at + word.length + 1, name);
    const isLink = type === 'Link';
    const trailing = takeTrailing(name.text);
    // A link has a name and options; what looks like a reference belongs to the name.
    const id = name.hasColon ? name.id : isLink ? linkName(name.text) : trailing.text;
    const column = at + word.length + 1 + (rest.length - rest.trimStart().length);
    const place = `line ${this.number}, column ${rest.trim() === '' ? at + 1 : column}`;
    for (const unknown of trailing.unknown) {
      this.findings.warning(place, `‘${unknown}’ is no option; it is left out.`);
    }
    if (depth === 0 && (isLink || type === 'Relation')) {
      return this.error(start + 1, `A package begins with an element, not with a ${type}.`);
    }
    if (isLink && (id === '' || name.cites)) {
      return this.error(column, 'A link names an element of the file: "- Link C1".');
    }
    if (isLink && name.hasColon && trailing.text !== '') {
      this.findings.warning(place, 'A link has no text of its own; it is left out.');
    }
    this.lines.push({
      place,
      number: this.number,
      depth,
      type,
      id,
      cites: name.cites,
      text: name.hasColon && !isLink ? trailing.text : '',
      reference: isLink ? null : trailing.reference,
      options: trailing.options,
      notes: this.comments.map(({ text }) => text),
      module: depth === 0 ? this.module : null,
    });
    this.comments = [];
  }

  /** The name before the colon and the text behind it; without colon everything is `text`. */
  private name(
    rest: string,
    type: LineType,
  ): { id: string; text: string; hasColon: boolean; cites: LtacLine['cites'] } | string {
    let name = rest.trimStart();
    let cites: LtacLine['cites'] = null;
    if (name.startsWith('^')) {
      if (type === 'Relation') return 'A relation can’t cite another package.';
      const close = name.startsWith('^[') ? name.indexOf(']') : 0;
      if (close < 0) return 'The name of the package is not closed with ].';
      cites = { package: close > 0 ? trim(name.slice(2, close)) : null };
      name = name.slice(close + 1);
    }
    const colon = name.indexOf(':');
    if (colon < 0) return { id: '', text: name, hasColon: false, cites };
    return { id: trim(name.slice(0, colon)), text: name.slice(colon + 1), hasColon: true, cites };
  }

  private error(column: number, message: string): void {
    this.errors += 1;
    this.comments = [];
    this.findings.error(`line ${this.number}, column ${column}`, message);
  }
}

function linkName(text: string): string {
  const { hasOptions } = takeTrailing(text);
  return trim(hasOptions ? text.slice(0, text.lastIndexOf('{')) : text);
}
