import type { VersionRow } from './repo';

/**
 * The version that an artefact stands for today: the newest that is ready (or has grown stale), else
 * the newest of all, which says why there is none. A new upload takes over once it is ready.
 *
 * @param versions newest first
 */
export function currentOf(versions: readonly VersionRow[]): VersionRow | null {
  const usable = versions.find(({ state }) => state === 'ready' || state === 'stale');
  return usable ?? versions[0] ?? null;
}
