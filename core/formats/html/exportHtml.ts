import type { CaseDocument } from '@/core/argument/document';
import { escapeHtml } from '@/core/attest/escapeHtml';
import { HTML_STYLE } from '@/core/attest/htmlStyle';
import { richHtml } from '@/core/attest/richHtml';
import { diagramSvg } from '@/core/diagram/diagramSvg';
import { drawingOf } from '@/core/diagram/drawing';
import { caseReport } from '@/core/report/caseReport';
import type { ReportEntry, ReportRecord, ReportRow, ReportSection } from '@/core/report/model';
import { REPORT_TEXT as text } from '@/core/report/reportText';
import type { ExportResult } from '../exportFormats';
import { reportLosses } from '../reportLosses';

/** Elements below this depth are indented no further: each says what it supports. */
const DEEPEST = 12;

/** Over the style of a release's page: the indent of the outline, and a diagram that can be wide. */
const STYLE = [
  HTML_STYLE,
  ...Array.from({ length: DEEPEST }, (_, at) => `.d${at + 1}{margin-left:${(at + 1) * 1.1}rem}`),
  '.diagram{overflow-x:auto;border:1px solid var(--rule)}',
  '.diagram svg{display:block}',
  '.records>li{margin:.5rem 0}',
  '@media print{.diagram{break-before:page;border:0}.diagram svg{width:100%;height:auto;max-height:24cm}}',
].join('\n');

/**
 * The case as one page: no script, nothing fetched, fit for print, with the diagram at its end. What
 * people wrote can only be text in it.
 */
export function exportHtml(document: CaseDocument): ExportResult {
  const report = caseReport(document);
  const page = [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${safe(report.title)}</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    '<header>',
    `<p class="path">${safe(report.kind)}</p>`,
    `<h1>${safe(report.title)}</h1>`,
    ...(report.question === '' ? [] : [`<p class="question">${safe(report.question)}</p>`]),
    '</header>',
    '<main>',
    ...report.sections.map(sectionHtml),
    `<section><h2>${text.diagram}</h2>`,
    `<div class="diagram">${diagramSvg(drawingOf(document))}</div>`,
    '</section>',
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
  return { bytes: new TextEncoder().encode(page), losses: reportLosses(document) };
}

function sectionHtml({ title, rows, entries, records }: ReportSection): string {
  const list = records.map((record) => `<li>${recordHtml(record)}</li>`).join('\n');
  return (
    `<section><h2>${safe(title)}</h2>\n${rowsHtml(rows)}` +
    entries.map(entryHtml).join('\n') +
    (list === '' ? '' : `<ul class="records">\n${list}\n</ul>`) +
    '</section>'
  );
}

function entryHtml(entry: ReportEntry): string {
  const depth = Math.min(entry.depth, DEEPEST);
  const open = depth === 0 ? '<article>' : `<article class="d${depth}">`;
  const identifier = `<span class="id">${safe(entry.identifier)}</span>`;
  if (entry.isRepeated)
    return `${open}<p class="head">${text.again} ${identifier}</p>${rowsHtml(entry.rows)}</article>`;
  const number = entry.number === '' ? '' : `${entry.number} `;
  const marks = entry.marks.map((mark) => ` <small>· ${safe(mark)}</small>`).join('');
  return (
    `${open}<p class="head"><span class="kind">${number}${safe(entry.kind)}</span> ${identifier}${marks}</p>` +
    `<p class="statement">${safe(entry.text)}</p>` +
    (entry.body === null ? '' : `<div class="body">${richHtml(entry.body)}</div>`) +
    `${rowsHtml(entry.rows)}</article>`
  );
}

function recordHtml({ identifier, text: words, rows }: ReportRecord): string {
  const name = identifier === '' ? '' : `<span class="id">${safe(identifier)}</span> `;
  return `${name}${safe(words)}${rowsHtml(rows)}`;
}

function rowsHtml(rows: readonly ReportRow[]): string {
  if (rows.length === 0) return '';
  const items = rows.map(([name, value]) => `<dt>${safe(name)}</dt><dd>${safe(value)}</dd>`);
  return `<dl>${items.join('')}</dl>`;
}

/** U+0000 is the one character that no HTML page may contain. */
function safe(value: string): string {
  return escapeHtml(value.replaceAll('\u0000', '\uFFFD'));
}
