import type { Choice, TemplateParameter } from './document';
import { LIMITS } from './limits';
import { filledText, tokensOf } from './parameters';

/**
 * How many branches a choice demands (GSN 1:3.2.2): its number, or what its name stands for (Table
 * 1:3-1). Null while that is open, or no number that the choice can meet.
 */
export function demandedBranches(
  { min, label, of }: Choice,
  parameters: readonly TemplateParameter[],
): number | null {
  if (label === undefined) return min;
  const words = filledText(inBraces(label), parameters).trim();
  const filled = /^\d{1,3}$/.test(words) ? Number(words) : null;
  return filled !== null && filled >= min && filled <= of.length ? filled : null;
}

/** How many are demanded as people read it: "2", or "m" while that is open. */
export function demandWords({ min, label }: Choice, parameters: readonly TemplateParameter[]) {
  if (label === undefined) return String(min);
  return filledText(inBraces(label), parameters).replaceAll(/[{}]/g, '').trim();
}

/**
 * The choice as it demands what somebody wrote: a number that it can meet, or a name that stands for one,
 * in braces or not. The name leaves the number below it as the least that it may become. Null for
 * anything else.
 */
export function demandedAs(words: string, choice: Choice): Choice | null {
  const { min, of, optional, supportingOnly } = choice;
  const written = words.trim();
  if (/^\d+$/.test(written)) {
    const number = Number(written);
    return number <= of.length ? { min: number, of, optional, supportingOnly } : null;
  }
  const isName = /^(\p{L}[^{}\n]*|\{\s*\p{L}[^{}\n]*\})$/u.test(written);
  if (!isName || written.length > LIMITS.identifier) return null;
  return { min, label: written, of, optional, supportingOnly };
}

/** The parameters that what stands for the number names, in braces or not. */
export function demandParameters({ label }: Choice): string[] {
  return label === undefined ? [] : tokensOf(inBraces(label));
}

/** A name without braces is a parameter all the same; a number is none. */
function inBraces(label: string): string {
  const name = label.trim();
  return tokensOf(name).length > 0 || /^\d+$/.test(name) ? name : `{${name}}`;
}
