import type { Id } from '@/core/argument/document';
import type { ArgumentIndex } from '@/core/argument/outline';

/** The element an arrow key leads to: parent, first child, or the sibling to either side. */
export function neighbourOf(
  index: ArgumentIndex,
  from: Id,
  key: string,
  isDrawn: (id: Id) => boolean,
): Id | null {
  const up = (index.parents.get(from) ?? []).find((link) => isDrawn(link.from));
  switch (key) {
    case 'ArrowUp':
      return up?.from ?? null;
    case 'ArrowDown': {
      const below = (index.children.get(from) ?? []).filter(({ to }) => isDrawn(to));
      return (below.find(({ kind }) => kind === 'supported-by') ?? below[0])?.to ?? null;
    }
    case 'ArrowLeft':
    case 'ArrowRight': {
      const siblings = up
        ? (index.children.get(up.from) ?? []).filter(({ to }) => isDrawn(to))
        : [];
      const inRow = [
        ...siblings.filter(({ kind }) => kind === 'supported-by'),
        ...siblings.filter(({ kind }) => kind === 'in-context-of'),
      ];
      const at = inRow.findIndex(({ to }) => to === from);
      return inRow[at + (key === 'ArrowLeft' ? -1 : 1)]?.to ?? null;
    }
    default:
      return null;
  }
}
