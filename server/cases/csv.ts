import type { CaseView } from './present';

const COLUMNS: [string, (view: CaseView) => string][] = [
  ['case', ({ title }) => title],
  ['path', ({ organisation, slug }) => `${organisation.slug}/${slug}`],
  ['kind', ({ kind }) => kind],
  ['subject', ({ subject }) => subject],
  ['setting', ({ setting }) => setting],
  ['state', ({ state }) => state],
  ['published release', ({ published }) => String(published?.number ?? '')],
  ['in force', ({ published }) => (published ? (published.inForce ? 'yes' : 'no') : '')],
  ['failing term', ({ published }) => published?.failing ?? ''],
  ['window from', ({ window }) => window.from],
  ['window until', ({ window }) => window.until],
  ['open findings', ({ openFindings }) => String(sum(openFindings))],
  ['next date', ({ next }) => next?.date ?? ''],
];

/** The ledger as RFC 4180 CSV. */
export function ledgerCsv(cases: readonly CaseView[]): string {
  const rows = cases.map((view) => COLUMNS.map(([, cell]) => quoted(cell(view))));
  return [COLUMNS.map(([head]) => head), ...rows].map((row) => `${row.join(',')}\r\n`).join('');
}

/** Spreadsheets run cells that begin like a formula: an apostrophe keeps them text. */
function quoted(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function sum(counts: CaseView['openFindings']): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}
