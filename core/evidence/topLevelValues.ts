/**
 * Picks single members out of one large JSON object while its bytes stream by. An evaluation log of
 * gigabytes is samples for the most part; what is wanted of it fits in memory.
 */

/** The bytes are no JSON object, end early, or a wanted member is too large. */
export class TopLevelError extends Error {
  override readonly name = 'TopLevelError';
  readonly code: 'not-an-object' | 'damaged' | 'too-large';
  /** Byte offset. */
  readonly offset: number;
  constructor(code: TopLevelError['code'], message: string, offset: number) {
    super(message);
    this.code = code;
    this.offset = offset;
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const MAX_KEY = 1_000;

type Phase = 'start' | 'key' | 'in-key' | 'colon' | 'value' | 'end';

/** Feed chunks with `push`, then call `finish` for the raw bytes of each wanted member. */
export class TopLevelValues {
  private phase: Phase = 'start';
  private depth = 0;
  private inText = false;
  private escaped = false;
  private offset = 0;
  private keyBytes: number[] = [];
  private key = '';
  private kept = 0;
  private current: Uint8Array[] | null = null;
  private readonly found = new Map<string, Uint8Array[]>();
  private readonly wanted: ReadonlySet<string>;
  private readonly maxKept: number;

  /** `maxKept` bounds the bytes of all wanted members together. */
  constructor(wanted: ReadonlySet<string>, maxKept: number) {
    this.wanted = wanted;
    this.maxKept = maxKept;
  }

  push(chunk: Uint8Array): void {
    let valueFrom = this.phase === 'value' ? 0 : -1;
    for (let index = 0; index < chunk.length; index += 1) {
      const byte = chunk[index] ?? 0;
      switch (this.phase) {
        case 'start':
          if (byte === 0x7b) this.phase = 'key';
          else if (!isSpace(byte) && !this.isMark(byte, index)) {
            this.fail('not-an-object', 'This is not a JSON object.', index);
          }
          break;
        case 'key':
          if (byte === QUOTE) {
            this.phase = 'in-key';
            this.keyBytes = [];
          } else if (byte === 0x7d) this.phase = 'end';
          else if (!isSpace(byte) && byte !== COMMA) {
            this.fail('damaged', 'A key is missing.', index);
          }
          break;
        case 'in-key':
          if (byte === QUOTE && !this.escaped) {
            this.key = new TextDecoder().decode(new Uint8Array(this.keyBytes));
            this.phase = 'colon';
          } else {
            this.escaped = byte === BACKSLASH && !this.escaped;
            if (this.keyBytes.push(byte) > MAX_KEY)
              this.fail('damaged', 'A key never ends.', index);
          }
          break;
        case 'colon':
          if (byte === COLON) {
            this.begin();
            valueFrom = index + 1;
          } else if (!isSpace(byte)) this.fail('damaged', `No colon after “${this.key}”.`, index);
          break;
        case 'value':
          if (this.endsValue(byte)) {
            this.keep(chunk, valueFrom, index);
            valueFrom = -1;
            this.phase = byte === COMMA ? 'key' : 'end';
          }
          break;
        case 'end':
          if (!isSpace(byte)) {
            this.fail('damaged', 'Something follows after the end of the document.', index);
          }
          break;
      }
    }
    if (this.phase === 'value') this.keep(chunk, valueFrom, chunk.length);
    this.offset += chunk.length;
  }

  finish(): ReadonlyMap<string, Uint8Array> {
    if (this.phase === 'start') this.fail('not-an-object', 'There is nothing in it.', 0);
    if (this.phase !== 'end') {
      const place = this.phase === 'value' ? ` in the middle of “${this.key}”` : ' too early';
      this.fail('damaged', `It ends${place}.`, 0);
    }
    return new Map([...this.found].map(([key, parts]) => [key, joined(parts)]));
  }

  private begin(): void {
    this.phase = 'value';
    this.depth = 0;
    this.current = null;
    if (this.wanted.has(this.key)) {
      this.current = [];
      // The last of several equal keys wins, as everywhere else in JSON.
      this.found.set(this.key, this.current);
    }
  }

  /** Whether the byte is the comma or brace after a top-level value. */
  private endsValue(byte: number): boolean {
    if (this.inText) {
      if (this.escaped) this.escaped = false;
      else if (byte === BACKSLASH) this.escaped = true;
      else if (byte === QUOTE) this.inText = false;
      return false;
    }
    if (byte === QUOTE) this.inText = true;
    else if (byte === 0x7b || byte === 0x5b) this.depth += 1;
    else if (byte === 0x7d || byte === 0x5d) {
      if (this.depth === 0) return true;
      this.depth -= 1;
    } else if (byte === COMMA) return this.depth === 0;
    return false;
  }

  private keep(chunk: Uint8Array, from: number, to: number): void {
    if (this.current === null || from < 0) return;
    this.kept += to - from;
    if (this.kept > this.maxKept) {
      this.fail('too-large', `“${this.key}” is larger than ${this.maxKept} bytes.`, to);
    }
    this.current.push(chunk.slice(from, to));
  }

  /** The three bytes of a UTF-8 byte order mark, at the very beginning. */
  private isMark(byte: number, index: number): boolean {
    return [0xef, 0xbb, 0xbf][this.offset + index] === byte;
  }

  private fail(code: TopLevelError['code'], message: string, index: number): never {
    throw new TopLevelError(code, message, this.offset + index);
  }
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
