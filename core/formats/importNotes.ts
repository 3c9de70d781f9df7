import { limited, type ImportFinding } from './importResult';

/** Findings that are kept one by one; the rest is counted, so that a hostile file fills no memory. */
const KEPT = 1_000;

/** Why a file is refused. Thrown and caught inside one importer; never leaves it. */
export class ImportRefusal extends Error {
  override readonly name = 'ImportRefusal';
  /** Where in the source; empty for the whole. */
  readonly path: string;
  constructor(message: string, path = '') {
    super(message);
    this.path = path;
  }
}

/** What one import has to say, in the order in which it was noticed. */
export class ImportNotes {
  private readonly kept: ImportFinding[] = [];

  /** Something was changed or dropped. */
  warn(path: string, message: string): void {
    if (this.kept.length < KEPT) this.kept.push({ severity: 'warning', path, message });
  }

  /** Something was kept in a form that a reader may not expect. */
  hint(path: string, message: string): void {
    if (this.kept.length < KEPT) this.kept.push({ severity: 'hint', path, message });
  }

  /** A text within its limit; what is cut off is named. */
  fitted(text: string, max: number, path: string): string {
    if (text.length <= max) return text;
    this.warn(
      path,
      `The text has ${text.length} characters; ${max} are kept and the rest is dropped.`,
    );
    return cut(text, max);
  }

  findings(): ImportFinding[] {
    return limited(this.kept);
  }
}

/** The beginning of a text, never ending in half a character. */
export function cut(text: string, max: number): string {
  const last = text.charCodeAt(max - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? max - 1 : max);
}
