import type { ExportLoss } from '../exportFormats';
import { takeTrailing, trim } from './trailing';

/** What stands for a name that an element has not, or that the format can't hold. */
const UNNAMED = 'N';
const NONE: ReadonlySet<string> = new Set();

/**
 * Names of elements in one LTAC text: identifiers as they are where they are free and can be written,
 * else changed, which is a loss.
 */
export class LtacNames {
  private readonly used = new Set<string>();
  private readonly next = new Map<string, number>();
  private readonly losses: ExportLoss[];

  constructor(losses: ExportLoss[]) {
    this.losses = losses;
  }

  /** @param others names that are taken without standing in the text */
  take(identifier: string, path: string, others: ReadonlySet<string> = NONE): string {
    const stem = writable(identifier) || UNNAMED;
    let name = stem;
    while (this.used.has(name) || others.has(name)) {
      const number = (this.next.get(stem) ?? 1) + 1;
      this.next.set(stem, number);
      name = `${stem}-${number}`;
    }
    this.used.add(name);
    if (name !== identifier) this.lose(`${path}.identifier`, name);
    return name;
  }

  private lose(path: string, name: string): void {
    this.losses.push({ path, message: `It is written as ‘${name}’.` });
  }
}

/** An identifier without what has a meaning in a line. */
export function writable(identifier: string): string {
  const plain = trim(identifier.replace(/[\r\n:]+/g, ' ').replace(/^[\^\s]+/, ''));
  return takeTrailing(plain).text === plain ? plain : trim(plain.replace(/[(){}]/g, ' '));
}

/** A text on one line, without blanks at its ends. */
export function oneLine(text: string): string {
  return trim(text.replace(/[ \t]*[\r\n]+[ \t]*/g, ' '));
}

/** A module's name as it stands between brackets and in a comment. */
export function moduleName(name: string): string {
  return oneLine(name).replaceAll(']', ')');
}
