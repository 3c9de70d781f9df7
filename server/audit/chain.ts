import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Database } from '@/server/platform/database';

/** Chosen once: one chaining process at a time, whatever the number of instances. */
const CHAIN_LOCK = 7_274_617;
const BATCH = 500;

/**
 * Extends the hash chain over audit events that have none yet: hash = SHA-256(previous hash ‖
 * canonical event). Run every second by one job, so that the mutation itself never waits for it.
 *
 * @returns how many events were chained.
 */
export async function chainAuditEvents(database: Database): Promise<number> {
  return database.prisma.$transaction(async (tx) => {
    const [lock] = await tx.$queryRaw<{ held: boolean }[]>`
      SELECT pg_try_advisory_xact_lock(${CHAIN_LOCK}) AS held`;
    if (!lock?.held) return 0;
    const last = await tx.auditLink.findFirst({ orderBy: { seq: 'desc' } });
    const events = await tx.$queryRaw<Record<string, unknown>[]>`
      SELECT e.id::text AS id, e.at, e.actor_id, e.session_id, e.type, e.org_id, e.case_id,
             e.release_id, e.data
      FROM audit_event e LEFT JOIN audit_link l ON l.event_id = e.id
      WHERE l.event_id IS NULL ORDER BY e.id LIMIT ${BATCH}`;
    let hash: Uint8Array = last?.hash ?? new Uint8Array(32);
    let seq = last?.seq ?? 0n;
    for (const event of events) {
      hash = auditLinkHash(hash, event);
      seq += 1n;
      await tx.auditLink.create({
        data: { seq, eventId: BigInt(String(event['id'])), hash: new Uint8Array(hash) },
      });
    }
    return events.length;
  });
}

/** One link of the chain. Times are RFC 3339 UTC with milliseconds. */
export function auditLinkHash(previous: Uint8Array, event: Record<string, unknown>): Uint8Array {
  const at = event['at'];
  const bytes = canonicalize({ ...event, at: at instanceof Date ? at.toISOString() : at });
  if (bytes === undefined) throw new Error('An audit event has no canonical form.');
  return createHash('sha256').update(previous).update(bytes, 'utf8').digest();
}
