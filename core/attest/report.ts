import type { ReleaseWindow } from '@/core/snapshot/records';
import { Refusal } from '@/core/snapshot/refusal';

export type LineResult = 'ok' | 'false' | 'not-checked';

/** One line of a verification: what was checked, and what came of it. */
export interface VerificationLine {
  check: string;
  result: LineResult;
  detail: string;
}

/** A decision as the bundle proves it. */
export interface VerifiedSignoff {
  decision: 'approved' | 'approved-with-conditions' | 'rejected';
  capacity: 'external' | 'internal';
  keyId: string;
  person: string;
  organisation: string;
  issuedAt: string;
  conditions: { text: string | null; due: string | null }[];
  dissent: string | null;
  /** Whether the key may have been copied to other devices. */
  backedUp: boolean;
}

export interface VerifiedReview {
  assessment: 'supported' | 'partly-supported' | 'not-supported';
  assuranceLevel: number;
  keyId: string;
  person: string;
  organisation: string;
  issuedAt: string;
}

/** What the bundle is about, as far as it could be read. */
export interface ReleaseFactsFound {
  digest: string;
  case: string;
  number: number;
  kind: 'base' | 'supplement';
  title: string;
  window: ReleaseWindow | null;
  base: string | null;
  view: { name: string; digest: string; disclosed: number; withheld: number };
  /** At the checkpoint; nothing is known after it. */
  status: 'not published' | 'published' | 'suspended' | 'revoked';
  reviews: VerifiedReview[];
  signoffs: VerifiedSignoff[];
  /** True when anything was signed by the example ceremony: never in force. */
  example: boolean;
  instance: { name: string; keyId: string };
  /** Names from the directory file, by handle: the instance's word, in nothing that is signed. */
  names: Record<string, string>;
}

export interface VerificationReport {
  /** `false`: something in it is not true. `not-checkable`: it is no bundle this version can read. */
  outcome: 'valid' | 'false' | 'not-checkable';
  lines: VerificationLine[];
  summary: string;
  release: ReleaseFactsFound | null;
}

/** Collects lines; a check that throws is a line that is false. */
export class Lines {
  readonly lines: VerificationLine[] = [];

  ok(check: string, detail: string): void {
    this.lines.push({ check, result: 'ok', detail });
  }

  wrong(check: string, detail: string): void {
    this.lines.push({ check, result: 'false', detail });
  }

  open(check: string, detail: string): void {
    this.lines.push({ check, result: 'not-checked', detail });
  }

  /** True or false with the first of the problems. */
  judge(check: string, problems: string[], detail: string): boolean {
    const [first] = problems;
    if (first === undefined) {
      this.ok(check, detail);
      return true;
    }
    const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
    this.wrong(check, `${first}${more}`);
    return false;
  }

  /** Runs a check that may throw. Input is hostile, so any error makes the line false. */
  attempt<T>(check: string, run: () => T): T | null {
    try {
      return run();
    } catch (error) {
      if (!(error instanceof Refusal || error instanceof RangeError)) throw error;
      this.wrong(check, error.message);
      return null;
    }
  }

  get failed(): number {
    return this.lines.filter((line) => line.result === 'false').length;
  }
}
