import type { CaseDocument, Id } from '@/core/argument/document';
import type { ArgumentIndex } from '@/core/argument/outline';
import { claimedNodes, nodesBeyond } from '@/core/argument/reach';

/**
 * Elements that the argument does not rest on because they, or all that rests on them, are not
 * claimed: they are drawn paler. What is parked is merely not connected, and no part of this.
 */
export function unclaimedNodes(
  document: Pick<CaseDocument, 'nodes' | 'links' | 'root' | 'module' | 'modules' | 'interfaces'>,
  index: ArgumentIndex,
): Set<Id> {
  const stated = document.nodes.filter(({ claim }) => claim === 'not-claimed').map(({ id }) => id);
  if (stated.length === 0) return new Set();
  const claimed = claimedNodes(document, index);
  const below = nodesBeyond(stated, 'below', index);
  const reached = document.root === null ? new Set() : nodesBeyond([document.root], 'below', index);
  return new Set([...stated, ...[...below].filter((id) => reached.has(id) && !claimed.has(id))]);
}
