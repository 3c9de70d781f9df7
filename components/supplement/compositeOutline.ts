import { nodeNotes } from '@/components/release/nodeNotes';
import type { OutlineEntry } from '@/components/release/ArgumentOutline';
import { PUBLIC_TEXT } from '@/components/releases/publicText';
import { statementSegments } from '@/components/ui/statementSegments';
import type { CaseDocument } from '@/core/argument/document';
import { outlineOf } from '@/core/argument/outline';
import type { Composite, Withheld } from '@/core/supplement/composite';
import { TEXT } from './text';

export function classWords({ class: of }: Pick<Withheld, 'class'>): string {
  return PUBLIC_TEXT.classes[of] ?? of;
}

/** The merged argument as lines to read; what is the base's is marked, what it withholds is named. */
export function compositeOutline({ document, base, withheld }: Composite): OutlineEntry[] {
  return outlineOf(document).flatMap(({ node, depth, repeated }): OutlineEntry[] => {
    if (repeated) return [];
    const cited = base.has(node.id);
    const hidden = withheld.get(node.id);
    if (hidden !== undefined) {
      const { count, reason } = hidden;
      return [{ kind: 'withheld', depth, reasonClass: classWords(hidden), count, reason, cited }];
    }
    const notes = nodeNotes(node);
    return [
      {
        kind: 'node',
        depth,
        identifier: node.identifier,
        statement: statementSegments(node.text || node.localNote, document.parameters),
        notes: cited ? [TEXT.composite.base, ...notes] : notes,
        pale: node.claim === 'not-claimed',
        cited,
      },
    ];
  });
}

/** The merged argument as it is drawn: a withheld place says its class and reason instead of words. */
export function compositeDrawn({ document, withheld }: Composite): CaseDocument {
  if (withheld.size === 0) return document;
  return {
    ...document,
    nodes: document.nodes.map((node) => {
      const hidden = withheld.get(node.id);
      if (hidden === undefined) return node;
      return { ...node, text: `${classWords(hidden)}: ${hidden.reason}` };
    }),
  };
}
