/** From a case document to the input of its diagram. */

import type { ArgumentNode, CaseDocument, Defeater, Id } from '@/core/argument/document';
import { isRaised } from '@/core/argument/isRaised';
import { indexArgument, type ArgumentIndex } from '@/core/argument/outline';
import { filledText, fillParameters } from '@/core/argument/parameters';
import { citedWords, statementOf } from '@/core/argument/statement';

import { type ShapeKind, sidesOf } from './gsnShapes';
import type { Label, LabelContent, Labels } from './label';
import type { LayoutFold, LayoutInput } from './model';

export interface DiagramOptions {
  labels: Labels;
  /** Which doubts are drawn. A checklist's doubts are offered, not yet raised. */
  doubts: 'none' | 'raised' | 'all';
  /** Elements whose sub-tree is hidden; the authors' own folding when not given. */
  collapsed?: ReadonlySet<Id>;
  /** Children of one element that are drawn as one box. */
  folds?: readonly { id: Id; members: readonly Id[] }[];
  /** The document's links by node, when they are known already. */
  index?: ArgumentIndex;
}

/** What stands in a box and around it. */
export interface Face {
  kind: ShapeKind;
  label: Label;
}

export interface DiagramInput {
  input: LayoutInput;
  /** The text of every box, drawn or not. */
  faces: Map<Id, Face>;
}

/** Words that stand behind identifiers, and on a fold. */
const WORDS = {
  notClaimed: 'not claimed',
  openProblem: 'open problem',
  supportingOnly: 'supports',
  defeater: 'defeater',
  folded: (count: number) => `${count} folded`,
};

/** D2 before D10. */
const byNumber = new Intl.Collator('en', { numeric: true });

/** Measures every label and puts links into reading order. */
export function diagramOf(document: CaseDocument, options: DiagramOptions): DiagramInput {
  const { labels, index = indexArgument(document) } = options;
  const { parameters } = document;
  const faces = new Map<Id, Face>();
  const face = (id: Id, kind: ShapeKind, content: LabelContent): Label => {
    const label = labels.of(kind, content);
    faces.set(id, { kind, label });
    return label;
  };
  const supporting = new Set(document.nodes.flatMap(({ choice }) => choice?.supportingOnly ?? []));
  const isModular = document.nodes.some(({ module }) => module !== document.nodes[0]?.module);
  const cited = citedWords(document);
  const nodes = document.nodes.map((node) => {
    const { id, kind, identifier } = node;
    const note = noteOf(node, supporting.has(id));
    const text = filledText(statementOf(node, cited), parameters);
    const instantiation = filledText(node.instantiation, parameters);
    const { width, height } = face(id, kind, { identifier, note, text, instantiation });
    const group = isModular ? { group: node.module } : {};
    return { id, width, height, ...sidesOf(kind, width, height), ...group };
  });
  const challenges = doubtsOf(document, options.doubts).map((defeater) => {
    const { id, identifier, target } = defeater;
    const text = filledText(defeater.text, parameters);
    const label = face(id, 'challenge', { identifier, note: WORDS.defeater, text });
    return { id, width: label.width, height: label.height, target };
  });
  const folds = (options.folds ?? []).map(({ id, members }): LayoutFold => {
    const identifiers = members.map((member) => index.nodes.get(member)?.identifier ?? '');
    const content = { identifier: WORDS.folded(members.length), text: identifiers.join(' ') };
    const { width, height } = face(id, 'fold', content);
    return { id, members, width, height };
  });
  const collapsed =
    options.collapsed ??
    new Set(document.nodes.filter((node) => node.collapsed).map((node) => node.id));
  const links = [...index.children.values()].flat();
  // Of several modules by one name the first counts.
  const containers = new Map(document.modules.toReversed().map((one) => [one.name, one.within]));
  const within = new Map([...containers].filter(([, around]) => around !== ''));
  const input = { root: document.root, nodes, links, challenges, collapsed, folds, within };
  return { input, faces };
}

/** Whether a parameter in an element's text has no value yet (GSN v3 1:3.3). */
export function isUninstantiated(
  node: ArgumentNode,
  parameters: CaseDocument['parameters'],
): boolean {
  const segments = fillParameters(node.text || node.localNote, parameters);
  return segments.some((segment) => 'value' in segment && segment.value === '');
}

/** What a reader must not miss, in a word. */
function noteOf(node: ArgumentNode, isSupportingOnly: boolean): string {
  if (node.claim === 'not-claimed') return WORDS.notClaimed;
  if (node.openProblem !== null) return WORDS.openProblem;
  return isSupportingOnly ? WORDS.supportingOnly : '';
}

function doubtsOf(document: CaseDocument, which: DiagramOptions['doubts']): Defeater[] {
  if (which === 'none') return [];
  const shown = which === 'all' ? document.defeaters : document.defeaters.filter(isRaised);
  return shown.toSorted(
    (a, b) => byNumber.compare(a.identifier, b.identifier) || compare(a.id, b.id),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
