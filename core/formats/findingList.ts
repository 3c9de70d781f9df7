import type { ImportFinding } from './importResult';

/** What an import has to say, in the order in which it was met. */
export class FindingList {
  readonly all: ImportFinding[] = [];

  /** The file is refused. */
  error(path: string, message: string): void {
    this.all.push({ severity: 'error', path, message });
  }

  /** Something was left out, changed, or is kept as something else. */
  warning(path: string, message: string): void {
    this.all.push({ severity: 'warning', path, message });
  }

  hint(path: string, message: string): void {
    this.all.push({ severity: 'hint', path, message });
  }
}
