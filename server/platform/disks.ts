import { statfs } from 'node:fs/promises';
import type { Environment } from './env';
import { watch } from './measures';

/** Bytes that this process may still write on the disk of a folder. */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** Has the room on the disks of an installation among its figures. */
export function watchDisks({ dataDir, blobStore }: Environment): void {
  watch('diskFree', async () => [
    { labels: { place: 'data' }, value: await freeBytes(dataDir) },
    { labels: { place: 'evidence' }, value: await freeBytes(blobStore) },
  ]);
}
