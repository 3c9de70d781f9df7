import { diffWordsWithSpace } from 'diff';

/** A run of words that stayed, came or went. */
export interface DiffRun {
  kind: 'same' | 'added' | 'removed';
  text: string;
}

/** Texts that differ in more words than this are compared by where they begin and end alone. */
const MOST_EDITS = 1_000;

/**
 * Word by word, from one text to another; what went stands before what came in its place. Two long
 * texts with little in common take no longer than two that are alike: beyond a bound the middle in
 * which they differ is one run each.
 */
export function diffRuns(before: string, after: string): DiffRun[] {
  const changes = diffWordsWithSpace(before, after, { maxEditLength: MOST_EDITS });
  return (
    changes?.map(({ value, added, removed }) => ({
      kind: added ? 'added' : removed ? 'removed' : 'same',
      text: value,
    })) ?? diffMiddle(before, after)
  );
}

/** What the two begin and end with, in whole words, and between that all of each. */
function diffMiddle(before: string, after: string): DiffRun[] {
  const [left, right] = [wordsOf(before), wordsOf(after)];
  const shorter = Math.min(left.length, right.length);
  let start = 0;
  while (start < shorter && left[start] === right[start]) start += 1;
  let end = 0;
  while (end < shorter - start && left.at(-1 - end) === right.at(-1 - end)) end += 1;
  const runs: DiffRun[] = [
    { kind: 'same', text: left.slice(0, start).join('') },
    { kind: 'removed', text: left.slice(start, left.length - end).join('') },
    { kind: 'added', text: right.slice(start, right.length - end).join('') },
    { kind: 'same', text: left.slice(left.length - end).join('') },
  ];
  return runs.filter(({ text }) => text !== '');
}

function wordsOf(text: string): string[] {
  return text.match(/\s+|\S+/g) ?? [];
}
