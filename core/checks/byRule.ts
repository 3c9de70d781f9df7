import type { Finding } from './finding';
import type { Found } from './incremental/questions';

/** Findings in the order of RULES; those of one rule stay in the order in which they come. */
export function byRule(all: readonly (readonly Found[])[]): Finding[] {
  const rules: Finding[][] = [];
  for (const found of all) for (const { at, finding } of found) (rules[at] ??= []).push(finding);
  return rules.flat();
}
