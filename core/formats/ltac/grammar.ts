import type { NodeKind } from '@/core/argument/document';
import { AWAY_OF, awayKindOf } from '@/core/argument/kinds';

/** Element types of Lightweight Text Assurance Cases, with the GSN kind of each. */
const ELEMENTS = [
  ['Claim', 'goal'],
  ['Strategy', 'strategy'],
  ['Evidence', 'solution'],
  ['Justification', 'justification'],
  ['Context', 'context'],
  ['Assumption', 'assumption'],
] as const satisfies readonly (readonly [string, NodeKind])[];

/** What a line can begin with: an element, a relation, or a link to an element of the file. */
export const LINE_TYPES = [...ELEMENTS.map(([type]) => type), 'Relation', 'Link'] as const;
export type LineType = (typeof LINE_TYPES)[number];

export function kindOfType(type: LineType): NodeKind | null {
  return ELEMENTS.find(([name]) => name === type)?.[1] ?? null;
}

/** Kind of what cites an element of another package; a strategy has none and becomes a goal (GSN 1:4.2). */
export function citationKind(type: LineType): NodeKind {
  const kind = kindOfType(type);
  return (kind && awayKindOf(kind)) ?? 'away-goal';
}

export function typeOfKind(kind: NodeKind): LineType {
  const home = AWAY_OF[kind] ?? kind;
  return ELEMENTS.find(([, name]) => name === home)?.[0] ?? 'Claim';
}

/** What a line can say of its element, or of how it stands to the line above it. */
export const OPTIONS = [
  'asserted',
  'needssupport',
  'assumed',
  'axiomatic',
  'defeated',
  'ascited',
  'defeater',
  'counter',
  'abstract',
  'metaclaim',
] as const;
export type Option = (typeof OPTIONS)[number];

/** An option by its word, in any case; `isCounter` is another word for counter. */
export function optionOf(word: string): Option | null {
  const plain = word.trim().toLowerCase();
  return OPTIONS.find((option) => option === plain || `is${option}` === plain) ?? null;
}

/** A comment that names the module of the packages below it. */
export const MODULE_COMMENT = '#!module';
