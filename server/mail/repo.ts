import type { InboxKind } from '@/core/inbox/kinds';
import type { Db, Tx } from '@/server/platform/database';

export interface RecipientRow {
  personId: string;
  name: string;
  email: string;
  instanceAdmin: boolean;
  createdAt: Date;
  /** Null where their inbox was never read for e-mail. */
  lookedAt: Date | null;
}

/**
 * People with a part in something whose inbox was not read since, the longest unread first. Those of the
 * worked example have addresses that nobody has.
 */
export async function nextRecipients(db: Db, since: Date, limit: number): Promise<RecipientRow[]> {
  return db.$queryRaw<RecipientRow[]>`
    SELECT p.id AS "personId", p.name, p.email, p.instance_admin AS "instanceAdmin",
           p.created_at AS "createdAt", r.looked_at AS "lookedAt"
    FROM person p LEFT JOIN mail_recipient r ON r.person_id = p.id
    WHERE NOT p.example AND p.disabled_at IS NULL AND p.email <> ''
      AND (r.person_id IS NULL
           OR (r.looked_at < ${since} AND (r.not_before IS NULL OR r.not_before <= ${since})))
      AND (EXISTS (SELECT FROM membership m WHERE m.person_id = p.id AND m.ended_at IS NULL)
           OR EXISTS (SELECT FROM engagement e WHERE e.person_id = p.id AND e.state = 'active'))
    ORDER BY r.looked_at NULLS FIRST, p.id
    LIMIT ${limit}`;
}

/** Compare-and-set: of two runs that read somebody's inbox at once, one gets the turn. */
export async function takeTurn(
  db: Db,
  { personId, lookedAt }: Pick<RecipientRow, 'personId' | 'lookedAt'>,
  now: Date,
): Promise<boolean> {
  const taken =
    lookedAt === null
      ? await db.mailRecipient.createMany({
          data: [{ personId, lookedAt: now }],
          skipDuplicates: true,
        })
      : await db.mailRecipient.updateMany({
          where: { personId, lookedAt },
          data: { lookedAt: now },
        });
  return taken.count === 1;
}

/** @returns those that nobody was told of before: they are the caller's to tell. */
export async function claimItems(
  db: Db,
  personId: string,
  itemIds: readonly string[],
  now: Date,
): Promise<string[]> {
  const rows = await db.$queryRaw<{ item_id: string }[]>`
    INSERT INTO mailed_item (person_id, item_id, at)
    SELECT ${personId}, item_id, ${now} FROM unnest(${[...itemIds]}::text[]) AS item_id
    ON CONFLICT DO NOTHING
    RETURNING item_id`;
  return rows.map(({ item_id }) => item_id);
}

export async function releaseItems(
  db: Db,
  personId: string,
  itemIds: readonly string[],
): Promise<void> {
  await db.mailedItem.deleteMany({ where: { personId, itemId: { in: [...itemIds] } } });
}

/**
 * What waits no more is forgotten: when it comes again, it is told of again.
 *
 * @param asOf when `waiting` was read; what was told since then stays told
 */
export async function forgetGone(
  db: Db,
  personId: string,
  waiting: readonly string[],
  asOf: Date,
): Promise<void> {
  await db.mailedItem.deleteMany({
    where: { personId, itemId: { notIn: [...waiting] }, at: { lt: asOf } },
  });
}

export async function mailedItems(db: Db, personId: string): Promise<Set<string>> {
  const rows = await db.mailedItem.findMany({ where: { personId }, select: { itemId: true } });
  return new Set(rows.map(({ itemId }) => itemId));
}

/** @returns refusals one after the other, this one counted. */
export async function countRefusal(db: Db, personId: string): Promise<number> {
  const { failures } = await db.mailRecipient.update({
    where: { personId },
    data: { failures: { increment: 1 } },
    select: { failures: true },
  });
  return failures;
}

export async function waitUntil(db: Db, personId: string, notBefore: Date): Promise<void> {
  await db.mailRecipient.update({ where: { personId }, data: { notBefore } });
}

export async function clearRefusals(db: Db, personId: string): Promise<void> {
  await db.mailRecipient.updateMany({
    where: { personId, failures: { gt: 0 } },
    data: { failures: 0, notBefore: null },
  });
}

export async function kindsOff(db: Db, personId: string): Promise<Set<string>> {
  const rows = await db.mailPreference.findMany({
    where: { personId, off: true },
    select: { kind: true },
  });
  return new Set(rows.map(({ kind }) => kind));
}

/** @returns the kinds that were otherwise until now. */
export async function switchKinds(
  tx: Tx,
  personId: string,
  kinds: readonly InboxKind[],
  off: boolean,
): Promise<string[]> {
  const rows = off
    ? await tx.$queryRaw<{ kind: string }[]>`
        INSERT INTO mail_preference (person_id, kind, off)
        SELECT ${personId}, kind, true FROM unnest(${[...kinds]}::text[]) AS kind
        ON CONFLICT (person_id, kind) DO UPDATE SET off = true WHERE NOT mail_preference.off
        RETURNING kind`
    : await tx.$queryRaw<{ kind: string }[]>`
        UPDATE mail_preference SET off = false
        WHERE person_id = ${personId} AND kind = ANY(${[...kinds]}::text[]) AND off
        RETURNING kind`;
  return rows.map(({ kind }) => kind);
}

export async function personExists(db: Db, personId: string): Promise<boolean> {
  return (await db.person.findUnique({ where: { id: personId }, select: { id: true } })) !== null;
}
