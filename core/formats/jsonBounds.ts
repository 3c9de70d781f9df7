import { LIMITS } from '@/core/argument/limits';
import { MAX_RUN } from './importResult';

/** Levels of objects and lists in Casewright JSON; rich text takes about half of them. */
export const MAX_LEVELS = 100;

/**
 * Values of Casewright JSON, an object counting as four. Every long list filled to its limit comes
 * to 3.6 million (casewrightJson.test.ts); so many that long bodies fit beside them, and no more than
 * can be read in memory there is.
 */
export const MAX_VALUES = 5_000_000;
const OBJECT_WEIGHT = 4;

/** Members of one object: the texts of all elements are the most. */
const MAX_MEMBERS = LIMITS.nodes;

/**
 * Why a JSON text is not read at all, told in one pass without reading it: it holds more values,
 * more members in one object or a longer text than any case. Null for every other text, JSON or not;
 * `isDeep` where nobody should read it by recursion.
 */
export function jsonBounds(text: string): {
  refusal: { message: string; offset: number } | null;
  isDeep: boolean;
} {
  const refuse = (message: string, offset: number) => ({
    refusal: { message, offset },
    isDeep: false,
  });
  /** Members so far of every object that is open; lists count nothing. */
  const members = [0];
  let values = 0;
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case QUOTE: {
        const start = at;
        for (at += 1; at < text.length; at += 1) {
          const code = text.charCodeAt(at);
          if (code === BACKSLASH) at += 1;
          else if (code === QUOTE) break;
        }
        if (at - start > MAX_RUN) return refuse('A text is too long.', start);
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
        if (count > MAX_MEMBERS) {
          return refuse(`An object has more than ${MAX_MEMBERS} members.`, at);
        }
        members.push(count);
        break;
      }
    }
    if (members.length > MAX_LEVELS + 1) return { refusal: null, isDeep: true };
    if (values > MAX_VALUES) return refuse('The file holds more values than a case may.', at);
  }
  return { refusal: null, isDeep: false };
}

const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_LIST, CLOSE_LIST] = [0x7b, 0x7d, 0x5b, 0x5d];
