import type {
  ArgumentNode,
  CaseDocument,
  Choice,
  Criterion,
  Id,
  Multiplicity,
  RichText,
} from '@/core/argument/document';
import { numberedRows } from '@/core/argument/numbering';
import { outlineOf, type OutlineRow } from '@/core/argument/outline';
import { isEmptyRichText } from '@/core/argument/richText';
import { isUninstantiated } from '@/core/layout/documentLayout';
import { filled, type ReportEntry, type ReportRow } from './model';
import type { ReportContext } from './reportContext';
import { REPORT_TEXT as text } from './reportText';

/** The argument in reading order; a shared element is written out where it is first read. */
export function argumentEntries(context: ReportContext): ReportEntry[] {
  const { document, index } = context;
  const about = aboutNodes(context);
  return numberedRows(outlineOf(document, index)).map(({ row, number }): ReportEntry => {
    const { node, depth, repeated } = row;
    const relation = relationRows(row, context);
    return {
      depth,
      kind: text.nodeKind[node.kind],
      number,
      identifier: node.identifier,
      marks: repeated ? [] : marksOf(row, context),
      isRepeated: repeated,
      text: repeated ? '' : context.statement(node),
      rows: filled(
        repeated
          ? relation
          : [...relation, ...nodeRows(node, context), ...(about.get(node.id) ?? [])],
      ),
      body: repeated ? null : bodyOf(document, node.id),
    };
  });
}

function marksOf({ node, parked }: OutlineRow, { document }: ReportContext): string[] {
  const { marks, claim } = text;
  return [
    node.public ? marks.public : '',
    node.undeveloped ? marks.undeveloped : '',
    node.uninstantiated || isUninstantiated(node, document.parameters) ? marks.uninstantiated : '',
    node.toBeSupportedByContract ? marks.byContract : '',
    node.openProblem === null ? '' : marks.openProblem,
    node.claim === 'claimed' ? '' : claim[node.claim],
    node.defeat?.outcome === 'defeated' ? marks.defeated : '',
    parked ? marks.parked : '',
  ].filter((mark) => mark !== '');
}

/** How an element hangs where it is read. */
function relationRows({ parentLink, role }: OutlineRow, context: ReportContext): ReportRow[] {
  if (parentLink === null) return [];
  const { from, multiplicity, defeat } = parentLink;
  return [
    [role === 'context' ? text.contextOf : text.supports, context.name(from)],
    [text.repeated, multiplicity === null ? '' : multiplicityText(multiplicity)],
    [text.decisionTaken, context.decision(defeat)],
  ];
}

function multiplicityText({ min, max, label }: Multiplicity): string {
  return [max === null ? `${min} or more` : `${min} to ${max}`, label].filter(Boolean).join(', ');
}

/** The note on what is cited, where it does not stand in for its words. */
function noteBeside(node: ArgumentNode, context: ReportContext): string {
  const note = context.fill(node.localNote);
  return context.statement(node) === note ? '' : note;
}

function nodeRows(node: ArgumentNode, context: ReportContext): ReportRow[] {
  const { fill } = context;
  const { choice, away } = node;
  return [
    [text.cites, away === null ? '' : [away.module, away.node].filter(Boolean).join(', ')],
    [text.localNote, noteBeside(node, context)],
    [text.choice, choice === null ? '' : choiceText(choice, context)],
    [text.optional, context.names(choice?.optional ?? [])],
    [text.supportingOnly, context.names(choice?.supportingOnly ?? [])],
    [text.instantiation, fill(node.instantiation)],
    [text.reach, node.reach ?? ''],
    [text.openProblem, node.openProblem ?? ''],
    [text.evidenceNeeded, fill(node.evidenceNeeded)],
    [text.decisionTaken, context.decision(node.defeat)],
    [text.source, node.sourceSection],
    [text.provenance, node.provenance ?? ''],
    [text.notes, fill(node.notes)],
    ...Object.entries(node.annotations).map(([name, words]): ReportRow => [name, fill(words)]),
  ];
}

/** A choice of m of n (GSN Table 1:3-1), m as it is written while it is open. */
function choiceText({ min, label, of }: Choice, context: ReportContext): string {
  const branches = context.names(of);
  return label === undefined
    ? text.chooseOf(min, branches)
    : text.chooseOpen(context.fill(label), min, branches);
}

/** What other records say of a node: evidence, criteria, doubts, conditions, claim points. */
function aboutNodes(context: ReportContext): Map<Id, ReportRow[]> {
  const { document, fill } = context;
  const rows = new Map<Id, ReportRow[]>();
  const add = (node: Id, row: ReportRow) => rows.set(node, [...(rows.get(node) ?? []), row]);
  for (const { node, evidence, shows } of document.evidence) {
    add(node, [text.evidence, [evidence, fill(shows)].filter(Boolean).join(': ')]);
  }
  for (const criterion of document.criteria) {
    add(criterion.node, [text.criteria, criterionText(criterion, fill)]);
  }
  const named = new Map<Id, Map<string, string[]>>();
  const name = (node: Id, as: string, identifier: string) => {
    const kinds = named.get(node) ?? new Map<string, string[]>();
    kinds.set(as, [...(kinds.get(as) ?? []), identifier]);
    named.set(node, kinds);
  };
  for (const { identifier, target } of context.sorted(document.defeaters)) {
    if ('node' in target) name(target.node, text.challengedBy, identifier);
  }
  for (const { identifier, protects } of document.conditions) {
    for (const node of protects) name(node, text.protectedBy, identifier);
  }
  for (const { identifier, target } of context.sorted(document.claimPoints)) {
    if ('node' in target) name(target.node, text.claimPoint, identifier);
  }
  for (const [node, kinds] of named) {
    for (const [as, identifiers] of kinds) add(node, [as, identifiers.join(', ')]);
  }
  return rows;
}

function criterionText(
  { metric, comparator, value, unit, failure }: Criterion,
  fill: (words: string) => string,
): string {
  const limit = [metric, comparator, value, unit].filter(Boolean).join(' ');
  return failure === '' ? limit : `${limit}; ${text.failure} ${fill(failure)}`;
}

/** A body, unless nothing would be lost without it. */
function bodyOf(document: CaseDocument, node: string): RichText | null {
  const body = document.bodies[node];
  return body === undefined || isEmptyRichText(body) ? null : body;
}
