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

/** Files of other tools, of which none says as much about an element as ours do. Bytes. */
export const MAX_FOREIGN_BYTES = 32 * 1024 * 1024;

/** A text, key, comment or run of blanks is never longer, however a format spells it. Characters. */
export const MAX_RUN = 1_000_000;

/** More findings than this are summed up in one. */
const MAX_FINDINGS = 200;

export function refused(message: string, path = ''): ImportResult {
  return { document: null, findings: [{ severity: 'error', path, message }] };
}

/**
 * Decodes a text file, or says in a sentence why it can't be, and at which byte, counted from one.
 * @param limit more bytes are refused unread
 */
export function decodeText(
  bytes: Uint8Array,
  limit = MAX_IMPORT_BYTES,
): { text: string } | { refusal: string; path: string } {
  if (bytes.length > limit) {
    return {
      refusal: `The file is larger than ${limit / 1024 / 1024} MiB.`,
      path: `byte ${limit + 1}`,
    };
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { refusal: 'The file is not UTF-8 text.', path: `byte ${validPrefix(bytes) + 1}` };
  }
}

/** How many bytes of what is no UTF-8 could begin such a text. */
function validPrefix(bytes: Uint8Array): number {
  const isPrefix = (from: number, to: number) => {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(from, to), { stream: true });
      return true;
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      return false;
    }
  };
  const step = 65_536;
  let start = 0;
  for (;;) {
    // Steps begin where a character does, so that each can be judged by itself.
    let end = Math.min(start + step, bytes.length);
    while (end < bytes.length && end > start + 1 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
    if (!isPrefix(start, end)) {
      let [good, bad] = [start, end];
      while (bad - good > 1) {
        const middle = (good + bad) >> 1;
        if (isPrefix(start, middle)) good = middle;
        else bad = middle;
      }
      return good;
    }
    // The last character is cut.
    if (end === bytes.length) return end;
    start = end;
  }
}

/**
 * Keeps the first findings, among them one that says why the file is refused, and sums up the rest.
 * @param uncounted how many more there were
 */
export function limited(findings: ImportFinding[], uncounted = 0): ImportFinding[] {
  if (findings.length + uncounted <= MAX_FINDINGS) return findings;
  const rest = findings.length + uncounted - MAX_FINDINGS;
  const first = findings.find(({ severity }) => severity === 'error');
  const shown = findings.slice(0, MAX_FINDINGS);
  if (first && !shown.includes(first)) shown.splice(-1, 1, first);
  const severity = first ? 'error' : 'warning';
  return [...shown, { severity, path: '', message: `${rest} more findings are not shown.` }];
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
