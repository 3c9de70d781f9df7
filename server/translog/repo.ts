import type { Db, Tx } from '@/server/platform/database';
import { LogInconsistent } from './inconsistent';
import type { NodePlace } from './ranges';

/** Chosen once: appenders take turns, so that indices have no gaps. Held until commit. */
const APPEND_LOCK = 7_274_618;
/** Chosen once: one signer of heads at a time, whatever the number of processes. */
const SIGN_LOCK = 7_274_619;

export async function lockForAppend(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${APPEND_LOCK})`;
}

export async function lockForSigning(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${SIGN_LOCK})`;
}

/** How many leaves this transaction sees. */
export async function countLeaves(db: Db): Promise<number> {
  const last = await db.logLeaf.findFirst({ orderBy: { index: 'desc' }, select: { index: true } });
  return last === null ? 0 : last.index + 1;
}

export async function insertLeaf(
  tx: Tx,
  leaf: { index: number; bytes: Uint8Array; leafHash: Uint8Array },
): Promise<void> {
  await tx.logLeaf.create({
    data: {
      index: leaf.index,
      bytes: new Uint8Array(leaf.bytes),
      leafHash: new Uint8Array(leaf.leafHash),
    },
  });
}

export async function insertNodes(
  tx: Tx,
  nodes: readonly (NodePlace & { hash: Uint8Array })[],
): Promise<void> {
  if (nodes.length === 0) return;
  await tx.logNode.createMany({
    data: nodes.map(({ level, index, hash }) => ({ level, index, hash: new Uint8Array(hash) })),
  });
}

/** Leaves from `from` up to and without `to`, in order. */
export function readLeaves(
  db: Db,
  from: number,
  to: number,
): Promise<{ index: number; bytes: Uint8Array; leafHash: Uint8Array }[]> {
  return db.logLeaf.findMany({
    where: { index: { gte: from, lt: to } },
    orderBy: { index: 'asc' },
    select: { index: true, bytes: true, leafHash: true },
  });
}

/**
 * Stored hashes of complete subtrees, in the order asked for. Level 0 are the leaves.
 *
 * @throws LogInconsistent when one is not there, though its leaves are.
 */
export async function readNodes(db: Db, places: readonly NodePlace[]): Promise<Uint8Array[]> {
  const levels = places.map((place) => place.level);
  const indices = places.map((place) => place.index);
  const rows = await db.$queryRaw<{ level: number; index: number; hash: Uint8Array }[]>`
    WITH wanted AS (SELECT * FROM unnest(${levels}::int[], ${indices}::int[]) AS w(level, index))
    SELECT w.level, w.index, n.hash FROM wanted w
      JOIN log_node n ON n.level = w.level AND n.index = w.index WHERE w.level > 0
    UNION ALL
    SELECT w.level, w.index, l.leaf_hash FROM wanted w
      JOIN log_leaf l ON l.index = w.index WHERE w.level = 0`;
  const found = new Map(rows.map((row) => [`${row.level}/${row.index}`, row.hash]));
  return places.map(({ level, index }) => {
    const hash = found.get(`${level}/${index}`);
    if (!hash) throw new LogInconsistent(`Node ${level}/${index} of the log is missing.`);
    return hash;
  });
}

export interface SignedHead {
  size: number;
  root: Uint8Array;
  note: string;
}

export function newestHead(db: Db): Promise<SignedHead | null> {
  return db.logCheckpoint.findFirst({
    orderBy: { size: 'desc' },
    select: { size: true, root: true, note: true },
  });
}

export async function insertHead(tx: Tx, head: SignedHead & { at: Date }): Promise<void> {
  await tx.logCheckpoint.create({
    data: { size: head.size, root: new Uint8Array(head.root), note: head.note, at: head.at },
  });
}
