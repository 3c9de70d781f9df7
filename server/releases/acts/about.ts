import type { RequestContext } from '@/server/platform/requestContext';
import type { ReleaseRow } from '../repo';

/** What a statement about a release names: words for people, and the digest that counts. */
export function subjectOf(release: ReleaseRow): { name: string; sha256: string } {
  return { name: `${release.path} release ${release.number}`, sha256: release.digest };
}

/** Where an audit event about a release belongs. */
export function scopeOf(release: ReleaseRow): { orgId: string; caseId: string; releaseId: string } {
  return { orgId: release.case.orgId, caseId: release.caseId, releaseId: release.id };
}

/** After an act on a release is committed: everybody who has its case open looks again. */
export async function sayChanged(context: RequestContext, caseId: string): Promise<void> {
  await context.bus.publish('case-changed', { caseId, what: 'release' });
}
