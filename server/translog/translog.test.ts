import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  consistencyProof,
  inclusionProof,
  merkleRoot,
  verifyConsistency,
  verifyInclusion,
} from '@/core/attest/merkle';
import { openCheckpoint } from '@/core/attest/checkpoint';
import { utf8 } from '@/core/snapshot/bytes';
import { leafHash, NO_SALT, sha256Hex } from '@/core/snapshot/hash';
import { inTransaction } from '@/server/platform/database';
import { createTestDatabase, type TestDatabase } from '@/server/test/database';
import { append } from './append';
import { signNewestHead } from './checkpoint';
import { ownKey } from './ownKey';
import { completeSubtrees, consistencyRanges, inclusionRanges } from './ranges';
import { proveConsistency, proveInclusion } from './proofs';
import { newestHead } from './repo';
import { consistencyPath, inclusionPath, rootAt } from './tree';

const SEED = 20_261_123;
const SIGNING_KEY = '7c'.repeat(32);
const hashOf = (index: number) => leafHash(NO_SALT, utf8(`leaf ${index}`));

let store: TestDatabase;
let deps: Parameters<typeof signNewestHead>[0];

beforeAll(async () => {
  store = await createTestDatabase();
  deps = {
    database: store.database,
    env: { publicUrl: 'http://log.example:3000' } as never,
    secrets: { authSecret: '', signingKey: SIGNING_KEY },
    now: () => new Date(),
  };
});
afterAll(() => store.drop());

const statement = (index: number) => sha256Hex(utf8(`statement ${index}`));
const appendOne = (index: number) =>
  inTransaction(store.database.prisma, (tx) => append(tx, statement(index), null));

describe('the ranges of roots and proofs', () => {
  it('give the proofs of RFC 6962 for any size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 130 }), fc.nat(), fc.nat(), (size, a, b) => {
        const leaves = Array.from({ length: size }, (_, index) => hashOf(index));
        const hash = ({ from, to }: { from: number; to: number }) =>
          merkleRoot(leaves.slice(from, to));
        const index = a % size;
        const oldSize = b % (size + 1);
        expect(inclusionRanges(index, size).map(hash)).toEqual(inclusionProof(leaves, index));
        expect(consistencyRanges(oldSize, size).map(hash)).toEqual(
          consistencyProof(leaves, oldSize),
        );
        const ranges = [...inclusionRanges(index, size), ...consistencyRanges(oldSize, size)];
        for (const range of ranges)
          for (const { level, index: at } of completeSubtrees(range)) {
            expect(Number.isInteger(at)).toBe(true);
            expect((at + 1) * 2 ** level).toBeLessThanOrEqual(range.to);
          }
      }),
      { seed: SEED, numRuns: 400 },
    );
  });
});

describe('the log in the database', () => {
  it('signs the empty tree first', async () => {
    const head = await signNewestHead(deps);
    expect(head.size).toBe(0);
    expect(head.note).toMatch(
      /^log\.example:3000\n0\n47DEQpj8HBSa\+\/TImW\+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n— /,
    );
  });

  it('gives gap-free indices to appenders that come at once, and proofs that verify', async () => {
    const total = 300;
    const indices = await Promise.all(Array.from({ length: total }, (_, at) => appendOne(at)));
    expect([...indices].sort((a, b) => a - b)).toEqual(
      Array.from({ length: total }, (_, at) => at),
    );

    const rows = await store.database.prisma.logLeaf.findMany({ orderBy: { index: 'asc' } });
    const leaves = rows.map((row) => leafHash(NO_SALT, row.bytes));
    const { prisma } = store.database;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: total }),
        fc.nat(),
        fc.nat(),
        async (size, a, b) => {
          const root = await rootAt(prisma, size);
          expect(root).toEqual(merkleRoot(leaves.slice(0, size)));
          const index = a % size;
          const path = await inclusionPath(prisma, index, size);
          expect(verifyInclusion(leaves[index] as Uint8Array, index, size, path, root)).toBe(true);
          const oldSize = b % (size + 1);
          const proof = await consistencyPath(prisma, oldSize, size);
          const oldRoot = await rootAt(prisma, oldSize);
          expect(verifyConsistency(oldSize, size, proof, oldRoot, root)).toBe(true);
        },
      ),
      { seed: SEED, numRuns: 60 },
    );
  });

  it('leaves no trace of an act that was rolled back', async () => {
    const before = await store.database.prisma.logLeaf.count();
    await expect(
      inTransaction(store.database.prisma, async (tx) => {
        await append(tx, statement(9_999), null);
        throw new Error('the act failed');
      }),
    ).rejects.toThrow('the act failed');
    expect(await store.database.prisma.logLeaf.count()).toBe(before);
    expect(await appendOne(before)).toBe(before);
  });

  it('signs one head over what is committed, which the instance key verifies', async () => {
    const [head, same] = await Promise.all([signNewestHead(deps), signNewestHead(deps)]);
    expect(same).toEqual(head);
    const opened = openCheckpoint(head.note, ownKey(deps));
    expect(opened).toEqual({
      origin: 'log.example:3000',
      size: head.size,
      root: await rootAt(store.database.prisma, head.size),
    });
  });

  it('proves under the newest head, and says so where a leaf is not covered yet', async () => {
    const index = await appendOne(1_000);
    await expect(proveInclusion(store.database.prisma, [index])).rejects.toMatchObject({
      code: 'unavailable',
    });
    await signNewestHead(deps);
    const { head, proofs } = await proveInclusion(store.database.prisma, [0, index]);
    for (const proof of proofs)
      expect(
        verifyInclusion(
          leafHash(NO_SALT, proof.leaf),
          proof.index,
          proof.size,
          proof.path,
          head.root,
        ),
      ).toBe(true);
    const { path } = await proveConsistency(store.database.prisma, 0);
    expect(path).toEqual([]);
    await expect(proveConsistency(store.database.prisma, head.size + 1)).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it.each(['log_leaf', 'log_node', 'log_checkpoint', 'statement'])(
    'refuses to change, delete or empty %s',
    async (table) => {
      const { pool } = store.database;
      if (table === 'statement')
        await pool.query(
          `INSERT INTO statement (id, predicate_type, payload, sha256, assertions, counter_signature, log_index)
           VALUES ('s', 'p', '', 'x', '[]', '', 0)`,
        );
      const column =
        table === 'statement' ? 'predicate_type' : table === 'log_node' ? 'hash' : 'at';
      await expect(pool.query(`UPDATE ${table} SET ${column} = ${column}`)).rejects.toThrow(
        'append only',
      );
      await expect(pool.query(`DELETE FROM ${table}`)).rejects.toThrow('append only');
      await expect(pool.query(`TRUNCATE ${table}`)).rejects.toThrow('append only');
    },
  );

  it('refuses to sign a log that was changed under its triggers', async () => {
    const { pool, prisma } = store.database;
    const last = await newestHead(prisma);
    await appendOne(2_000);
    await pool.query('ALTER TABLE log_leaf DISABLE TRIGGER ALL');
    await pool.query(`UPDATE log_leaf SET bytes = 'forged' WHERE index = $1`, [last?.size]);
    await expect(signNewestHead(deps)).rejects.toThrow('do not fit their bytes');
    await pool.query('DELETE FROM log_leaf WHERE index >= $1', [(last?.size ?? 0) - 1]);
    await expect(signNewestHead(deps)).rejects.toThrow('is signed');
    expect(await newestHead(prisma)).toEqual(last);
  });
});
