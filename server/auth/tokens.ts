import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Db } from '@/server/platform/database';
import { AppError } from '@/server/platform/errors';

/** What a one-time token may be good for. Invitations have a table of their own. */
export type TokenKind = 'setup' | 'ticket' | 'sign-in';

const LIFETIME_MINUTES: Record<TokenKind, number> = {
  setup: 7 * 24 * 60,
  ticket: 2,
  'sign-in': 24 * 60,
};

/** 256 random bits, base64url. Only its SHA-256 is stored. */
export function newToken(): { token: string; hash: string } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: hashToken(token) };
}

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

export async function issueToken(
  db: Db,
  kind: TokenKind,
  now: Date,
  options: { personId?: string; method?: string } = {},
): Promise<string> {
  const { token, hash } = newToken();
  await db.oneTimeToken.create({
    data: {
      id: randomUUID(),
      kind,
      tokenHash: hash,
      personId: options.personId ?? null,
      method: options.method ?? '',
      createdAt: now,
      expiresAt: new Date(now.getTime() + LIFETIME_MINUTES[kind] * 60_000),
    },
  });
  return token;
}

/**
 * Uses a token up. Compare-and-set: of two that come with the same token one gets it.
 *
 * @throws AppError expired when it was used, has ended or never was.
 */
export async function spendToken(
  db: Db,
  kind: TokenKind,
  token: string,
  now: Date,
): Promise<{ personId: string | null; method: string }> {
  const tokenHash = hashToken(token);
  const { count } = await db.oneTimeToken.updateMany({
    where: { tokenHash, kind, usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
  });
  const row = await db.oneTimeToken.findUnique({ where: { tokenHash } });
  if (count !== 1 || !row)
    throw new AppError(
      'expired',
      'This link has been used already, or has ended. Ask for a new one.',
    );
  return { personId: row.personId, method: row.method };
}

/** True while a token could still be spent; does not spend it. */
export async function tokenIsOpen(
  db: Db,
  kind: TokenKind,
  token: string,
  now: Date,
): Promise<boolean> {
  const row = await db.oneTimeToken.findUnique({ where: { tokenHash: hashToken(token) } });
  return row?.kind === kind && row.usedAt === null && row.expiresAt > now;
}
