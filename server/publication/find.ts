import type { Db } from '@/server/platform/database';
import { notFound } from '@/server/platform/errors';
import { currentView, publicReleases, type ReleaseRow, type ViewRow } from '@/server/releases/repo';

export interface PublicAddress {
  orgSlug: string;
  caseSlug: string;
  number: number;
}

/** A published release and the public view that holds now. @throws AppError not-found */
export async function findPublic(
  db: Db,
  { orgSlug, caseSlug, number }: PublicAddress,
): Promise<{ release: ReleaseRow; view: ViewRow }> {
  const [release] = await publicReleases(db, { path: `${orgSlug}/${caseSlug}`, number }, 1);
  const view = release && (await currentView(db, release.id, 'public'));
  if (!release || !view) throw notFound('The release');
  return { release, view };
}
