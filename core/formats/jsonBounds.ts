import { LIMITS } from '@/core/argument/limits';
import { beyondBounds, type JsonBounds } from '@/core/snapshot/jsonWeight';
import { MAX_RUN } from './importResult';

/** Levels of objects and lists in Casewright JSON; rich text takes about half of them. */
export const MAX_LEVELS = 100;

/**
 * Values of Casewright JSON, an object counting as four. Every long list filled to its limit comes
 * to 3.6 million (casewrightJson.test.ts); so many that long bodies fit beside them, and no more than
 * can be read in memory there is.
 */
export const MAX_VALUES = 5_000_000;

/** Members of one object: the texts of all elements are the most. */
const MAX_MEMBERS = LIMITS.nodes;

const BOUNDS: JsonBounds = {
  values: MAX_VALUES,
  members: MAX_MEMBERS,
  levels: MAX_LEVELS,
  text: MAX_RUN,
};
const BEYOND = {
  values: 'The file holds more values than a case may.',
  members: `An object has more than ${MAX_MEMBERS} members.`,
  text: 'A text is too long.',
};

/**
 * Why a JSON text is not read at all, told in one pass without reading it: it holds more values,
 * more members in one object or a longer text than any case. Null for every other text, JSON or not;
 * `isDeep` where nobody should read it by recursion.
 */
export function jsonBounds(text: string): {
  refusal: { message: string; offset: number } | null;
  isDeep: boolean;
} {
  const beyond = beyondBounds(text, BOUNDS);
  if (beyond === null) return { refusal: null, isDeep: false };
  const { bound, offset } = beyond;
  return bound === 'levels'
    ? { refusal: null, isDeep: true }
    : { refusal: { message: BEYOND[bound], offset }, isDeep: false };
}
