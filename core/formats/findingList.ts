import { limited, type ImportFinding } from './importResult';

/** Findings that are kept one by one; the rest is counted, so that a hostile file fills no memory. */
const KEPT = 1_000;

/** What an import has to say, in the order in which it was met. */
export class FindingList {
  private readonly kept: ImportFinding[] = [];
  private errors = 0;
  private uncounted = 0;

  get hasErrors(): boolean {
    return this.errors > 0;
  }

  /** The file is refused. */
  error(path: string, message: string): void {
    this.errors += 1;
    // The first one is kept however many warnings stand before it.
    this.add({ severity: 'error', path, message }, this.errors === 1 ? Infinity : KEPT);
  }

  /** Something was left out, changed, or is kept as something else. */
  warning(path: string, message: string): void {
    this.add({ severity: 'warning', path, message });
  }

  hint(path: string, message: string): void {
    this.add({ severity: 'hint', path, message });
  }

  /** What is shown: the first of them, and how many more there are. */
  shown(): ImportFinding[] {
    return limited(this.kept, this.uncounted);
  }

  private add(finding: ImportFinding, room = KEPT): void {
    if (this.kept.length < room) this.kept.push(finding);
    else this.uncounted += 1;
  }
}
