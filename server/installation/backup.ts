import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { version } from '@/server/platform/version';
import { ARCHIVE_SCHEMA, ENTRY, type ArchiveIndex } from './archiveIndex';
import { ArchiveWriter } from './archiveWriter';
import { bytesNamed, type StagedBytes } from './bytesNamed';
import { connect, type Installation } from './installation';
import { appliedMigrations } from './migrations';
import { sealKeys } from './sealedKeys';
import { copyOut, sequencesOf, tablesInOrder, TEXT_FORM } from './tables';

export interface BackupOptions {
  /** Seals the keys; undefined: they are in the backup for everybody who can read it. */
  passphrase: string | undefined;
  now: Date;
  /** Called once the moment is fixed that the backup is of; tests go on writing from there. */
  atSnapshot?: () => Promise<void>;
}

/**
 * Writes everything an installation consists of into one file: every row as of one moment, the
 * evidence that those rows name, the keys. Whoever works meanwhile is not held up.
 *
 * Evidence that is damaged or missing does not stop it: the index names it, and the rest is saved.
 *
 * @returns the index of what was written
 * @throws InstallationError when the file exists or the database can't be reached; whatever the disk
 *   says. Nothing is left of a backup that failed.
 */
export async function backUp(
  installation: Installation,
  path: string,
  options: BackupOptions,
): Promise<ArchiveIndex> {
  const client = await connect(installation.databaseUrl);
  try {
    const writer = await ArchiveWriter.create(path);
    try {
      const index = await write(client, installation, writer, options);
      await writer.finish(index);
      return index;
    } catch (error) {
      await writer.abandon();
      throw error;
    }
  } finally {
    await client.end();
  }
}

async function write(
  client: pg.Client,
  installation: Installation,
  writer: ArchiveWriter,
  { passphrase, now, atSnapshot }: BackupOptions,
): Promise<ArchiveIndex> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  await client.query(TEXT_FORM);
  // The first statement that reads fixes the moment; all that follow see the same rows.
  const migrations = await appliedMigrations(client);
  await atSnapshot?.();
  const tables: ArchiveIndex['tables'] = [];
  for (const table of await tablesInOrder(client)) {
    const rows = client.query(copyTo(copyOut(table)));
    const pieces = await writer.addRows(table.name, rows);
    tables.push({ ...table, rows: rows.rowCount, pieces });
  }
  const sequences = await sequencesOf(client);
  const named = await bytesNamed(client);
  await client.query('COMMIT');
  const blobs: ArchiveIndex['blobs'] = [];
  const missing: string[] = [];
  for (const { sha256, required } of named.kept) {
    if (await installation.blobs.has(sha256)) {
      const { size } = await installation.blobs.open(sha256);
      const source = installation.blobs.read(sha256);
      const found = await writer.addStream(ENTRY.blob(sha256), size, source);
      blobs.push({ sha256, size, state: found === sha256 ? 'whole' : 'damaged' });
    } else if (required) missing.push(sha256);
  }
  const staged: ArchiveIndex['staged'] = [];
  for (const upload of named.staged) {
    const saved = await addStaged(installation, writer, upload);
    if (saved === null) missing.push(upload.sha256);
    else staged.push(saved);
  }
  return {
    schema: ARCHIVE_SCHEMA,
    madeAt: now.toISOString(),
    version,
    publicUrl: installation.publicUrl,
    migrations,
    tables,
    sequences,
    blobs,
    staged,
    missing,
    keys: await sealKeys(installation.secrets, passphrase),
  };
}

/**
 * Bytes that were received and wait to be examined. The examination may be under way: then they have
 * moved to their digest since the snapshot, and are taken from there.
 */
async function addStaged(
  { blobs }: Installation,
  writer: ArchiveWriter,
  { key, sha256 }: StagedBytes,
): Promise<ArchiveIndex['staged'][number] | null> {
  const open = await blobs.openStaged(key);
  if (open === null && !(await blobs.has(sha256))) return null;
  const size = open?.size ?? (await blobs.open(sha256)).size;
  const source = open?.bytes ?? blobs.read(sha256);
  const found = await writer.addStream(ENTRY.staged(key), size, source);
  return { key, sha256, size, state: found === sha256 ? 'whole' : 'damaged' };
}
