import type { Db, Tx } from '@/server/platform/database';
import type { TokenScope } from './tokenScopes';

export interface TokenRow {
  id: string;
  caseId: string;
  name: string;
  scope: TokenScope;
  personId: string;
  createdAt: Date;
  expiresAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}

const TOKEN = {
  id: true,
  caseId: true,
  name: true,
  scope: true,
  personId: true,
  createdAt: true,
  expiresAt: true,
  lastUsedAt: true,
  revokedAt: true,
} as const;

/** The column is written by this file's callers alone, from the closed list. */
const asToken = (row: Omit<TokenRow, 'scope'> & { scope: string }): TokenRow => ({
  ...row,
  scope: row.scope as TokenScope,
});

export async function insertToken(
  tx: Tx,
  row: Omit<TokenRow, 'lastUsedAt' | 'revokedAt'> & { tokenHash: string },
): Promise<void> {
  await tx.apiToken.create({ data: row });
}

/** Tokens of a case that are good now. */
export async function countLiveTokens(db: Db, caseId: string, now: Date): Promise<number> {
  return db.apiToken.count({ where: { caseId, revokedAt: null, expiresAt: { gt: now } } });
}

/** Tokens of a case for these scopes, the newest first; those that have ended too. */
export async function tokensOf(
  db: Db,
  caseId: string,
  scopes: readonly TokenScope[],
  limit: number,
): Promise<TokenRow[]> {
  const rows = await db.apiToken.findMany({
    where: { caseId, scope: { in: [...scopes] } },
    select: TOKEN,
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
    take: limit,
  });
  return rows.map(asToken);
}

export async function findToken(
  db: Db,
  where: { id: string } | { tokenHash: string },
): Promise<TokenRow | null> {
  const row = await db.apiToken.findUnique({ where, select: TOKEN });
  return row && asToken(row);
}

/** @returns false when it was revoked before. */
export async function revoke(tx: Tx, id: string, now: Date): Promise<boolean> {
  const { count } = await tx.apiToken.updateMany({
    where: { id, revokedAt: null },
    data: { revokedAt: now },
  });
  return count === 1;
}

export async function touch(db: Db, id: string, now: Date): Promise<void> {
  await db.apiToken.updateMany({ where: { id }, data: { lastUsedAt: now } });
}

/** Whether the account of a token's owner is open. */
export async function isOpenAccount(db: Db, personId: string): Promise<boolean> {
  const person = await db.person.findUnique({
    where: { id: personId },
    select: { disabledAt: true },
  });
  return person !== null && person.disabledAt === null;
}
