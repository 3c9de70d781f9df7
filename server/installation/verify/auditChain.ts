import { auditLinkHash } from '@/server/audit/chain';
import { equalBytes } from '@/core/snapshot/bytes';
import { Problems, type Checked } from './check';

interface LinkRow {
  seq: string;
  hash: Uint8Array;
  event: Record<string, unknown> | null;
}

const BATCH = 1_000;

const LINKS = `
SELECT l.seq::text AS seq, l.hash, e.id::text AS id, e.at, e.actor_id, e.session_id, e.type,
       e.org_id, e.case_id, e.release_id, e.data, e.id IS NOT NULL AS there
FROM audit_link l LEFT JOIN audit_event e ON e.id = l.event_id
WHERE l.seq > $1::bigint ORDER BY l.seq LIMIT ${BATCH}`;

/** The hash chain over the audit events, from its first link. */
export async function checkAuditChain({ client, lines }: Checked): Promise<void> {
  const problems = new Problems(lines, 'audit trail');
  let previous: Uint8Array = new Uint8Array(32);
  let last = 0n;
  for (;;) {
    const links = await readLinks(client, last);
    for (const { seq, hash, event } of links) {
      if (BigInt(seq) !== last + 1n) problems.add(`Link ${last + 1n} is missing.`);
      last = BigInt(seq);
      const stored = new Uint8Array(hash);
      if (event === null) problems.add(`The event of link ${seq} is missing.`);
      else if (!equalBytes(new Uint8Array(auditLinkHash(previous, event)), stored))
        problems.add(`Event ${String(event['id'])} is not what was chained at link ${seq}.`);
      // Goes on from what is stored, so that one change is named once.
      previous = stored;
    }
    if (links.length < BATCH) break;
  }
  const { rows } = await client.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM audit_event e
     LEFT JOIN audit_link l ON l.event_id = e.id WHERE l.event_id IS NULL`,
  );
  const unchained = rows[0]?.count ?? 0;
  problems.end(`${last} events in one chain`);
  if (unchained > 0) lines.open('audit tail', `${unchained} events are not in the chain yet.`);
}

async function readLinks(client: Checked['client'], after: bigint): Promise<LinkRow[]> {
  const { rows } = await client.query<
    Record<string, unknown> & { seq: string; hash: Uint8Array; there: boolean }
  >(LINKS, [after.toString()]);
  // The rest are the columns of the event, as they were chained.
  return rows.map(({ seq, hash, there, ...event }) => ({ seq, hash, event: there ? event : null }));
}
