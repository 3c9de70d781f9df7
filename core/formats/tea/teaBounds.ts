import { LIMITS } from '@/core/argument/limits';
import { JsonError, parseLenientJson, type JsonBounds } from '@/core/evidence/lenientJson';
import { MAX_RUN, positionText } from '../importResult';
import type { Refusal } from '../readAgain';
import { MAX_LEVELS } from './teaNames';

/** How much JSON is read of a TEA file. */
export const TEA_BOUNDS: JsonBounds = {
  /** Two levels for each element, and room for what hangs below the last one. */
  depth: 2 * MAX_LEVELS + 50,
  /** A case of the largest size with as many challenges, and evidence below many claims. */
  values: 75 * LIMITS.nodes,
  text: MAX_RUN,
};

/** The bound that reading a file would meet; null when there is none. */
export function teaRefusal(text: string): Refusal | null {
  try {
    parseLenientJson(text, undefined, TEA_BOUNDS);
    return null;
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    return { message: `${error.message}.`, path: positionText(text, error.offset) };
  }
}
