import { LIMITS } from '@/core/argument/limits';

/** The lists of a case that a file can make long, and what stands in them. */
const LISTS = [
  ['nodes', LIMITS.nodes, 'elements'],
  ['links', LIMITS.links, 'links'],
  ['conditions', LIMITS.conditions, 'conditions'],
  ['defeaters', LIMITS.defeaters, 'challenges'],
  ['claimPoints', LIMITS.claimPoints, 'claim points'],
  ['modules', LIMITS.modules, 'modules'],
  ['interfaces', LIMITS.interfaces, 'interfaces'],
  ['evidence', LIMITS.evidence, 'pieces of evidence'],
  ['criteria', LIMITS.criteria, 'criteria'],
  ['indicators', LIMITS.indicators, 'indicators'],
  ['parameters', LIMITS.parameters, 'parameters'],
] as const;

/** A list that holds more than a case may. */
export interface OverfullList {
  list: string;
  most: number;
  message: string;
}

/**
 * The first list that holds more than a case may: told by its length, before a schema looks at all
 * that is in it. Null when none does, or when the value is no object.
 */
export function overfullList(json: unknown): OverfullList | null {
  if (typeof json !== 'object' || json === null) return null;
  for (const [list, most, what] of LISTS) {
    const records: unknown = Reflect.get(json, list);
    if (!Array.isArray(records) || records.length <= most) continue;
    const message = `The file holds ${records.length} ${what}; a case may have ${most}.`;
    return { list, most, message };
  }
  return null;
}
