import { readFile, writeFile } from 'node:fs/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepCase } from '@/server/collab/upkeep';
import { openDatabase } from '@/server/platform/database';
import { createLogger } from '@/server/platform/logger';
import { cloneDatabase } from '@/server/test/database';
import {
  blobFile,
  flipped,
  installationOf,
  savedWorld,
  wrongIn,
  type SavedWorld,
} from '@/server/test/installations';

let saved: SavedWorld;
beforeAll(async () => {
  saved = await savedWorld();
}, 120_000);
afterAll(() => saved.close());

interface Tampering {
  /** Run past the triggers, as somebody with the database's password would. */
  sql: string;
  names: RegExp;
}

const FLIP = (column: string, at: number) =>
  `${column} = set_byte(${column}, ${at}, get_byte(${column}, ${at}) # 1)`;

const TAMPERINGS: Record<string, Tampering> = {
  'a record of a release': {
    sql: `UPDATE release SET ${FLIP('records', 400)}`,
    names: /^releases: .+ r1 candidate 1/,
  },
  'the manifest of a release': {
    sql: `UPDATE release SET manifest = convert_to(replace(convert_from(manifest, 'UTF8'), '"number":1', '"number":2'), 'UTF8')`,
    names: /^releases: .+ its manifest has the digest/,
  },
  'the secret of a release': {
    sql: `UPDATE release SET ${FLIP('secret', 0)}`,
    names: /^releases: .+ its secret does not make its salts/,
  },
  'the window in the row of a release': {
    sql: `UPDATE release SET window_until = '2099-12-31'`,
    names: /^releases: .+ something else than its manifest/,
  },
  'a view': {
    sql: `UPDATE release_view SET ${FLIP('html', 10)}`,
    names: /^releases: .+ readable page/,
  },
  'the pin of evidence': {
    sql: `UPDATE release_evidence SET sha256 = repeat('0', 64)`,
    names: /^releases: .+ is not the one it pins/,
  },
  'a log leaf': {
    sql: `UPDATE log_leaf SET ${FLIP('bytes', 30)} WHERE index = 2`,
    names: /^log: Leaf 2: its bytes do not have its hash/,
  },
  'a log leaf with its hash': {
    sql: `UPDATE log_leaf SET bytes = other.bytes, leaf_hash = other.leaf_hash
          FROM log_leaf other WHERE log_leaf.index = 2 AND other.index = 3`,
    names: /^log: Head \d+: the leaves do not give the root that was signed/,
  },
  'a node of the log': {
    sql: `UPDATE log_node SET ${FLIP('hash', 5)} WHERE level = 1 AND index = 0`,
    names: /^log: Node 1\/0 is not the hash/,
  },
  'the newest leaf, taken away': {
    sql: `DELETE FROM log_leaf WHERE index = (SELECT max(index) FROM log_leaf)`,
    names: /^log: A head of \d+ leaves is signed; \d+ are there/,
  },
  'a signed head': {
    sql: `UPDATE log_checkpoint SET note = replace(note, E'\\n2\\n', E'\\n3\\n') WHERE size = 2`,
    names: /^log: Head 2: /,
  },
  'a statement': {
    sql: `UPDATE statement SET ${FLIP('payload', 60)} WHERE log_index = 1`,
    names: /^statements: Statement .+ \(log 1\)/,
  },
  'a counter-signature': {
    sql: `UPDATE statement SET counter_signature = (SELECT counter_signature FROM statement WHERE log_index = 0)
          WHERE log_index = 1`,
    names: /^statements: .+ \(log 1\): The counter-signature/,
  },
  'the assertion of a person': {
    sql: `UPDATE statement SET assertions = (SELECT assertions FROM statement WHERE log_index = 0)
          WHERE log_index = 3`,
    names: /^statements: .+ \(log 3\)/,
  },
  'the words of a decision': {
    sql: `UPDATE statement SET prose = '[]' || jsonb_build_array(jsonb_build_object(
            'salt', 'AAAAAAAAAAAAAAAAAAAAAA==', 'bytes', encode('{"field":"reasons","text":"x"}', 'base64')))
          WHERE predicate_type LIKE '%signoff%'`,
    names: /^statements: .+ does not carry the words/,
  },
  'an audit event': {
    sql: `UPDATE audit_event SET actor_id = 'somebody else' WHERE id = (SELECT min(id) + 3 FROM audit_event)`,
    names: /^audit trail: Event \d+ is not what was chained at link/,
  },
  'an audit event, taken away': {
    sql: `DELETE FROM audit_event WHERE id = (SELECT min(id) + 3 FROM audit_event)`,
    names: /^audit trail: The event of link \d+ is missing/,
  },
  'a link of the audit chain, taken away': {
    sql: `DELETE FROM audit_link WHERE seq = 3`,
    names: /^audit trail: Link 3 is missing/,
  },
  'an update of a case, taken away': {
    sql: `DELETE FROM case_update WHERE seq = 2`,
    names: /^update log: Case .+: its log ends at 1, the case at 2/,
  },
  'an update of a case': {
    sql: `UPDATE case_update SET ${FLIP('entries', 0)} WHERE seq = 1`,
    names: /^update log: Case .+: update 1 can't be read/,
  },
  'a merged state of a case': {
    sql: `INSERT INTO case_snapshot SELECT case_id, 'structure', seq, decode('0000', 'hex')
          FROM case_update WHERE seq = 2`,
    names: /^derived states: Case .+: the merged state of structure is not what its log tells/,
  },
  'a contribution, taken away': {
    sql: `DELETE FROM contribution`,
    names: /^derived states: Case .+ contributed to .+; no record/,
  },
  'where the log of a case begins': {
    sql: `UPDATE safety_case SET thinned_seq = 1 WHERE head_seq > 1`,
    names: /^derived states: Case .+: Update 1 of case .+ is missing/,
  },
};

describe('the verification names', () => {
  it.each(Object.entries(TAMPERINGS))('%s', async (_what, { sql, names }) => {
    const copy = await cloneDatabase(saved.restored.databaseUrl);
    const client = new pg.Client({ connectionString: copy.url });
    await client.connect();
    await client.query('SET session_replication_role = replica');
    const { rowCount } = await client.query(sql);
    await client.end();
    expect(rowCount).toBeGreaterThan(0);
    const found = await wrongIn({ ...saved.restored, databaseUrl: copy.url });
    await copy.drop();
    expect(
      found.some((line) => names.test(line)),
      found.join('\n'),
    ).toBe(true);
  });

  it('nothing where old acts were deleted', async () => {
    const copy = await cloneDatabase(saved.restored.databaseUrl);
    const database = openDatabase(copy.url);
    const { id: caseId } = await database.prisma.safetyCase.findFirstOrThrow({
      where: { headSeq: { gt: 1 } },
    });
    const log = createLogger('silent');
    const now = (): Date => new Date(Date.now() + 90 * 86_400_000);
    const upkept = await keepCase({ database, log, now, env: { historyDays: 30 } }, caseId);
    expect(upkept).toMatchObject({ repaired: false, damaged: false });
    expect(upkept.deleted).toBeGreaterThan(0);
    await database.close();
    expect(await wrongIn({ ...saved.restored, databaseUrl: copy.url })).toEqual([]);
    await copy.drop();
  });

  it('a byte of evidence', async () => {
    const [blob] = saved.index.blobs;
    const path = blobFile(saved.world.deps.env.blobStore, blob?.sha256 ?? '');
    const good = await readFile(path);
    await writeFile(path, flipped(good, 7));
    const found = await wrongIn(installationOf(saved.world));
    await writeFile(path, good);
    expect(found).toEqual([
      expect.stringMatching(/^evidence: The bytes stored as [0-9a-f]{64} have/),
    ]);
  });

  it('leaves that a checkpoint kept outside covers and that are gone', async () => {
    const { note } = await saved.world.db.logCheckpoint.findFirstOrThrow({
      orderBy: { size: 'desc' },
    });
    const earlier = await saved.world.db.logCheckpoint.findFirstOrThrow({ where: { size: 2 } });
    expect(await wrongIn(saved.restored, note)).toEqual([]);
    expect(await wrongIn(saved.restored, earlier.note)).toEqual([]);
    const longer = await cloneDatabase(saved.restored.databaseUrl);
    const client = new pg.Client({ connectionString: longer.url });
    await client.connect();
    await client.query('SET session_replication_role = replica');
    await client.query(`DELETE FROM statement WHERE log_index = (SELECT max(index) FROM log_leaf)`);
    await client.query(`DELETE FROM log_checkpoint WHERE size > (SELECT max(index) FROM log_leaf)`);
    await client.query(`DELETE FROM log_leaf WHERE index = (SELECT max(index) FROM log_leaf)`);
    await client.end();
    const found = await wrongIn({ ...saved.restored, databaseUrl: longer.url }, note);
    await longer.drop();
    expect(found.join('\n')).toMatch(/kept checkpoint: \d+ leaves were signed for; \d+ are there/);
  });
});
