import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { startEmbeddedPostgres } from '@/server/platform/embeddedPostgres';
import type { Environment } from '@/server/platform/env';
import { migrate, migrateWithin, type Migration } from '@/server/platform/migrate';
import type { Secrets } from '@/server/platform/secrets';
import { openDiskStore, type BlobStore } from '@/server/storage/blobStore';
import { ENTRY, type ArchiveIndex } from './archiveIndex';
import { checkArchive, decompress, entriesOf, type ArchiveEntry } from './archiveReader';
import { refuseUnlessEmpty, takeEmptyPlace, type EmptyPlace } from './emptyPlace';
import { connect, type Installation } from './installation';
import { InstallationError } from './installationError';
import { migrationsOf } from './migrations';
import { openKeys } from './sealedKeys';
import { copyIn, setSequence, TEXT_FORM, type Table } from './tables';

/** What was restored; the installation is open and is closed by the caller. */
export interface Restored {
  index: ArchiveIndex;
  installation: Installation;
}

/**
 * Restores a backup where nothing is: into an empty data directory, and into the embedded database
 * that is made there or into an empty one of one's own. The whole backup is checked before the first
 * byte is written; the rows are loaded in one transaction, which is committed when the evidence and
 * the keys are there. When anything fails, the place is left as it was found.
 *
 * @throws ArchiveRefused, KeysSealed, InstallationError
 */
export async function restore(env: Environment, path: string): Promise<Restored> {
  const index = await checkArchive(path);
  const migrations = await migrationsOf(index.migrations, index.version);
  const secrets = await openKeys(index.keys, env.backupPassphrase);
  refuseOtherKeys(env, secrets);
  const place = await takeEmptyPlace(env);
  let stop = async (): Promise<void> => undefined;
  try {
    let { databaseUrl } = env;
    if (databaseUrl === undefined) {
      const directory = join(env.dataDir, 'postgres');
      const postgres = await startEmbeddedPostgres({ directory, durable: true });
      stop = () => postgres.stop();
      databaseUrl = postgres.url;
    }
    const blobs = await openDiskStore(env.blobStore);
    await load({ path, index, migrations, secrets, place, blobs, databaseUrl });
    await migrate(databaseUrl);
    await place.done();
    const close = async (): Promise<void> => {
      await stop();
      await place.release();
    };
    const { publicUrl } = env;
    return { index, installation: { databaseUrl, blobs, secrets, publicUrl, close } };
  } catch (error) {
    await stop();
    await place.clear();
    throw error;
  }
}

/** A log goes on under the key that it began with, or not at all. */
function refuseOtherKeys(env: Environment, secrets: Secrets): void {
  for (const [name, given, kept] of [
    ['SIGNING_KEY', env.signingKey, secrets.signingKey],
    ['AUTH_SECRET', env.authSecret, secrets.authSecret],
  ] as const) {
    if (given !== undefined && given !== kept)
      throw new InstallationError(
        `${name} is not the one of this backup. Leave it out: the restore keeps both keys in DATA_DIR.`,
      );
  }
}

interface Load {
  path: string;
  index: ArchiveIndex;
  migrations: readonly Migration[];
  secrets: Secrets;
  place: EmptyPlace;
  blobs: BlobStore;
  databaseUrl: string;
}

async function load(to: Load): Promise<void> {
  const client = await connect(to.databaseUrl);
  try {
    await client.query('BEGIN');
    await client.query(TEXT_FORM);
    await refuseUnlessEmpty(client);
    await migrateWithin(client, to.migrations);
    await loadEntries(client, to);
    for (const sequence of to.index.sequences) await setSequence(client, sequence);
    await to.place.keepKeys(to.secrets);
    await client.query('COMMIT');
  } finally {
    // A transaction that is not committed goes with its connection.
    await client.end();
  }
}

/** The entries in the order of the file: rows of table after table, then evidence. */
async function loadEntries(client: pg.Client, { path, index, blobs }: Load): Promise<void> {
  const entries = entriesOf(path);
  try {
    for (const table of index.tables) await loadTable(client, table, entries);
    for (const { sha256, state } of index.blobs) {
      const entry = await next(entries, ENTRY.blob(sha256));
      if (state === 'whole') await storeBlob(blobs, sha256, entry);
      else await skip(entry);
    }
    for (const { key } of index.staged) {
      const entry = await next(entries, ENTRY.staged(key));
      await blobs.stage(key, entry.bytes, entry.size);
    }
  } finally {
    await entries.return(undefined);
  }
}

async function loadTable(
  client: pg.Client,
  table: Table & { rows: number; pieces: number },
  entries: AsyncGenerator<ArchiveEntry>,
): Promise<void> {
  const into = client.query(copyFrom(copyIn(table)));
  async function* rows(): AsyncGenerator<Uint8Array> {
    for (let piece = 1; piece <= table.pieces; piece += 1) {
      const { bytes } = await next(entries, ENTRY.rows(table.name, piece));
      yield await decompress(await whole(bytes));
    }
  }
  await pipeline(Readable.from(rows()), into);
  if (into.rowCount !== table.rows)
    throw new InstallationError(
      `${into.rowCount} rows of ${table.name} were loaded; the backup says ${table.rows}.`,
    );
}

async function next(entries: AsyncGenerator<ArchiveEntry>, name: string): Promise<ArchiveEntry> {
  const { value, done } = await entries.next();
  if (done === true || value.name !== name)
    throw new InstallationError(
      `The backup changed while it was read: ${name} is not in its place.`,
    );
  return value;
}

/** Under its digest, which the check of the whole backup has proved. */
async function storeBlob(blobs: BlobStore, sha256: string, entry: ArchiveEntry): Promise<void> {
  const key = sha256.slice(0, 32);
  await blobs.stage(key, entry.bytes, entry.size);
  await blobs.keep(key, sha256);
}

async function whole(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const chunk of bytes) parts.push(Uint8Array.from(chunk));
  return Buffer.concat(parts);
}

async function skip(entry: ArchiveEntry): Promise<void> {
  for await (const _ of entry.bytes);
}
