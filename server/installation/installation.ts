import { existsSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { takeDataDirectory } from '@/server/platform/dataDirectory';
import { runningEmbeddedPostgres, startEmbeddedPostgres } from '@/server/platform/embeddedPostgres';
import type { Environment } from '@/server/platform/env';
import { readSecrets, SECRET_FILES, type Secrets } from '@/server/platform/secrets';
import { openDiskStore, type BlobStore } from '@/server/storage/blobStore';
import { InstallationError } from './installationError';

/** Everything an installation consists of. */
export interface Installation {
  databaseUrl: string;
  blobs: BlobStore;
  secrets: Secrets;
  publicUrl: string;
  close(): Promise<void>;
}

/**
 * Opens an installation that exists, as the environment says where it is. Its server may be running or
 * not: an embedded database that runs is used as it is, one that rests is started for the time.
 *
 * @throws InstallationError when there is none; DataDirectoryError, DatabaseStartError
 */
export async function openInstallation(env: Environment): Promise<Installation> {
  const secrets = await readSecrets(env).catch((error: unknown) => {
    const why = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    throw new InstallationError(
      `DATA_DIR ${env.dataDir} does not hold the ${SECRET_FILES.authSecret} and ${SECRET_FILES.signingKey} of an installation${why}.`,
    );
  });
  const { databaseUrl, close } = await databaseOf(env);
  try {
    const blobs = await openDiskStore(env.blobStore);
    return { databaseUrl, blobs, secrets, publicUrl: env.publicUrl, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function databaseOf(
  env: Environment,
): Promise<{ databaseUrl: string; close(): Promise<void> }> {
  if (env.databaseUrl) return { databaseUrl: env.databaseUrl, close: async () => undefined };
  const directory = join(env.dataDir, 'postgres');
  if (!existsSync(join(directory, 'PG_VERSION')))
    throw new InstallationError(
      `DATA_DIR ${env.dataDir} holds no database; set DATA_DIR or DATABASE_URL to where the installation is.`,
    );
  const running = await runningEmbeddedPostgres(directory);
  if (running !== null) return { databaseUrl: running, close: async () => undefined };
  const release = await takeDataDirectory(env.dataDir);
  try {
    const postgres = await startEmbeddedPostgres({ directory, durable: true });
    return {
      databaseUrl: postgres.url,
      async close() {
        await postgres.stop();
        await release();
      },
    };
  } catch (error) {
    await release();
    throw error;
  }
}

/**
 * A connection of its own, for one long transaction.
 *
 * @throws InstallationError when the database does not answer
 */
export async function connect(databaseUrl: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: 10_000,
    application_name: 'casewright-installation',
  });
  // A broken connection fails the query that is under way; nothing else waits for it.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw new InstallationError(`The database can't be reached: ${words}.`);
  }
}
