import type { ArgumentNode, CaseDocument, Id, TemplateParameter } from './document';
import { emptyFacts } from './facts';

/** A token in braces: {system}, or alternatives to choose from: {absolute: … | bounded: …}. */
const TOKEN = /\{([^{}\n]{1,200})\}/g;

/** A piece of a statement: plain words, or a parameter with what it reads as (empty: not filled). */
export type TextSegment = { text: string } | { parameter: string; value: string };

/** Splits a stored statement so that parameters can be shown as what they are. */
export function fillParameters(
  text: string,
  parameters: readonly TemplateParameter[],
): TextSegment[] {
  const segments: TextSegment[] = [];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    if (match.index > end) segments.push({ text: text.slice(end, match.index) });
    const name = match[1]?.trim() ?? '';
    segments.push({ parameter: name, value: valueOf(name, parameters) });
    end = match.index + match[0].length;
  }
  if (end < text.length) segments.push({ text: text.slice(end) });
  return segments;
}

/** The statement as it reads: filled parameters by their values, others left in braces. */
export function filledText(text: string, parameters: readonly TemplateParameter[]): string {
  return fillParameters(text, parameters)
    .map((segment) =>
      'text' in segment ? segment.text : segment.value || `{${segment.parameter}}`,
    )
    .join('');
}

/** The names in braces in a text, each once. */
export function tokensOf(text: string): string[] {
  if (!text.includes('{')) return [];
  return [...new Set(Array.from(text.matchAll(TOKEN), (match) => match[1]?.trim() ?? ''))];
}

/** The texts offered by a token such as {absolute: any setting | bounded: this one}; else none. */
export function alternativesOf(token: string): string[] {
  const parts = token.split('|').map((part) => part.trim());
  return parts.length > 1 && parts.every((part) => part !== '') ? parts : [];
}

/** The values of an index parameter: one a line. */
export function indexValues(parameter: TemplateParameter): string[] {
  return parameter.value
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** A text of the document that may hold parameters, and the node it belongs to. */
export interface ParameterText {
  path: string[];
  text: string;
  node: Id | null;
}

/** Every text that a release will contain with its parameters filled. */
export function* parameterTexts(document: CaseDocument): Generator<ParameterText> {
  yield { path: ['title'], text: document.title, node: null };
  for (const node of document.nodes) yield* textsOfNode(node);
  yield* textsBesideNodes(document);
}

/** The part of {@link parameterTexts} that one node holds. */
export function* textsOfNode(node: ArgumentNode): Generator<ParameterText> {
  yield { path: ['nodes', node.id, 'text'], text: node.text, node: node.id };
  if (node.localNote) {
    yield { path: ['nodes', node.id, 'localNote'], text: node.localNote, node: node.id };
  }
  if (node.instantiation) {
    yield { path: ['nodes', node.id, 'instantiation'], text: node.instantiation, node: node.id };
  }
  if (node.choice?.label !== undefined) {
    yield { path: ['nodes', node.id, 'choice', 'label'], text: node.choice.label, node: node.id };
  }
  for (const [name, text] of Object.entries(node.annotations)) {
    yield { path: ['nodes', node.id, 'annotations', name], text, node: node.id };
  }
}

/** The names in braces in the texts of one node, each once. */
export function tokensOfNode(node: ArgumentNode): string[] {
  const { text, localNote, instantiation, choice, annotations } = node;
  const hasMore = localNote || instantiation || choice || Object.keys(annotations).length > 0;
  // Most hold one text.
  if (!hasMore) return tokensOf(text);
  return [...new Set(Array.from(textsOfNode(node), (piece) => tokensOf(piece.text)).flat())];
}

type BesideNodes = Pick<
  CaseDocument,
  | 'modules'
  | 'interfaces'
  | 'conditions'
  | 'defeaters'
  | 'criteria'
  | 'indicators'
  | 'facts'
  | 'contract'
>;

/** Holds no text: for those of one record alone. */
export const NOTHING_BESIDE_NODES: BesideNodes = {
  modules: [],
  interfaces: [],
  conditions: [],
  defeaters: [],
  criteria: [],
  indicators: [],
  facts: emptyFacts(),
  contract: null,
};

/** The part of {@link parameterTexts} that no node holds, the title left out. */
export function* textsBesideNodes(document: BesideNodes): Generator<ParameterText> {
  for (const { id, title, description } of document.modules) {
    yield { path: ['modules', id, 'title'], text: title, node: null };
    yield { path: ['modules', id, 'description'], text: description, node: null };
  }
  for (const { id, description } of document.interfaces) {
    yield { path: ['interfaces', id, 'description'], text: description, node: null };
  }
  for (const { id, text } of document.conditions) {
    yield { path: ['conditions', id, 'text'], text, node: null };
  }
  for (const { id, text } of document.defeaters) {
    yield { path: ['defeaters', id, 'text'], text, node: null };
  }
  for (const { id, node, failure } of document.criteria) {
    yield { path: ['criteria', id, 'failure'], text: failure, node };
  }
  for (const { id, node, title, definition } of document.indicators) {
    yield { path: ['indicators', id, 'title'], text: title, node };
    yield { path: ['indicators', id, 'definition'], text: definition, node };
  }
  for (const { id, text, criterion } of document.facts.outcomes) {
    yield { path: ['facts', 'outcomes', id, 'text'], text, node: null };
    yield { path: ['facts', 'outcomes', id, 'criterion'], text: criterion, node: null };
  }
  for (const { id, text, trigger } of document.facts.failureConditions) {
    yield { path: ['facts', 'failureConditions', id, 'text'], text, node: null };
    yield { path: ['facts', 'failureConditions', id, 'trigger'], text: trigger, node: null };
  }
  if (document.contract) {
    const { baseRelease, cites, dispositions } = document.contract;
    yield { path: ['contract', 'baseRelease'], text: baseRelease, node: null };
    for (const { note, away } of cites) {
      yield { path: ['contract', 'cites'], text: note, node: away };
    }
    for (const disposition of dispositions) {
      const path = ['contract', 'dispositions', disposition.condition];
      yield { path: [...path, 'reviewBy'], text: disposition.reviewBy, node: null };
      yield { path: [...path, 'compensating'], text: disposition.compensating, node: null };
      yield { path: [...path, 'rationale'], text: disposition.rationale, node: null };
    }
  }
}

function valueOf(name: string, parameters: readonly TemplateParameter[]): string {
  const parameter = parameters.find((candidate) => candidate.name === name);
  // An index has many values; a token that still names it waits for its instantiation.
  return parameter === undefined || parameter.index ? '' : parameter.value.trim();
}
