import { labelOf, type Label } from '@/core/label/label';
import { failingTerms } from '@/core/workflow/inForce';
import { inTransaction } from '@/server/platform/database';
import type { RequestContext } from '@/server/platform/requestContext';
import { findOpenBase } from '@/server/releases/baseInterface';
import { readStoredView } from '@/server/releases/readViews';
import { statusOf } from '@/server/status/statuses';
import { findPublic, type PublicAddress } from './find';

/** The label of a published release with what tells whether it holds today. */
export interface LabelSheet {
  title: string;
  organisation: string;
  path: string;
  number: number;
  digest: string;
  /** "meridian/larch-2-scheming release 1"; null for a base case. */
  base: string | null;
  example: boolean;
  label: Label;
  inForce: boolean;
  onHold: boolean;
  suspended: boolean;
  failing: string[];
  computedAt: string;
}

/** @throws AppError not-found for whatever was never published */
export async function labelSheet(
  context: RequestContext,
  address: PublicAddress,
): Promise<LabelSheet> {
  return inTransaction(context.db, async (tx) => {
    const { release, view } = await findPublic(tx, address);
    const now = context.now();
    const status = await statusOf(tx, release, now);
    const base = release.baseDigest === null ? null : await findOpenBase(tx, release.baseDigest);
    const { path, number, digest, title } = release;
    return {
      title,
      organisation: release.case.org.name,
      path,
      number,
      digest,
      base: base && `${base.release.path} release ${base.release.number}`,
      example: status.facts.signedAs === 'example',
      label: labelOf(readStoredView(view).shown, base?.shown),
      inForce: status.inForce,
      onHold: status.onHold,
      suspended: release.status.state === 'suspended',
      failing: failingTerms(status).map(({ words }) => words),
      computedAt: now.toISOString(),
    };
  });
}
