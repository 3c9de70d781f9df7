import type { CaseDocument, Id } from '@/core/argument/document';

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
