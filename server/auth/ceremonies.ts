import { newId } from '@/core/argument/ids';
import type { Db } from '@/server/platform/database';
import { AppError } from '@/server/platform/errors';

const LIFETIME_MINUTES = 5;
const KEPT_HOURS = 24;

export type PasskeyCeremonyKind = 'register-sign-in' | 'sign-in';

/** Remembers a challenge that was handed out. */
export async function openCeremony(
  db: Db,
  ceremony: {
    kind: PasskeyCeremonyKind;
    challenge: string;
    personId?: string;
    sessionId?: string;
    now: Date;
  },
): Promise<string> {
  const { kind, challenge, personId, sessionId, now } = ceremony;
  const id = newId();
  // Nobody needs a challenge that ended: they would only pile up.
  await db.ceremony.deleteMany({
    where: { kind, expiresAt: { lt: new Date(now.getTime() - KEPT_HOURS * 3_600_000) } },
  });
  await db.ceremony.create({
    data: {
      id,
      kind,
      challenge,
      personId: personId ?? null,
      sessionId: sessionId ?? null,
      data: {},
      createdAt: now,
      expiresAt: new Date(now.getTime() + LIFETIME_MINUTES * 60_000),
    },
  });
  return id;
}

/**
 * Uses a challenge up, before anything is verified against it: a failed attempt spends it too.
 * Only who opened it, in the same session, can.
 *
 * @throws AppError expired
 */
export async function spendCeremony(
  db: Db,
  id: string,
  expected: {
    kind: PasskeyCeremonyKind;
    personId: string | null;
    sessionId: string | null;
    now: Date;
  },
): Promise<{ challenge: string }> {
  const { now, ...fixed } = expected;
  const { count } = await db.ceremony.updateMany({
    where: { id, ...fixed, usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
  });
  const row = count === 1 ? await db.ceremony.findUnique({ where: { id } }) : null;
  if (!row) throw new AppError('expired', 'This took too long or was used already. Start again.');
  return { challenge: row.challenge };
}
