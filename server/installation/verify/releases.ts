import { equalBytes } from '@/core/snapshot/bytes';
import { saltsOf, sha256Hex } from '@/core/snapshot/hash';
import { storedRelease } from '@/core/snapshot/storedRelease';
import { checkView, parseView } from '@/core/snapshot/view';
import type { FrozenRelease } from '@/core/snapshot/digest';
import { Problems, wordsOf, type Checked } from './check';

interface ReleaseRow {
  id: string;
  path: string;
  kind: string;
  number: number;
  candidate: number;
  manifest: Uint8Array;
  digest: string;
  secret: Uint8Array;
  records: Uint8Array;
  base_digest: string | null;
  window_from: string;
  window_until: string;
  window_zone: string;
}

interface ViewRow {
  name: string;
  bytes: Uint8Array;
  digest: string;
  html: Uint8Array;
  html_digest: string;
}

/**
 * Every release again from its stored records: leaves, root, digest, salts, views, and the digests of
 * the evidence it pins.
 */
export async function checkReleases({ client, lines }: Checked): Promise<void> {
  const problems = new Problems(lines, 'releases');
  const { rows: ids } = await client.query<{ id: string }>(
    'SELECT id FROM release ORDER BY frozen_at, id',
  );
  let views = 0;
  let records = 0;
  for (const { id } of ids) {
    const { rows } = await client.query<ReleaseRow>('SELECT * FROM release WHERE id = $1', [id]);
    for (const row of rows) {
      const name = `${row.path} r${row.number} candidate ${row.candidate} (${row.digest.slice(0, 12)})`;
      const digest = sha256Hex(bytes(row.manifest));
      if (digest !== row.digest) {
        problems.add(`${name}: its manifest has the digest ${digest}.`);
        continue;
      }
      try {
        const frozen = storedRelease(bytes(row.manifest), bytes(row.records));
        records += frozen.leaves.length;
        for (const problem of problemsOf(row, frozen)) problems.add(`${name}: ${problem}`);
        const found = await client.query<ViewRow>(
          'SELECT name, bytes, digest, html, html_digest FROM release_view WHERE release_id = $1',
          [id],
        );
        views += found.rows.length;
        for (const view of found.rows)
          for (const problem of problemsOfView(view, frozen)) problems.add(`${name}: ${problem}`);
      } catch (error) {
        problems.add(`${name}: ${wordsOf(error)}`);
      }
    }
  }
  const { rows: pinned } = await client.query<{ digest: string; version_id: string }>(
    `SELECT r.digest, e.version_id FROM release_evidence e JOIN release r ON r.id = e.release_id
     LEFT JOIN evidence_version v ON v.id = e.version_id WHERE v.sha256 IS DISTINCT FROM e.sha256`,
  );
  for (const { digest, version_id } of pinned)
    problems.add(
      `${digest.slice(0, 12)}: the evidence version ${version_id} is not the one it pins.`,
    );
  problems.end(`${ids.length} releases of ${records} records, ${views} views, computed again`);
}

function* problemsOf(row: ReleaseRow, frozen: FrozenRelease): Generator<string> {
  const { manifest } = frozen;
  const window = manifest.window ?? { from: '', until: '', zone: '' };
  const same =
    manifest.case === row.path &&
    manifest.kind === row.kind &&
    manifest.number === row.number &&
    manifest.base === row.base_digest &&
    window.from === row.window_from &&
    window.until === row.window_until &&
    window.zone === row.window_zone;
  if (!same) yield 'its row says something else than its manifest.';
  const salt = saltsOf(bytes(row.secret));
  if (frozen.leaves.some((leaf) => !equalBytes(leaf.salt, salt(leaf.kind, leaf.id))))
    yield 'its secret does not make its salts.';
}

function* problemsOfView(view: ViewRow, frozen: FrozenRelease): Generator<string> {
  const read = bytes(view.bytes);
  if (sha256Hex(read) !== view.digest) yield `the view "${view.name}" does not have its digest.`;
  if (sha256Hex(bytes(view.html)) !== view.html_digest)
    yield `the readable page of the view "${view.name}" does not have its digest.`;
  for (const problem of checkView(parseView(read), frozen))
    yield `the view "${view.name}": ${problem}`;
}

/** Buffers of the database, as the plain bytes that core compares. */
function bytes(buffer: Uint8Array): Uint8Array {
  return new Uint8Array(buffer);
}
