import { Refusal } from '@/core/snapshot/refusal';
import type { ZipLimits } from './zip';

const MiB = 1024 * 1024;

export interface BundleLimits extends ZipLimits {
  /** Bytes of `view.json`. */
  view: number;
  /** Bytes of `index.html`. */
  html: number;
  /** Statements: each takes a verifier a few milliseconds of curves. */
  statements: number;
  /** Bytes of all other files together that a verifier reads: all but the evidence. */
  others: number;
}

/**
 * How large a bundle may be: what is written is held to it as well as what is read, so that every
 * bundle that an instance makes can be verified, in half a gigabyte of memory (docs/spec/bundle.md).
 * A case of 20,000 elements with a paragraph each has a view of about 40 MiB. Evidence takes what the
 * others leave.
 */
export const BUNDLE_LIMITS: BundleLimits = {
  bytes: 256 * MiB,
  files: 20_000,
  view: 44 * MiB,
  html: 96 * MiB,
  statements: 1_000,
  others: 16 * MiB,
};

/** What evidence may come to in any bundle, in bytes: the rest, but for headers and names. */
export const MOST_BUNDLED_EVIDENCE = 64 * MiB;

/**
 * @param sizes bytes by path
 * @throws Refusal `too-large` naming the first file that is larger than its kind may be
 */
export function refuseOversized(
  sizes: Iterable<readonly [path: string, bytes: number]>,
  limits: BundleLimits,
): void {
  let others = 0;
  let statements = 0;
  for (const [path, bytes] of sizes) {
    if (path.startsWith('evidence/')) continue;
    if (path.startsWith('statements/') && ++statements > limits.statements) {
      throw new Refusal('too-large', `There are more than ${limits.statements} statements.`);
    }
    if (path === 'view.json') refuseAbove(path, bytes, limits.view);
    else if (path === 'index.html') refuseAbove(path, bytes, limits.html);
    else {
      others += bytes;
      refuseAbove(`${path}, with the files before it,`, others, limits.others);
    }
  }
}

function refuseAbove(what: string, bytes: number, most: number): void {
  if (bytes <= most) return;
  throw new Refusal('too-large', `${what} has ${bytes} bytes; ${most} are allowed.`);
}
