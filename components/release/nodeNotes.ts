import type { ArgumentNode } from '@/core/argument/document';
import { TEXT } from './text';

/**
 * What stands in grey behind a published statement: its kind when it is no goal, and what a reader
 * must know of it. Nothing here says that a claim is good.
 */
export function nodeNotes(
  node: Pick<ArgumentNode, 'kind' | 'public' | 'claim' | 'openProblem' | 'undeveloped'>,
  facts: { accepted?: boolean | undefined; challenged?: boolean | undefined } = {},
): string[] {
  const words = TEXT.argument;
  return [
    words.kinds[node.kind],
    node.public ? words.citable : '',
    node.claim === 'not-claimed' ? words.notClaimed : '',
    node.openProblem !== null
      ? facts.accepted
        ? words.openProblemAccepted
        : words.openProblem
      : '',
    node.undeveloped ? words.undeveloped : '',
    facts.challenged ? words.challenged : '',
  ].filter((note) => note !== '');
}
