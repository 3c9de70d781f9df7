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
  const { url, drop } = await createDatabase('TEMPLATE casewright_template');
  const database = openDatabase(url, 8);
  return {
    url,
    database,
    async drop() {
      await database.close();
      await drop();
    },
  };
}

/** A database that holds nothing, not even our tables. */
export function createEmptyDatabase(): Promise<Omit<TestDatabase, 'database'>> {
  return createDatabase('TEMPLATE template0');
}

/** A copy of a database that nobody is connected to. */
export function cloneDatabase(url: string): Promise<Omit<TestDatabase, 'database'>> {
  return createDatabase(`TEMPLATE ${new URL(url).pathname.slice(1)}`);
}

async function createDatabase(how: string): Promise<Omit<TestDatabase, 'database'>> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const server = inject('postgresUrl');
  await administer(server, `CREATE DATABASE ${name} ${how}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: () => administer(server, `DROP DATABASE ${name} WITH (FORCE)`),
  };
}

async function administer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(statement);
  await client.end();
}
