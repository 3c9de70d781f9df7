/** What `casewright freeze FILE` says. */

import type { CaseDocument } from '@/core/argument/document';
import { contentDigest, freezeRelease } from '@/core/snapshot/digest';
import { parseManifest } from '@/core/snapshot/manifest';
import type { Manifest } from '@/core/snapshot/manifest';
import { recordsOf, windowOf } from '@/core/snapshot/recordsOf';

export interface FreezeReport {
  records: number;
  /** Records by kind. */
  kinds: Record<string, number>;
  contentDigest: string;
  /** The rest only with a secret. */
  root?: string;
  releaseDigest?: string;
  manifest?: Manifest;
}

/**
 * Freezes a document as it stands, without evidence: that is resolved where the files are.
 * @throws Refusal for what cannot be hashed, or named without being there
 */
export function freezeReport(
  document: CaseDocument,
  head: { secret: Uint8Array | null; case: string; number: number; base: string | null },
): FreezeReport {
  const records = recordsOf(document);
  const kinds: Record<string, number> = {};
  for (const { kind } of records) kinds[kind] = (kinds[kind] ?? 0) + 1;
  const report = { records: records.length, kinds, contentDigest: contentDigest(records) };
  if (head.secret === null) return report;
  const { root, releaseDigest, manifest, manifestBytes } = freezeRelease(records, head.secret, {
    case: head.case,
    kind: document.kind,
    number: head.number,
    window: windowOf(document),
    base: head.base,
  });
  // The head comes from the command line: a manifest that no reader would take is refused here.
  parseManifest(manifestBytes);
  return { ...report, root, releaseDigest, manifest };
}

/** The report in lines for people. */
export function freezeLines(report: FreezeReport): string[] {
  const counts = Object.entries(report.kinds)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([kind, count]) => `${count} ${kind}`);
  return [
    `records         ${report.records}: ${counts.join(', ')}`,
    `content digest  ${report.contentDigest}`,
    ...(report.root === undefined ? [] : [`root            ${report.root}`]),
    ...(report.releaseDigest === undefined ? [] : [`release digest  ${report.releaseDigest}`]),
  ];
}
