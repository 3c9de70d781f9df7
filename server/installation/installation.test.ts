import { existsSync } from 'node:fs';
import { readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/core/argument/ids';
import { utf8 } from '@/core/snapshot/bytes';
import { sha256Hex } from '@/core/snapshot/hash';
import { cloneDatabase, createEmptyDatabase } from '@/server/test/database';
import { installationOf, Places, settleWorld } from '@/server/test/installations';
import { ReleaseStory } from '@/server/test/releaseStory';
import { World } from '@/server/test/world';
import type { ArchiveIndex } from './archiveIndex';
import { checkArchive, entriesOf } from './archiveReader';
import { ArchiveWriter } from './archiveWriter';
import { backUp } from './backup';
import type { Installation } from './installation';
import { migrationsOf } from './migrations';
import { restore } from './restore';
import { verifyInstallation } from './verify/verify';

const NOW = new Date('2027-03-02T00:00:00Z');
/** Received, and not yet examined. */
const WAITING = utf8('waits to be examined');

let world: World;
let places: Places;
let story: ReleaseStory;
let file: string;
let index: ArchiveIndex;
/** The backup, restored into a database that nobody is connected to. */
let restored: { url: string; drop(): Promise<void> };
let restoredTo: Installation;

beforeAll(async () => {
  world = await World.open();
  places = await Places.open();
  story = await ReleaseStory.open(world);
  const { releaseId } = await story.publish();
  await story.officer.sign('release.suspend', { releaseId, reason: 'A reading was wrong.' });
  await story.edit((doc) => doc.getMap('facts').set('note', 'after the release'));
  await receiveUpload();
  await settleWorld(world);
  file = places.file('whole.casewright-backup');
  index = await backUp(installationOf(world), file, { passphrase: undefined, now: NOW });
  restored = await createEmptyDatabase();
  ({ installation: restoredTo } = await restore(places.next(restored.url), file));
}, 120_000);

afterAll(async () => {
  await restored.drop();
  await world.close();
  await places.close();
});

/** An upload that was acknowledged and whose job nobody has done. */
async function receiveUpload(): Promise<void> {
  const key = newId();
  await world.deps.blobs.stage(key, Readable.from([WAITING]), 1_000);
  await world.db.evidenceVersion.create({
    data: {
      id: newId(),
      artifactId: story.artefactId,
      number: 2,
      state: 'scanning',
      fileName: 'waits.txt',
      size: BigInt(WAITING.length),
      sha256: sha256Hex(WAITING),
      stagingKey: key,
      uploadedBy: story.author.id,
    },
  });
}

/** Every row of a database, table by table, in an order of their own. */
async function everything(url: string): Promise<Record<string, unknown[]>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const rows: Record<string, unknown[]> = {};
  for (const { name } of index.tables) {
    const found = await client.query(`SELECT t::text AS row FROM "${name}" t ORDER BY 1`);
    rows[name] = found.rows;
  }
  await client.end();
  return rows;
}

const wrong = async (installation: Installation, known: string | null = null): Promise<string[]> =>
  (await verifyInstallation(installation, known)).lines
    .filter(({ result }) => result === 'false')
    .map(({ check, detail }) => `${check}: ${detail}`);

describe('a backup', () => {
  it('restored elsewhere is the same, row by row, and everything in it verifies', async () => {
    const report = await verifyInstallation(restoredTo);
    expect(report.lines.filter(({ result }) => result !== 'ok')).toEqual([]);
    expect(report.outcome).toBe('valid');
    expect(await everything(restored.url)).toEqual(await everything(world.deps.database.url));
    const rows = Object.fromEntries(index.tables.map((table) => [table.name, table.rows]));
    for (const table of ['release', 'statement', 'log_leaf', 'audit_link', 'case_update'])
      expect(rows[table], table).toBeGreaterThan(0);
  });

  it('brings evidence, uploads that wait, keys and sequences along', async () => {
    expect(index.blobs.map(({ state }) => state)).toEqual(['whole']);
    const [staged] = index.staged;
    const open = await restoredTo.blobs.openStaged(staged?.key ?? '');
    expect(Buffer.concat(await (open?.bytes.toArray() ?? []))).toEqual(Buffer.from(WAITING));
    expect(restoredTo.secrets).toEqual(world.deps.secrets);
    const copy = await cloneDatabase(restored.url);
    const client = new pg.Client({ connectionString: copy.url });
    await client.connect();
    const { rows } = await client.query(
      `INSERT INTO audit_event (type, data) VALUES ('test', '{}') RETURNING id,
       (SELECT max(id) FROM audit_event) AS last`,
    );
    await client.end();
    await copy.drop();
    expect(BigInt(rows[0].id)).toBe(BigInt(rows[0].last) + 1n);
  });

  it('checked from one end to the other is the one that was made', async () => {
    expect(await checkArchive(file)).toEqual(index);
  });

  it('is readable by its owner alone, and never written over another', async () => {
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const again = backUp(installationOf(world), file, { passphrase: undefined, now: NOW });
    await expect(again).rejects.toThrow(/exists already/);
  });

  it('seals the keys under a passphrase, without which nothing is restored', async () => {
    const sealed = places.file('sealed');
    await backUp(installationOf(world), sealed, { passphrase: 'tall lanterns', now: NOW });
    expect((await readFile(sealed)).includes(world.deps.secrets.signingKey)).toBe(false);
    for (const [passphrase, words] of [
      [{}, /set BACKUP_PASSPHRASE/],
      [{ BACKUP_PASSPHRASE: 'another phrase' }, /does not open/],
    ] as const) {
      const env = places.next(undefined, passphrase);
      await expect(restore(env, sealed)).rejects.toThrow(words);
      expect(existsSync(env.dataDir)).toBe(false);
    }
    const empty = await createEmptyDatabase();
    const env = places.next(empty.url, { BACKUP_PASSPHRASE: 'tall lanterns' });
    const { installation } = await restore(env, sealed);
    expect(installation.secrets).toEqual(world.deps.secrets);
    await empty.drop();
  });

  it('that is cut short or damaged anywhere is refused, and nothing is restored', async () => {
    const whole = await readFile(file);
    const empty = await createEmptyDatabase();
    const bad = places.file('bad');
    const refused = async (bytes: Uint8Array, what: string): Promise<void> => {
      await writeFile(bad, bytes);
      const env = places.next(empty.url);
      await expect(restore(env, bad), what).rejects.toMatchObject({ name: 'ArchiveRefused' });
      expect(existsSync(env.dataDir), what).toBe(false);
    };
    for (const length of [0, 100, 512, whole.length >> 1, whole.length - 1_024, whole.length - 1])
      await refused(whole.subarray(0, length), `cut to ${length}`);
    await refused(Buffer.concat([whole, Buffer.alloc(512)]), 'longer');
    // Each entry begins with its name; its content starts a block later.
    for (const name of [...index.tables.filter(({ rows }) => rows > 0).map(pieceOf), 'index.json'])
      await refused(flipped(whole, whole.indexOf(name) + 512 + 5), name);
    expect(await tablesIn(empty.url)).toBe(0);
    await empty.drop();
  });

  it('leaves nothing when the disk is full', async () => {
    // Opens, and takes not one byte.
    const full = '/dev/full';
    const path = places.file('full');
    await symlink(full, `${path}.unfinished`);
    const writer = await ArchiveWriter.create(path);
    const rows = Readable.from([Buffer.alloc(9_000_000, 'x'), Buffer.alloc(9_000_000, 'y')]);
    await expect(writer.addRows('t', rows).then(() => writer.finish(index))).rejects.toThrow(
      /ENOSPC/,
    );
    await writer.abandon();
    expect(existsSync(path)).toBe(false);
    expect(existsSync(`${path}.unfinished`)).toBe(false);
  });

  it('says which evidence was damaged or gone, and saves the rest', async () => {
    const [blob] = index.blobs;
    const path = blobFile(world.deps.env.blobStore, blob?.sha256 ?? '');
    const good = await readFile(path);
    await writeFile(path, flipped(good, 3));
    const damaged = places.file('damaged');
    const found = await backUp(installationOf(world), damaged, { passphrase: undefined, now: NOW });
    expect(found.blobs).toMatchObject([{ state: 'damaged' }]);
    await rm(path);
    const without = places.file('without');
    const less = await backUp(installationOf(world), without, { passphrase: undefined, now: NOW });
    expect(less.missing).toEqual([blob?.sha256]);
    await writeFile(path, good);
    const empty = await createEmptyDatabase();
    const { installation } = await restore(places.next(empty.url), damaged);
    expect(await wrong(installation)).toEqual([
      `evidence: The bytes of ${blob?.sha256} are not in the store.`,
    ]);
    await empty.drop();
  });
});

describe('a restore', () => {
  it('is refused where anything is', async () => {
    const env = places.next(restored.url);
    await expect(restore(env, file)).rejects.toThrow(/database is not empty: it holds public\./);
    expect(existsSync(`${env.dataDir}/signing.key`)).toBe(false);
    const empty = await createEmptyDatabase();
    const taken = { ...places.next(empty.url), dataDir: places.folder };
    await expect(restore(taken, file)).rejects.toThrow(/is not empty/);
    expect(existsSync(file)).toBe(true);
    await empty.drop();
  });

  it('is refused under another key than the log began with', async () => {
    const env = places.next(undefined, { SIGNING_KEY: '22'.repeat(32) });
    await expect(restore(env, file)).rejects.toThrow(/SIGNING_KEY is not the one of this backup/);
  });

  it('of a newer version is refused', async () => {
    const newer = [...index.migrations, { name: '29990101000000_later', checksum: 'f'.repeat(64) }];
    await expect(migrationsOf(newer, '9.9.9')).rejects.toThrow(/9\.9\.9 with the migration 2999/);
  });

  it('that fails on its way leaves the place as it was', async () => {
    const last = index.tables.findLast(({ rows }) => rows > 0);
    const tables = index.tables.map((table) =>
      table === last ? { ...table, rows: table.rows + 1 } : table,
    );
    const odd = places.file('odd');
    await rewritten(odd, { ...index, tables });
    const empty = await createEmptyDatabase();
    const env = places.next(empty.url);
    await expect(restore(env, odd)).rejects.toThrow(
      new RegExp(`rows of ${last?.name} were loaded; the backup says`),
    );
    expect(await readdir(env.dataDir)).toEqual([]);
    expect(await tablesIn(empty.url)).toBe(0);
    // And so the same place takes the next.
    await restore(env, file);
    expect(await tablesIn(empty.url)).toBeGreaterThan(40);
    await empty.drop();
  });
});

/** The entries of the backup under another index. */
async function rewritten(to: string, changed: ArchiveIndex): Promise<void> {
  const writer = await ArchiveWriter.create(to);
  for await (const { name, size, bytes } of entriesOf(file)) {
    const content = await Readable.from(bytes).toArray();
    if (name.includes('/')) await writer.addStream(name, size, Readable.from(content));
  }
  await writer.finish(changed);
}

async function tablesIn(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'`,
  );
  await client.end();
  return rows[0]?.count ?? 0;
}

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
};

describe('the verification names', () => {
  it.each(Object.entries(TAMPERINGS))('%s', async (_what, { sql, names }) => {
    const copy = await cloneDatabase(restored.url);
    const client = new pg.Client({ connectionString: copy.url });
    await client.connect();
    await client.query('SET session_replication_role = replica');
    const { rowCount } = await client.query(sql);
    await client.end();
    expect(rowCount).toBeGreaterThan(0);
    const found = await wrong({ ...restoredTo, databaseUrl: copy.url });
    await copy.drop();
    expect(
      found.some((line) => names.test(line)),
      found.join('\n'),
    ).toBe(true);
  });

  it('a byte of evidence', async () => {
    const [blob] = index.blobs;
    const path = blobFile(world.deps.env.blobStore, blob?.sha256 ?? '');
    const good = await readFile(path);
    await writeFile(path, flipped(good, 7));
    const found = await wrong(installationOf(world));
    await writeFile(path, good);
    expect(found).toEqual([
      expect.stringMatching(/^evidence: The bytes stored as [0-9a-f]{64} have/),
    ]);
  });

  it('leaves that a checkpoint kept outside covers and that are gone', async () => {
    const { note } = await world.db.logCheckpoint.findFirstOrThrow({ orderBy: { size: 'desc' } });
    const earlier = await world.db.logCheckpoint.findFirstOrThrow({ where: { size: 2 } });
    expect(await wrong(restoredTo, note)).toEqual([]);
    expect(await wrong(restoredTo, earlier.note)).toEqual([]);
    const longer = await cloneDatabase(restored.url);
    const client = new pg.Client({ connectionString: longer.url });
    await client.connect();
    await client.query('SET session_replication_role = replica');
    await client.query(`DELETE FROM statement WHERE log_index = (SELECT max(index) FROM log_leaf)`);
    await client.query(`DELETE FROM log_checkpoint WHERE size > (SELECT max(index) FROM log_leaf)`);
    await client.query(`DELETE FROM log_leaf WHERE index = (SELECT max(index) FROM log_leaf)`);
    await client.end();
    const found = await wrong({ ...restoredTo, databaseUrl: longer.url }, note);
    await longer.drop();
    expect(found.join('\n')).toMatch(/kept checkpoint: \d+ leaves were signed for; \d+ are there/);
  });
});

function flipped(bytes: Uint8Array, at: number): Buffer {
  const changed = Buffer.from(bytes);
  changed[at] = (changed[at] ?? 0) ^ 1;
  return changed;
}

function pieceOf({ name }: { name: string }): string {
  return `tables/${name}/000001.copy.zst`;
}

function blobFile(root: string, sha256: string): string {
  return `${root}/sha256/${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`;
}
