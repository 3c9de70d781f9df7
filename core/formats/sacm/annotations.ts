import { LIMITS } from '@/core/argument/limits';
import type { ImportNotes } from '../importNotes';
import { OWN } from './carried';
import type { TaggedValue } from './sacmModel';

/** Before the name of an annotation that keeps an attribute or element of a SACM file. */
export const SACM = 'sacm-';

/**
 * What an element of SACM says beside its class: its tagged values by their keys, and what has no
 * place here under names that begin with `sacm-`. What goes over the limits of a case is named.
 *
 * @param more further entries; empty texts are left out
 */
export function annotationsOf(
  element: { tags: readonly TaggedValue[]; further: ReadonlyMap<string, string>; place: string },
  more: Readonly<Record<string, string>>,
  notes: ImportNotes,
): Record<string, string> {
  const { tags, further, place } = element;
  const entries: Entry[] = [
    ...Object.entries(more).map(([name, value]): Entry => ({ name, value, at: place })),
    ...[...further].map(([name, value]): Entry => ({ name: SACM + name, value, at: place })),
  ].filter(({ value }) => value !== '');
  // A tagged value may be empty and still say that it is there.
  for (const { key, value, place: at } of tags) {
    if (key !== '' && !key.startsWith(OWN)) entries.push({ name: key, value, at });
  }
  const kept = new Map<string, string>();
  for (const { name, value, at } of entries) {
    if (kept.has(name)) {
      notes.warn(at, `‘${name.slice(0, 40)}’ stands twice; its first value is kept.`);
    } else if (name === '__proto__' || name.length > LIMITS.module) {
      notes.warn(at, `‘${name.slice(0, 40)}’ is no name for a further text; it is dropped.`);
    } else if (kept.size >= LIMITS.annotations) {
      notes.warn(at, `There are too many further texts; ‘${name.slice(0, 40)}’ is dropped.`);
    } else kept.set(name, notes.fitted(value, LIMITS.prose, at));
  }
  return Object.fromEntries(kept);
}

interface Entry {
  name: string;
  value: string;
  at: string;
}
