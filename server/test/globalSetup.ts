import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '@/server/platform/embeddedPostgres';
import { migrate } from '@/server/platform/migrate';

/** One real Postgres for the run, with a migrated template database; gone when the run ends. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'casewright-test-'));
  const postgres = await startEmbeddedPostgres({ directory: join(folder, 'pg'), durable: false });
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  await client.query('CREATE DATABASE casewright_template');
  await client.end();
  const template = new URL(postgres.url);
  template.pathname = '/casewright_template';
  await migrate(template.href);
  project.provide('postgresUrl', postgres.url);
  return async () => {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
