import type pg from 'pg';
import { readMigrations, type Migration } from '@/server/platform/migrate';
import { InstallationError } from './installationError';

export interface AppliedMigration {
  name: string;
  /** SHA-256, hex. */
  checksum: string;
}

/** @throws InstallationError when the database is not one of ours */
export async function appliedMigrations(client: pg.Client): Promise<AppliedMigration[]> {
  const { rows: found } = await client.query<{ there: boolean }>(
    `SELECT to_regclass('public._prisma_migrations') IS NOT NULL AS there`,
  );
  if (!found[0]?.there) throw new InstallationError('The database holds no Casewright.');
  const { rows } = await client.query<AppliedMigration>(
    `SELECT migration_name AS name, checksum FROM public._prisma_migrations
     WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name`,
  );
  return rows;
}

/**
 * The migrations of this version that were applied when a backup was made. Its rows are loaded into
 * the tables as they were then; what is newer is applied on top, as on any upgrade.
 *
 * @throws InstallationError when the backup was made by a newer version
 */
export async function migrationsOf(
  backup: readonly AppliedMigration[],
  version: string,
): Promise<Migration[]> {
  const known = new Map((await readMigrations()).map((one) => [one.name, one]));
  return backup.map(({ name, checksum }) => {
    const migration = known.get(name);
    if (migration?.checksum !== checksum)
      throw new InstallationError(
        `The backup was made by Casewright ${version} with the migration ${name}, which this version ${migration ? 'has in another form' : 'does not have'}. Restore it with the version that made it, or a newer one.`,
      );
    return migration;
  });
}
