/**
 * JSON as Python tools write it: bare NaN, Infinity and -Infinity are values. Numbers keep their
 * digits, objects are maps (so `__proto__` is a key like any other), depth is bounded and every error
 * says where.
 */

/** A number as written. */
export class JsonNumber {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type JsonObject = ReadonlyMap<string, JsonValue>;
export type JsonValue = null | boolean | string | JsonNumber | readonly JsonValue[] | JsonObject;

/** Text that is not JSON, even leniently read. */
export class JsonError extends Error {
  override readonly name = 'JsonError';
  /** Where in the document: `results.scores[0]`. */
  readonly path: string;
  /** UTF-16 offset in the text. */
  readonly offset: number;
  constructor(message: string, path: string, offset: number) {
    super(message);
    this.path = path;
    this.offset = offset;
  }
}

const MAX_DEPTH = 100;
/** Text is put together in pieces of this many parts: a long chain of halves takes far more memory. */
const PARTS = 4_096;
const NUMBER = /-?(?:\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|Infinity)|NaN/y;
const PLAIN_STRING = /[^"\\]*/y;
const BACKSLASH = 0x5c;
const EMPTY: JsonObject = new Map();
/** An object takes about as much memory as this many other values. */
const OBJECT_WEIGHT = 4;

/** Something that was read, but not as it stands. */
export interface JsonNotice {
  message: string;
  path: string;
  offset: number;
}

/** How much of a document is read. */
export interface JsonBounds {
  /** Levels of objects and lists; 100 unless given. */
  depth?: number;
  /** Values of every kind in all, an object counting as four; unbounded unless given. */
  values?: number;
  /** Characters of one text; unbounded unless given. */
  text?: number;
}

/**
 * Parses one value. Throws {@link JsonError}.
 *
 * @param notice hears of keys that stand twice (the last one counts), of half characters and of
 *   numbers that JSON does not have
 * @param bounds a document beyond them is refused
 */
export function parseLenientJson(
  text: string,
  notice: (notice: JsonNotice) => void = () => undefined,
  bounds: JsonBounds = {},
): JsonValue {
  return new Parser(text, notice, bounds).document();
}

export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return value instanceof Map;
}

export function isJsonArray(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** The value as `JSON.parse` gives it; numbers lose digits that a double cannot hold. */
export function plainJson(value: JsonValue): unknown {
  if (value instanceof JsonNumber) return Number(value.text);
  if (value instanceof Map) {
    return Object.fromEntries([...value].map(([key, member]) => [key, plainJson(member)]));
  }
  return Array.isArray(value) ? value.map(plainJson) : value;
}

/** Half a character cannot be stored or hashed as UTF-8. */
export function withoutLoneSurrogates(text: string): string {
  return text.toWellFormed();
}

class Parser {
  private at = 0;
  private readonly path: (string | number)[] = [];
  private readonly text: string;
  private readonly notice: (notice: JsonNotice) => void;
  private readonly depth: number;
  private valuesLeft: number;
  private readonly longest: number;

  constructor(text: string, notice: (notice: JsonNotice) => void, bounds: JsonBounds) {
    this.text = text;
    this.notice = notice;
    this.depth = bounds.depth ?? MAX_DEPTH;
    this.valuesLeft = bounds.values ?? Number.POSITIVE_INFINITY;
    this.longest = bounds.text ?? Number.POSITIVE_INFINITY;
  }

  document(): JsonValue {
    const value = this.value();
    this.space();
    if (this.at < this.text.length) this.fail('Something follows after the end of the document');
    return value;
  }

  private value(): JsonValue {
    this.space();
    if (this.path.length > this.depth) this.fail(`Nested more than ${this.depth} levels deep`);
    this.valuesLeft -= 1;
    if (this.valuesLeft < 0) this.fail('The document holds too many values');
    switch (this.text[this.at]) {
      case '{':
        return this.object();
      case '[':
        return this.array();
      case '"':
        return this.string();
      case 't':
        return this.word('true', true);
      case 'f':
        return this.word('false', false);
      case 'n':
        return this.word('null', null);
      default:
        return this.number();
    }
  }

  private object(): JsonObject {
    this.at += 1;
    this.space();
    if (this.take('}')) return EMPTY;
    this.valuesLeft -= OBJECT_WEIGHT - 1;
    const members = new Map<string, JsonValue>();
    for (;;) {
      this.space();
      if (this.text[this.at] !== '"') this.fail('A key is missing');
      const key = this.string();
      this.space();
      if (!this.take(':')) this.fail('A colon is missing');
      this.path.push(key);
      if (members.has(key)) this.note('The key stands twice; the last one counts');
      members.set(key, this.value());
      this.path.pop();
      this.space();
      if (this.take('}')) return members;
      if (!this.take(',')) this.fail('A comma or closing brace is missing');
    }
  }

  private array(): readonly JsonValue[] {
    const items: JsonValue[] = [];
    this.at += 1;
    this.space();
    if (this.take(']')) return items;
    for (;;) {
      this.path.push(items.length);
      items.push(this.value());
      this.path.pop();
      this.space();
      if (this.take(']')) return items;
      if (!this.take(',')) this.fail('A comma or closing bracket is missing');
    }
  }

  private string(): string {
    const value = this.wellSpelled() ?? this.spelledOut();
    const whole = withoutLoneSurrogates(value);
    if (whole !== value) this.note('Half a character was replaced by \uFFFD');
    return whole;
  }

  /** A text as JSON has it, which the engine reads faster; null when it has to be looked at closely. */
  private wellSpelled(): string | null {
    const start = this.at;
    const end = this.closingQuote(start + 1);
    if (end === -1 || end - start > this.longest) return null;
    const plain = this.text.slice(start + 1, end);
    this.at = end + 1;
    if (!plain.includes('\\')) return plain;
    try {
      return JSON.parse(this.text.slice(start, end + 1)) as string;
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      this.at = start;
      return null;
    }
  }

  /** Where the next quote stands that no backslash escapes; -1 when there is none. */
  private closingQuote(from: number): number {
    for (let at = this.text.indexOf('"', from); at !== -1; at = this.text.indexOf('"', at + 1)) {
      let first = at;
      while (first > from && this.text.charCodeAt(first - 1) === BACKSLASH) first -= 1;
      if ((at - first) % 2 === 0) return at;
    }
    return -1;
  }

  /** The same read part by part, with the place of what is wrong in it. */
  private spelledOut(): string {
    let value = '';
    let parts: string[] = [];
    this.at += 1;
    const start = this.at;
    for (;;) {
      if (this.at - start > this.longest) this.fail('A text is too long');
      PLAIN_STRING.lastIndex = this.at;
      const plain = PLAIN_STRING.exec(this.text)?.[0] ?? '';
      parts.push(plain);
      this.at += plain.length;
      if (parts.length > PARTS) {
        value += parts.join('');
        parts = [];
      }
      if (this.take('"')) {
        return value + parts.join('');
      }
      if (this.at >= this.text.length) this.fail('A text is not closed');
      parts.push(this.escape());
    }
  }

  private escape(): string {
    const letter = this.text[this.at + 1] ?? '';
    if (letter === 'u') {
      const hex = this.text.slice(this.at + 2, this.at + 6);
      if (!/^[0-9a-fA-F]{4}$/.test(hex)) this.fail('A \\u escape is broken');
      this.at += 6;
      return String.fromCharCode(Number.parseInt(hex, 16));
    }
    const meaning = ESCAPES.get(letter);
    if (meaning === undefined) this.fail('An unknown escape');
    this.at += 2;
    return meaning;
  }

  private number(): JsonNumber {
    NUMBER.lastIndex = this.at;
    const found = NUMBER.exec(this.text)?.[0];
    if (found === undefined) {
      this.fail(this.at >= this.text.length ? 'The document ends too early' : 'A value is missing');
    }
    if (!/\d/.test(found)) this.note(`${found} is not a number in JSON`);
    this.at += found.length;
    return new JsonNumber(found);
  }

  private word<Value extends boolean | null>(word: string, value: Value): Value {
    if (!this.text.startsWith(word, this.at)) this.fail('A value is missing');
    this.at += word.length;
    return value;
  }

  private take(character: string): boolean {
    if (this.text[this.at] !== character) return false;
    this.at += 1;
    return true;
  }

  private space(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.at += 1;
    }
  }

  private note(message: string): void {
    this.notice({ message, path: pathText(this.path), offset: this.at });
  }

  private fail(message: string): never {
    throw new JsonError(message, pathText(this.path), this.at);
  }
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

/** At most the last few steps, so that a deep document gives a readable message. */
function pathText(path: readonly (string | number)[]): string {
  const steps = path
    .slice(-8)
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step.slice(0, 80)}`));
  return (path.length > 8 ? '…' : '') + steps.join('').replace(/^\./, '');
}
