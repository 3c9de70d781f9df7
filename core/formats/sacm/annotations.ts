import { LIMITS } from '@/core/argument/limits';
import type { ImportNotes } from '../importNotes';
import { OWN, recordIdOf } from './carried';
import type { SacmElement, TaggedValue } from './sacmModel';

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

/** Says what of an element is dropped where nothing here has a place for its name and texts. */
export function tellUnkept(
  what: string,
  { id, name, description, further, tags, place }: SacmElement,
  notes: ImportNotes,
): void {
  const others = tags.filter(({ key }) => !key.startsWith(OWN));
  const parts = [
    ...(id === '' || isOurs(id) ? [] : ['id']),
    ...(name === '' ? [] : ['name']),
    ...(description === '' ? [] : ['description']),
    ...further.keys(),
    ...others.map(({ key }) => key),
  ];
  if (parts.length === 0) return;
  const isText = description !== '' || further.size + others.length > 0;
  const message = `${what} has no place for ${parts.join(', ').slice(0, 200)}, dropped here.`;
  if (isText) notes.warn(place, message);
  else notes.hint(place, message);
}

/** Ids that we wrote of what has no record of its own: of all links of one parent, of default interfaces. */
function isOurs(id: string): boolean {
  return recordIdOf(id.replace(/^[a-z](?=_)/, '')) !== null || /^f\d+$/.test(id);
}

interface Entry {
  name: string;
  value: string;
  at: string;
}
