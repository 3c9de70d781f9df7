import { access, mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The data directory can't be used; the message is one sentence for the operator. */
export class DataDirectoryError extends Error {
  override readonly name = 'DataDirectoryError';
}

/** Is in a data directory while a backup is being restored into it, and is removed last. */
export const UNFINISHED_RESTORE = 'restore-unfinished';

/** What runs on a data directory: the server, and the commands for installations. */
const HOLDERS: readonly string[] = ['server/main.ts', 'server/installation/main.ts'];

/**
 * Makes the data directory and takes it for this process: two servers on one embedded cluster
 * would destroy it.
 *
 * @returns a function that gives it back.
 */
export async function takeDataDirectory(directory: string): Promise<() => Promise<void>> {
  const lock = join(directory, 'casewright.pid');
  try {
    await mkdir(directory, { recursive: true });
    const probe = await open(join(directory, '.write-test'), 'w');
    await probe.close();
    await rm(join(directory, '.write-test'));
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new DataDirectoryError(`DATA_DIR ${directory} can't be written (${reason}).`);
  }
  if (await exists(join(directory, UNFINISHED_RESTORE)))
    throw new DataDirectoryError(
      `DATA_DIR ${directory} holds a restore that did not end; remove the folder and restore again.`,
    );
  const holder = Number(await readFile(lock, 'utf8').catch(() => ''));
  if (holder > 1 && holder !== process.pid && (await isCasewright(holder)))
    throw new DataDirectoryError(
      `DATA_DIR ${directory} is in use by another Casewright (process ${holder}).`,
    );
  await writeFile(lock, String(process.pid));
  return () => rm(lock, { force: true });
}

/** A stale file may name a process id that now belongs to something else. */
async function isCasewright(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => null);
  return command === null || HOLDERS.some((holder) => command.includes(holder));
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
