import type { CaseDocument } from '@/core/argument/document';
import { caseReport } from '@/core/report/caseReport';
import type { ReportEntry, ReportRecord, ReportRow, ReportSection } from '@/core/report/model';
import { REPORT_TEXT as text } from '@/core/report/reportText';
import type { ExportResult } from '../exportFormats';
import { reportLosses } from '../reportLosses';
import { escapeMarkdown, markdownCode } from './escapeMarkdown';
import { hung, richMarkdown } from './richMarkdown';

/** Deeper elements stay at this depth: each says what it supports, and readers indent no further. */
const DEEPEST = 12;

/**
 * The case as GitHub Flavored Markdown: the argument as an outline, then all that stands beside it.
 * No text of the case is anything but text.
 */
export function exportMarkdown(document: CaseDocument): ExportResult {
  const { title, kind, question, sections } = caseReport(document);
  const lines = [
    `# ${escapeMarkdown(title) || text.untitled}`,
    '',
    escapeMarkdown(kind),
    ...(question === '' ? [] : ['', `**${text.decision}.** ${escapeMarkdown(question)}`]),
    ...sections.flatMap(sectionLines),
    '',
  ];
  return { bytes: new TextEncoder().encode(lines.join('\n')), losses: reportLosses(document) };
}

function sectionLines({ title, rows, entries, records }: ReportSection): string[] {
  return [
    '',
    `## ${escapeMarkdown(title)}`,
    '',
    ...rows.map(rowLine),
    ...entries.flatMap(entryLines),
    ...(rows.length > 0 && records.length > 0 ? [''] : []),
    ...records.flatMap((record) => hung('- ', recordLines(record))),
  ];
}

function entryLines(entry: ReportEntry): string[] {
  const indent = '  '.repeat(Math.min(entry.depth, DEEPEST));
  return hung('- ', entryText(entry)).map((line) => (line === '' ? '' : indent + line));
}

function entryText(entry: ReportEntry): string[] {
  const name = `**${escapeMarkdown(entry.identifier)}**`;
  if (entry.isRepeated) return [`${text.again} ${name}`, ...entry.rows.map(rowLine)];
  const number = entry.number === '' ? '' : `${entry.number} `;
  const head = [`${number}${entry.kind}`, ...entry.marks].map(escapeMarkdown).join(', ');
  return [
    `${name} (${head}): ${escapeMarkdown(entry.text)}`.trimEnd(),
    ...(entry.body === null ? [] : ['', ...richMarkdown(entry.body), '']),
    ...entry.rows.map(rowLine),
  ];
}

function recordLines({ identifier, text: words, rows }: ReportRecord): string[] {
  const name = identifier === '' ? '' : `**${escapeMarkdown(identifier)}** `;
  return [`${name}${escapeMarkdown(words)}`.trimEnd(), ...rows.map(rowLine)];
}

function rowLine([name, value]: ReportRow): string {
  const words = /^[0-9a-f]{64}$/.test(value) ? markdownCode(value) : escapeMarkdown(value);
  return `- ${escapeMarkdown(name)}: ${words}`;
}
