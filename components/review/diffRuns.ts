import { diffWordsWithSpace } from 'diff';

/** A run of words that stayed, came or went. */
export interface DiffRun {
  kind: 'same' | 'added' | 'removed';
  text: string;
}

/** Word by word, from one text to another; what went stands before what came in its place. */
export function diffRuns(before: string, after: string): DiffRun[] {
  return diffWordsWithSpace(before, after).map(({ value, added, removed }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value,
  }));
}
