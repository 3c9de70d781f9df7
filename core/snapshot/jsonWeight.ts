/** How much a JSON text may hold to be read at all. */
export interface JsonBounds {
  /** Values, an object counting as {@link OBJECT_WEIGHT}. */
  values: number;
  /** Members of one object. */
  members: number;
  /** Lists and objects in one another. */
  levels: number;
  /** Characters of one text, its quotes and escapes included. */
  text: number;
}

/** The bound that a JSON text is beyond, and where. */
export interface Beyond {
  bound: keyof JsonBounds;
  /** In UTF-16 units from the beginning. */
  offset: number;
}

/** What an object takes in memory, in values. */
export const OBJECT_WEIGHT = 4;

/**
 * Looks at a text without reading it, in one pass: what it would become may be many times its size.
 *
 * @returns the first bound that it is beyond; null for every other text, JSON or not
 */
export function beyondBounds(text: string, bounds: JsonBounds): Beyond | null {
  let values = 0;
  /** Members so far of every list and object that is open; lists have none. */
  const members = [0];
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case QUOTE: {
        const start = at;
        at = endOfText(text, at);
        if (at - start > bounds.text) return { bound: 'text', offset: start };
        break;
      }
      case OPEN_OBJECT:
        values += OBJECT_WEIGHT;
        members.push(0);
        break;
      case OPEN_LIST:
        values += 1;
        members.push(0);
        break;
      case CLOSE_OBJECT:
      case CLOSE_LIST:
        if (members.length > 1) members.pop();
        break;
      case COMMA:
        values += 1;
        break;
      case COLON: {
        const count = (members.pop() ?? 0) + 1;
        if (count > bounds.members) return { bound: 'members', offset: at };
        members.push(count);
        break;
      }
    }
    if (members.length > bounds.levels + 1) return { bound: 'levels', offset: at };
    if (values > bounds.values) return { bound: 'values', offset: at };
  }
  return null;
}

/** Where the text that begins at `from` ends; the end of everything when it never does. */
function endOfText(text: string, from: number): number {
  for (let end = text.indexOf('"', from + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let escapes = 0;
    while (text.charCodeAt(end - 1 - escapes) === BACKSLASH) escapes += 1;
    if (escapes % 2 === 0) return end;
  }
  return text.length;
}

const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_LIST, CLOSE_LIST] = [0x7b, 0x7d, 0x5b, 0x5d];
