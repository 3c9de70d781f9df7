import type { Library } from '@/server/evidence/reading';

/** The library as comma-separated values (RFC 4180), for other tools. */
export function libraryCsv(library: Library): string {
  const lines = [
    ['id', 'title', 'kind', 'subject', 'state', 'version', 'measured', 'sha256', 'metrics'],
    ...library.artefacts.map(({ identifier, title, kind, subject, current }) => [
      identifier,
      title,
      kind,
      subject,
      current?.state ?? 'none',
      current ? String(current.number) : '',
      current?.measuredAt ?? '',
      current?.sha256 ?? '',
      (current?.metrics ?? []).map(({ name, value }) => `${name}=${value}`).join(' '),
    ]),
  ];
  return `${lines.map((cells) => cells.map(quoted).join(',')).join('\r\n')}\r\n`;
}

/** A leading formula sign would run in a spreadsheet: it is kept as text. */
function quoted(cell: string): string {
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
