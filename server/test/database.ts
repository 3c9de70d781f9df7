import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import pg from 'pg';
import { openDatabase, type Database } from '@/server/platform/database';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the run's cluster; its database `casewright_template` is migrated. */
    postgresUrl: string;
  }
}

export interface TestDatabase {
  url: string;
  database: Database;
  drop(): Promise<void>;
}

/** A database of its own for one test file, cloned from the migrated template in milliseconds. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const server = inject('postgresUrl');
  await administer(server, `CREATE DATABASE ${name} TEMPLATE casewright_template`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const database = openDatabase(url.href, 8);
  return {
    url: url.href,
    database,
    async drop() {
      await database.close();
      await administer(server, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

async function administer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(statement);
  await client.end();
}
