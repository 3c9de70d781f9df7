import type { z } from 'zod';
import { recordSchemas } from '@/core/argument/schema';

/** A list of so many records is looked at as a whole. */
const SHORT = 1_000;

/**
 * What is wrong with records of long lists, as far as it is worth telling. A schema that looks at a
 * list as a whole keeps every fault of every record, which for a hostile file is more than memory
 * there is.
 *
 * @param most faults after which nothing more is looked at
 * @returns issues with their paths in the document; none when the lists are short or right
 */
export function faultyRecords(json: unknown, most: number): z.core.$ZodIssue[] {
  const found: z.core.$ZodIssue[] = [];
  if (typeof json !== 'object' || json === null) return found;
  for (const [list, schema] of Object.entries(recordSchemas)) {
    const records: unknown = Reflect.get(json, list);
    if (!Array.isArray(records) || records.length <= SHORT) continue;
    for (const [index, record] of records.entries()) {
      const { error } = schema.safeParse(record);
      for (const issue of error?.issues ?? [])
        found.push({ ...issue, path: [list, index, ...issue.path] });
      if (found.length > most) return found;
    }
  }
  return found;
}
