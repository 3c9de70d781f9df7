import { grouped } from '@/core/argument/grouped';
import type { CaseDocument, Defeater } from '@/core/argument/document';
import { indexArgument, outlineOf } from '@/core/argument/outline';
import { KIND_WORDS } from '@/core/argument/kinds';
import { ReportContext } from '@/core/report/reportContext';
import type { ExportResult } from '../exportFormats';
import { elementLosses } from './elementLosses';

/** One row an element: its cells by column, in this order. */
export const CSV_COLUMNS = [
  'identifier',
  'kind',
  'text',
  'parents',
  'relation',
  'module',
  'cites',
  'undeveloped',
  'uninstantiated',
  'public',
  'to be supported by contract',
  'instantiation data',
  'claim',
  'reach',
  'open problem',
  'defeated',
  'evidence needed',
  'evidence',
  'criteria',
  'note',
  'notes',
  'source',
  'id',
] as const;
type Row = Partial<Record<(typeof CSV_COLUMNS)[number], string>>;

/**
 * Elements and doubts as a table in reading order (RFC 4180, UTF-8). A cell that a spreadsheet would
 * take for a formula begins with an apostrophe (OWASP, CSV injection).
 */
export function exportCsv(document: CaseDocument): ExportResult {
  const rows = [...elementRows(document), ...doubtRows(document)];
  const lines = [
    CSV_COLUMNS.map(csvCell),
    ...rows.map((row) => CSV_COLUMNS.map((column) => csvCell(row[column] ?? ''))),
  ];
  const text = lines.map((cells) => `${cells.join(',')}\r\n`).join('');
  return { bytes: new TextEncoder().encode(text), losses: elementLosses(document) };
}

/** A cell as it stands in the file. */
export function csvCell(value: string): string {
  const guarded = guardedCell(value);
  return /[",\r\n]/.test(guarded) || guarded !== guarded.trim()
    ? `"${guarded.replaceAll('"', '""')}"`
    : guarded;
}

/** What a reader of the table gets: the value, or the value that no spreadsheet computes. */
export function guardedCell(value: string): string {
  return /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
}

function* elementRows(document: CaseDocument): Generator<Row> {
  const index = indexArgument(document);
  const context = new ReportContext(document);
  const evidence = grouped(document.evidence, ({ node }) => node);
  const criteria = grouped(document.criteria, ({ node }) => node);
  for (const { node, repeated, role } of outlineOf(document, index)) {
    if (repeated) continue;
    const parents = index.parents.get(node.id) ?? [];
    yield {
      identifier: node.identifier,
      kind: KIND_WORDS[node.kind],
      text: context.fill(node.text),
      parents: context.names(parents.map(({ from }) => from)),
      relation: parents.length === 0 ? '' : role === 'context' ? 'in context of' : 'supports',
      module: node.module,
      cites: [node.away?.module, node.away?.node].filter(Boolean).join(' '),
      undeveloped: yes(node.undeveloped),
      uninstantiated: yes(node.uninstantiated),
      public: yes(node.public),
      'to be supported by contract': yes(node.toBeSupportedByContract),
      'instantiation data': context.fill(node.instantiation),
      claim: node.claim,
      reach: node.reach ?? '',
      'open problem': node.openProblem ?? '',
      defeated: context.decision(node.defeat),
      'evidence needed': context.fill(node.evidenceNeeded),
      evidence: (evidence.get(node.id) ?? [])
        .map((one) => [one.evidence, context.fill(one.shows)].filter(Boolean).join(': '))
        .join('; '),
      criteria: (criteria.get(node.id) ?? [])
        .map((one) => [one.metric, one.comparator, one.value, one.unit].filter(Boolean).join(' '))
        .join('; '),
      note: context.fill(node.localNote),
      notes: context.fill(node.notes),
      source: node.sourceSection,
      id: node.id,
    };
  }
}

function doubtRows(document: CaseDocument): Row[] {
  const context = new ReportContext(document);
  return context.sorted(document.defeaters).map((doubt: Defeater): Row => ({
    identifier: doubt.identifier,
    kind: `Challenge (${doubt.kind})`,
    text: context.fill(doubt.text),
    parents: context.target(doubt.target),
    relation: 'challenges',
    defeated: context.decision(doubt.defeat),
    note: context.fill(doubt.response),
    source: doubt.origin,
    id: doubt.id,
  }));
}

function yes(value: boolean): string {
  return value ? 'yes' : '';
}
