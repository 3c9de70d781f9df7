import type { CaseDocument, Id } from '@/core/argument/document';
import type { ArgumentIndex } from '@/core/argument/outline';
import { claimedNodes, nodesBeyond } from '@/core/argument/reach';

/**
 * Elements that the argument does not rest on because they, or all that rests on them, are not
 * claimed. What is parked is merely not connected, and no part of this.
 */
export function unclaimedNodes(
  document: Pick<CaseDocument, 'nodes' | 'links' | 'root'>,
  index: ArgumentIndex,
): Set<Id> {
  const stated = document.nodes.filter(({ claim }) => claim === 'not-claimed').map(({ id }) => id);
  if (stated.length === 0) return new Set();
  const claimed = claimedNodes(document, index);
  const below = nodesBeyond(stated, 'below', index);
  const reached = document.root === null ? new Set() : nodesBeyond([document.root], 'below', index);
  return new Set([...stated, ...[...below].filter((id) => reached.has(id) && !claimed.has(id))]);
}

/**
 * The element that a doubt is about in the end: its target, the element that the doubted link
 * supports, or that of the doubt it answers. Null when the target does not exist.
 */
export function elementDoubted(
  document: Pick<CaseDocument, 'links' | 'defeaters'>,
  defeater: Id,
): Id | null {
  const seen = new Set<Id>();
  for (let id: Id | null = defeater; id !== null && !seen.has(id);) {
    seen.add(id);
    const target = document.defeaters.find((candidate) => candidate.id === id)?.target;
    if (target === undefined) return null;
    if ('node' in target) return target.node;
    if ('link' in target)
      return document.links.find((link) => link.id === target.link)?.from ?? null;
    id = target.defeater;
  }
  return null;
}
