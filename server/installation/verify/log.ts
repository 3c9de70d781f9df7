import { openCheckpoint } from '@/core/attest/checkpoint';
import { logLeafHash } from '@/core/attest/leaf';
import { equalBytes, toHex } from '@/core/snapshot/bytes';
import { Problems, wordsOf, type Checked } from './check';
import { Frontier, type Subtree } from './frontier';

interface LeafRow {
  index: number;
  bytes: Uint8Array;
  leaf_hash: Uint8Array;
}

interface HeadRow {
  size: number;
  root: Uint8Array;
  note: string;
}

const BATCH = 4_096;

/**
 * The transparency log from its first leaf: every leaf hash, every stored subtree, and every head
 * that was ever signed, its root computed again and its signature checked.
 *
 * @param known a checkpoint that somebody kept outside: the log must still hold everything under it
 */
export async function checkLog(checked: Checked, known: string | null): Promise<void> {
  const { client, lines } = checked;
  const problems = new Problems(lines, 'log');
  const frontier = new Frontier();
  const heads = await client.query<HeadRow>(
    'SELECT size, root, note FROM log_checkpoint ORDER BY size',
  );
  const waiting = heads.rows.toReversed();
  const outside = known === null ? null : readKnown(checked, known);
  const roots = new Map<number, Uint8Array>();
  const atSize = (): void => {
    for (let head = waiting.at(-1); head?.size === frontier.size; head = waiting.at(-1)) {
      waiting.pop();
      checkHead(checked, head, frontier.root(), problems);
    }
    if (outside?.size === frontier.size) roots.set(frontier.size, frontier.root());
  };
  atSize();
  let nodes = 0;
  for (;;) {
    const { rows } = await client.query<LeafRow>(
      'SELECT index, bytes, leaf_hash FROM log_leaf WHERE index >= $1 ORDER BY index LIMIT $2',
      [frontier.size, BATCH],
    );
    const completed: Subtree[] = [];
    for (const { index, bytes, leaf_hash } of rows) {
      if (index !== frontier.size) {
        problems.add(`Leaf ${frontier.size} is missing.`);
        problems.end('');
        return;
      }
      const hash = logLeafHash(new Uint8Array(bytes));
      if (!equalBytes(hash, new Uint8Array(leaf_hash)))
        problems.add(`Leaf ${index}: its bytes do not have its hash.`);
      completed.push(...frontier.add(hash));
      atSize();
    }
    await checkNodes(checked, completed, problems);
    nodes += completed.length;
    if (rows.length < BATCH) break;
  }
  await checkNodeCount(checked, nodes, problems);
  for (const { size } of waiting)
    problems.add(`A head of ${size} leaves is signed; ${frontier.size} are there.`);
  problems.end(`${frontier.size} leaves, ${heads.rows.length} signed heads`);
  const newest = heads.rows.at(-1);
  const unsigned = frontier.size - (newest?.size ?? 0);
  if (unsigned > 0)
    lines.open('log head', `${unsigned} leaves are newer than the last signed head.`);
  if (newest)
    lines.ok('log root', `${toHex(new Uint8Array(newest.root))} over ${newest.size} leaves`);
  if (outside) judgeOutside(checked, outside, roots.get(outside.size), frontier.size);
}

function checkHead(
  { publicKey }: Checked,
  head: HeadRow,
  root: Uint8Array,
  problems: Problems,
): void {
  try {
    const opened = openCheckpoint(head.note, { name: originOf(head.note), publicKey });
    const same = opened.size === head.size && equalBytes(opened.root, new Uint8Array(head.root));
    if (!same) problems.add(`Head ${head.size}: its row says something else than what was signed.`);
    if (!equalBytes(opened.root, root))
      problems.add(`Head ${head.size}: the leaves do not give the root that was signed.`);
  } catch (error) {
    problems.add(`Head ${head.size}: ${wordsOf(error)}`);
  }
}

/** First line of a checkpoint: the log's name, which is the public host. */
export function originOf(note: string): string {
  return note.split('\n', 1)[0] ?? '';
}

async function checkNodes(
  { client }: Checked,
  expected: readonly Subtree[],
  problems: Problems,
): Promise<void> {
  const { rows } = await client.query<{ level: number; index: number; hash: Uint8Array | null }>(
    `SELECT w.level, w.index, n.hash FROM unnest($1::int[], $2::int[]) AS w (level, index)
     LEFT JOIN log_node n ON n.level = w.level AND n.index = w.index`,
    [expected.map(({ level }) => level), expected.map(({ index }) => index)],
  );
  const stored = new Map(rows.map(({ level, index, hash }) => [`${level}/${index}`, hash]));
  for (const { level, index, hash } of expected) {
    const found = stored.get(`${level}/${index}`);
    if (!found || !equalBytes(new Uint8Array(found), hash))
      problems.add(
        `Node ${level}/${index} is ${found ? 'not the hash of what is under it' : 'missing'}.`,
      );
  }
}

async function checkNodeCount(
  { client }: Checked,
  expected: number,
  problems: Problems,
): Promise<void> {
  const { rows } = await client.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM log_node',
  );
  const count = rows[0]?.count ?? 0;
  if (count > expected)
    problems.add(`${count} nodes are stored over leaves that make ${expected}.`);
}

interface Outside {
  size: number;
  root: Uint8Array;
}

function readKnown({ publicKey, lines }: Checked, note: string): Outside | null {
  return lines.attempt('kept checkpoint', () =>
    openCheckpoint(note, { name: originOf(note), publicKey }),
  );
}

function judgeOutside(
  { lines }: Checked,
  { size, root }: Outside,
  found: Uint8Array | undefined,
  leaves: number,
): void {
  const check = 'kept checkpoint';
  if (found === undefined)
    lines.wrong(check, `${size} leaves were signed for; ${leaves} are there: the newest are lost.`);
  else if (equalBytes(found, root)) lines.ok(check, `the log still begins with its ${size} leaves`);
  else lines.wrong(check, `The first ${size} leaves are not those that were signed for.`);
}
