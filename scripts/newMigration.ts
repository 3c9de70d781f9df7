/**
 * `npm run migration -- NAME`: writes the SQL from the last migration's schema to today's. Each
 * migration folder keeps the schema it led to.
 */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@/server/platform/embeddedPostgres';
import { MIGRATIONS, readMigrations } from '@/server/platform/migrate';
import { readSchema, schemaDifference } from './schemaDifference';

const name = process.argv[2];
if (!name || !/^[a-z0-9_]+$/.test(name)) {
  console.error('Give the migration a name: npm run migration -- add_something');
  process.exit(2);
}
const past = (await readMigrations())
  .map((migration) => join(MIGRATIONS, migration.name, 'schema.prisma'))
  .filter((path) => existsSync(path));
const last = past.at(-1);
const schema = await readSchema();
const scratch = await mkdtemp(join(tmpdir(), 'casewright-migration-'));
const postgres = await startEmbeddedPostgres({ directory: join(scratch, 'pg'), durable: false });
const sql = await schemaDifference(
  postgres.url,
  last ? await readFile(last, 'utf8') : null,
  schema,
).finally(async () => {
  await postgres.stop();
  await rm(scratch, { recursive: true, force: true });
});
if (sql === null) {
  console.log('The migrations agree with the schema; nothing was written.');
} else {
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const folder = join(MIGRATIONS, `${stamp}_${name}`);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'migration.sql'), `${sql}\n`);
  await writeFile(join(folder, 'schema.prisma'), schema);
  console.log(`Wrote ${folder}/migration.sql`);
}
