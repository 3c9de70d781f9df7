import { parseManifest } from '@/core/snapshot/manifest';
import { baseInterfaceOf, type BaseInterface } from '@/core/supplement/baseInterface';
import { isPublic } from '@/core/policy/visibility';
import type { Db } from '@/server/platform/database';
import { readStoredView } from './readViews';
import { currentView, findReleaseByDigest, frozenBytes, type ReleaseRow } from './repo';

/** A published release as those see it who build on it: through its public view alone. */
export interface OpenBase {
  release: ReleaseRow;
  /** Digest of the view that the interface was read from. */
  viewDigest: string;
  shown: BaseInterface;
}

/** Views never change, so what was read of one stays right; the last few are kept. */
const KEPT = 64;
const read = new Map<string, BaseInterface>();

/**
 * What a supplement can see of a release.
 *
 * @returns null for what is not known here, or was never published
 */
export async function findOpenBase(db: Db, digest: string): Promise<OpenBase | null> {
  const release = await findReleaseByDigest(db, digest);
  return release === null ? null : openBase(db, release);
}

/**
 * {@link findOpenBase} for a release that is loaded already.
 *
 * @param options.proposed for its own side: also through a view that is signed and not yet public
 */
export async function openBase(
  db: Db,
  release: ReleaseRow,
  { proposed = false }: { proposed?: boolean } = {},
): Promise<OpenBase | null> {
  if (!proposed && !isPublic({ state: release.status.state })) return null;
  const view = await currentView(db, release.id, 'public');
  if (view === null) return null;
  const known = read.get(view.digest);
  const shown = known ?? (await readInterface(db, release, view));
  read.delete(view.digest);
  read.set(view.digest, shown);
  const oldest = read.size > KEPT ? read.keys().next().value : undefined;
  if (oldest !== undefined) read.delete(oldest);
  return { release, viewDigest: view.digest, shown };
}

async function readInterface(
  db: Db,
  release: ReleaseRow,
  view: Parameters<typeof readStoredView>[0],
): Promise<BaseInterface> {
  const { manifest } = parseManifest(new Uint8Array((await frozenBytes(db, release.id)).manifest));
  return baseInterfaceOf({ digest: release.digest, manifest }, readStoredView(view).parsed);
}
