import { execFile } from 'node:child_process';
import { mkdtemp, open, rm, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Stage } from './stage';

const run = promisify(execFile);

/** Enough for a new cluster and its log, and little more. */
const MEGABYTES = 224;

/** A file system of its own that is soon full; null where none can be mounted. */
export async function smallDisk(): Promise<{ path: string; remove(): Promise<void> } | null> {
  const path = await mkdtemp(join(tmpdir(), 'casewright-disk-'));
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${MEGABYTES}m,mode=0777`, 'tmpfs', path]);
  } catch {
    await rmdir(path);
    return null;
  }
  return {
    path,
    async remove() {
      await run('umount', [path]);
      await rmdir(path);
    },
  };
}

/** Fills the disk of a stage to the last byte; the answer makes room again. */
export async function fill({ cluster }: Stage): Promise<() => Promise<void>> {
  const path = join(cluster.disk, 'filler');
  const file = await open(path, 'w');
  const piece = Buffer.alloc(1_048_576, 7);
  try {
    for (;;) await file.write(piece);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
  } finally {
    await file.close();
  }
  return () => rm(path);
}
