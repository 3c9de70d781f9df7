import type { CaseDocument } from '@/core/argument/document';

/** Something to know about an import: nothing is dropped or changed without one. */
export interface ImportFinding {
  /** Error: the file was refused. Warning: something was dropped or changed. */
  severity: 'error' | 'warning' | 'hint';
  /** Where in the source: `nodes[3].kind`, or `line 4, column 7`; empty for the whole. */
  path: string;
  message: string;
}

/** A document, or null with at least one error: an import is whole or refused. */
export interface ImportResult {
  document: CaseDocument | null;
  findings: ImportFinding[];
}

/** Larger files are refused before they are read. Bytes. */
export const MAX_IMPORT_BYTES = 64 * 1024 * 1024;

/** More findings than this are summed up in one. */
const MAX_FINDINGS = 200;

export function refused(message: string, path = ''): ImportResult {
  return { document: null, findings: [{ severity: 'error', path, message }] };
}

/** Decodes a text file, or says in a sentence why it can't be. */
export function decodeText(bytes: Uint8Array): { text: string } | { refusal: string } {
  if (bytes.length > MAX_IMPORT_BYTES) {
    const limit = MAX_IMPORT_BYTES / 1024 / 1024;
    return { refusal: `The file is larger than ${limit} MiB.` };
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { refusal: 'The file is not UTF-8 text.' };
  }
}

/** Keeps the first findings and sums up the rest. */
export function limited(findings: ImportFinding[]): ImportFinding[] {
  if (findings.length <= MAX_FINDINGS) return findings;
  const rest = findings.length - MAX_FINDINGS;
  const severity = findings.some((one) => one.severity === 'error') ? 'error' : 'warning';
  return [
    ...findings.slice(0, MAX_FINDINGS),
    { severity, path: '', message: `${rest} more findings are not shown.` },
  ];
}

/** `nodes[3].kind` from the steps of a path. */
export function pathText(steps: readonly PropertyKey[]): string {
  return steps
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '');
}

/** `line 4, column 7` of an offset, both counted from one. */
export function positionText(text: string, offset: number): string {
  let line = 1;
  let start = 0;
  for (;;) {
    const end = text.indexOf('\n', start);
    if (end === -1 || end >= offset) return `line ${line}, column ${offset - start + 1}`;
    line += 1;
    start = end + 1;
  }
}
