import { existsSync } from 'node:fs';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { takeDataDirectory, UNFINISHED_RESTORE } from '@/server/platform/dataDirectory';
import type { Environment } from '@/server/platform/env';
import { SECRET_FILES, type Secrets } from '@/server/platform/secrets';
import { InstallationError } from './installationError';

/** A data directory into which an installation is restored: it held nothing, or it is refused. */
export interface EmptyPlace {
  /** Keeps the keys in it, readable by their owner alone. */
  keepKeys(secrets: Secrets): Promise<void>;
  /** What is in it is whole. */
  done(): Promise<void>;
  /** Others may use it. */
  release(): Promise<void>;
  /** Leaves it empty, as it was found. */
  clear(): Promise<void>;
}

/**
 * Takes a data directory, and the folder of its evidence, that hold nothing. Until {@link
 * EmptyPlace.done} no server starts there, so that half an installation is never taken for a whole one.
 *
 * @throws InstallationError when there is anything in either
 */
export async function takeEmptyPlace(env: Environment): Promise<EmptyPlace> {
  const folders = [env.dataDir, env.blobStore];
  for (const folder of folders) {
    if (await holdsAnything(folder))
      throw new InstallationError(
        `${folder} is not empty. A backup is restored only where nothing is; set DATA_DIR to a new folder.`,
      );
  }
  const marker = join(env.dataDir, UNFINISHED_RESTORE);
  const release = await takeDataDirectory(env.dataDir);
  await writeFile(marker, '');
  return {
    async keepKeys(secrets) {
      for (const [secret, file] of Object.entries(SECRET_FILES)) {
        const value = secrets[secret as keyof Secrets];
        await writeFile(join(env.dataDir, file), value, { mode: 0o600, flag: 'wx', flush: true });
      }
    },
    done: () => rm(marker),
    release,
    async clear() {
      // The marker last: a clearing that is cut short is not taken for an installation either.
      for (const folder of folders.toReversed())
        for (const name of await readdir(folder).catch(() => []))
          if (join(folder, name) !== marker) await rm(join(folder, name), { recursive: true });
      await rm(marker, { force: true });
    },
  };
}

async function holdsAnything(folder: string): Promise<boolean> {
  return existsSync(folder) && (await readdir(folder)).length > 0;
}

/**
 * What belongs to an extension does not count: hosted databases come with some.
 *
 * @throws InstallationError when the database holds any table, of ours or of others
 */
export async function refuseUnlessEmpty(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT n.nspname || '.' || c.relname AS name
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
       AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
     LIMIT 1`,
  );
  if (rows[0])
    throw new InstallationError(
      `The database is not empty: it holds ${rows[0].name}. A backup is restored only into an empty one.`,
    );
}
