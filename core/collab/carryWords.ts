import { diffChars } from 'diff';
import { diffRuns, type DiffRun } from '../diff/diffRuns';

/** A run of a text as its author sees it, or saw it before their own latest changes. */
export interface OwnRun {
  kind: 'kept' | 'inserted' | 'deleted';
  text: string;
}

/** One step of a yjs text delta. */
export type Step = { retain: number } | { insert: string } | { delete: number };

/** Texts that differ in more characters than this are compared word by word. */
const MOST_EDITS = 500;

/**
 * What somebody did to a text, said of what that text reads elsewhere now: all they inserted is
 * inserted once, what they deleted goes where it is still there, and all else stays.
 *
 * @param own the text before their changes and what they did to it
 * @param now what the text reads where the changes are to be made
 * @returns a delta of `now`; empty when there is nothing to do
 */
export function carryWords(own: readonly OwnRun[], now: string): Step[] {
  const before = own.map(({ kind, text }) => (kind === 'inserted' ? '' : text)).join('');
  const places = placesIn(before, now);
  const inserted = new Map<number, string>();
  const deleted = new Set<number>();
  let at = 0;
  let behind = 0;
  for (const { kind, text } of own) {
    if (kind === 'inserted') {
      inserted.set(behind, (inserted.get(behind) ?? '') + text);
      continue;
    }
    for (let end = at + text.length; at < end; at += 1) {
      const place = places[at];
      if (place === undefined) continue;
      behind = place + 1;
      if (kind === 'deleted') deleted.add(place);
    }
  }
  if (inserted.size === 0 && deleted.size === 0) return [];
  return stepsOf(now.length, inserted, deleted);
}

function stepsOf(
  length: number,
  inserted: ReadonlyMap<number, string>,
  deleted: ReadonlySet<number>,
): Step[] {
  const steps: Step[] = [];
  const go = (key: 'retain' | 'delete'): void => {
    const last = steps.at(-1);
    if (last && key === 'retain' && 'retain' in last) last.retain += 1;
    else if (last && key === 'delete' && 'delete' in last) last.delete += 1;
    else steps.push(key === 'retain' ? { retain: 1 } : { delete: 1 });
  };
  for (let at = 0; at <= length; at += 1) {
    const insert = inserted.get(at);
    if (insert !== undefined) steps.push({ insert });
    if (at < length) go(deleted.has(at) ? 'delete' : 'retain');
  }
  return steps;
}

/** For every code unit of one text where it stands in the other; undefined where it is gone. */
function placesIn(before: string, now: string): (number | undefined)[] {
  const places: (number | undefined)[] = [];
  let at = 0;
  for (const { kind, text } of runsBetween(before, now)) {
    if (kind === 'added') at += text.length;
    else
      for (let unit = 0; unit < text.length; unit += 1)
        places.push(kind === 'same' ? at++ : undefined);
  }
  return places;
}

function runsBetween(before: string, now: string): DiffRun[] {
  if (before === now) return [{ kind: 'same', text: now }];
  const changes = diffChars(before, now, { maxEditLength: MOST_EDITS });
  return (
    changes?.map(({ value, added, removed }) => ({
      kind: added ? 'added' : removed ? 'removed' : 'same',
      text: value,
    })) ?? diffRuns(before, now)
  );
}
