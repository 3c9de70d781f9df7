/** From a case document to the input of its diagram. */

import type { ArgumentNode, CaseDocument, Defeater, Id } from '@/core/argument/document';

import { type ShapeKind, gsnShape } from './gsnShapes';
import { type Label, type TextMeasure, labelOf } from './label';
import type { LayoutInput } from './model';

export interface DiagramOptions {
  measure: TextMeasure;
  /** Shows the doubts as boxes; without them the diagram is the argument alone. */
  challenges: boolean;
  /** Elements whose sub-tree is hidden; the authors' own folding when not given. */
  collapsed?: ReadonlySet<Id>;
}

export interface DiagramInput {
  input: LayoutInput;
  /** The text of every box, drawn or not. */
  labels: Map<Id, Label>;
}

/** D2 before D10. */
const byNumber = new Intl.Collator('en', { numeric: true });

/** Measures every label and puts links into reading order. */
export function diagramOf(document: CaseDocument, options: DiagramOptions): DiagramInput {
  const labels = new Map<Id, Label>();
  const label = (kind: ShapeKind, from: ArgumentNode | Defeater): Label => {
    const made = labelOf(kind, from, options.measure);
    labels.set(from.id, made);
    return made;
  };
  const nodes = document.nodes.map((node) => {
    // An away goal stores no text of its target; the reader's view of the base supplies it.
    const text = node.text === '' ? node.localNote : node.text;
    const { width, height } = label(node.kind, { ...node, text });
    const { sideInset, round } = gsnShape(node.kind, width, height);
    return { id: node.id, width, height, sideInset, round };
  });
  const shown = options.challenges ? document.defeaters : [];
  const inOrder = shown.toSorted(
    (a, b) => byNumber.compare(a.identifier, b.identifier) || compare(a.id, b.id),
  );
  const challenges = inOrder.map((defeater) => {
    const { width, height } = label('challenge', defeater);
    return { id: defeater.id, width, height, target: defeater.target };
  });
  const collapsed =
    options.collapsed ??
    new Set(document.nodes.filter((node) => node.collapsed).map((node) => node.id));
  const links = document.links.toSorted((a, b) => compare(a.rank, b.rank) || compare(a.id, b.id));
  return { input: { root: document.root, nodes, links, challenges, collapsed }, labels };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
