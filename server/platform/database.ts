import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient, type Prisma } from '@/server/generated/prisma/client';
import { AppError } from './errors';
import { watch } from './measures';

/** What repositories take: the client, or a transaction that is under way. */
export type Db = PrismaClient | Prisma.TransactionClient;

/** A transaction that is under way. Functions that must not run outside one ask for this. */
export type Tx = Prisma.TransactionClient;

export interface Database {
  prisma: PrismaClient;
  /** Plain connections for the hot paths: the update log and LISTEN. */
  pool: pg.Pool;
  url: string;
  close(): Promise<void>;
}

export function openDatabase(url: string, connections = 20): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
  });
  // A broken idle connection is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  const calls = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 10_000,
  });
  calls.on('error', () => undefined);
  const prisma = new PrismaClient({
    adapter: new PrismaPg(calls),
    transactionOptions: { maxWait: 10_000, timeout: 30_000 },
  });
  const stops = [watchPool('calls', calls), watchPool('log', pool)];
  return {
    prisma,
    pool,
    url,
    async close() {
      for (const stop of stops) stop();
      await prisma.$disconnect();
      await calls.end();
      await pool.end();
    },
  };
}

function watchPool(name: string, pool: pg.Pool): () => void {
  return watch('connections', () => [
    { labels: { pool: name, state: 'used' }, value: pool.totalCount - pool.idleCount },
    { labels: { pool: name, state: 'idle' }, value: pool.idleCount },
    { labels: { pool: name, state: 'wanted' }, value: pool.waitingCount },
  ]);
}

function isClient(db: Db): db is PrismaClient {
  return '$transaction' in db;
}

/**
 * Runs `act` in a transaction. Inside one already under way it runs in a savepoint, so that a
 * use-case can call another without knowing whether it is the outermost.
 */
export async function inTransaction<T>(db: Db, act: (tx: Tx) => Promise<T>): Promise<T> {
  if (isClient(db)) return db.$transaction(act);
  await db.$executeRaw`SAVEPOINT inner_act`;
  try {
    const result = await act(db);
    await db.$executeRaw`RELEASE SAVEPOINT inner_act`;
    return result;
  } catch (error) {
    await db.$executeRaw`ROLLBACK TO SAVEPOINT inner_act`;
    throw error;
  }
}

/** Prisma's code for a broken unique constraint: somebody else was first. */
export function isUniqueViolation(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'P2002';
}

/** Locks the case row: freeze and update log take turns under it. */
export async function lockCase(tx: Tx, caseId: string): Promise<{ headSeq: number }> {
  const rows = await tx.$queryRaw<{ head_seq: number }[]>`
    SELECT head_seq FROM safety_case WHERE id = ${caseId} FOR UPDATE`;
  const row = rows[0];
  if (!row) throw new AppError('not-found', 'The case does not exist.');
  return { headSeq: row.head_seq };
}
