import { merkleRoot } from '@/core/attest/merkle';
import { compareBytes, toHex, utf8Encoder } from './bytes';
import { canonicalBytes, canonicalText } from './canonical';
import { leafHash, NO_SALT, saltsOf, sha256Hex } from './hash';
import type { Manifest, ReleaseHead } from './manifest';
import { MANIFEST_SCHEMA } from './manifest';
import { namedBy } from './records';
import type { RecordKind, ReleaseRecord, SnapshotRecord } from './records';
import { textIdOf } from './recordsOf';
import { Refusal } from './refusal';

/** One leaf of a frozen release; the server stores it whole, salts included. */
export interface FrozenLeaf {
  id: string;
  kind: RecordKind;
  salt: Uint8Array;
  /** Canonical bytes of the record, as they were hashed. */
  bytes: Uint8Array;
  leaf: Uint8Array;
}

/** A release as bytes. `leaves` are in tree order: sorted by leaf hash. */
export interface FrozenRelease {
  manifest: Manifest;
  manifestBytes: Uint8Array;
  /** SHA-256 of the manifest bytes, hex: what everything signed names. */
  releaseDigest: string;
  /** Merkle root, hex. */
  root: string;
  leaves: FrozenLeaf[];
}

/**
 * Digest of the content alone, without salts and head: the same content has the same digest on any
 * machine and in any order of records. Internal (preview-then-freeze, diff); never published,
 * because without salts a guess at a record can be tested against it.
 *
 * @returns 64 hex digits
 * @throws Refusal `bad-id` | `duplicate-id` | `missing-text`
 */
export function contentDigest(records: readonly SnapshotRecord[]): string {
  const leaves = leavesOf(records, () => NO_SALT);
  return toHex(merkleRoot(leaves.map((leaf) => leaf.leaf)));
}

/**
 * Freezes records into a release. The secret is random (32 bytes), made for this release alone,
 * and never leaves the server.
 *
 * @throws Refusal as {@link contentDigest}, and `dangling-reference`
 */
export function freezeRelease(
  records: readonly SnapshotRecord[],
  secret: Uint8Array,
  head: ReleaseHead,
): FrozenRelease {
  refuseDangling(records);
  const leaves = leavesOf(records, saltsOf(secret));
  const root = toHex(merkleRoot(leaves.map((leaf) => leaf.leaf)));
  const manifest: Manifest = {
    base: head.base,
    case: head.case,
    count: leaves.length,
    kind: head.kind,
    number: head.number,
    root,
    schema: MANIFEST_SCHEMA,
    window: head.window,
  };
  const manifestBytes = canonicalBytes(manifest);
  return { manifest, manifestBytes, releaseDigest: sha256Hex(manifestBytes), root, leaves };
}

/**
 * Leaves in tree order. A node's bytes hold the leaf of its text, so the text leaves come first;
 * with no salts the same rule gives the content digest.
 */
function leavesOf(
  records: readonly SnapshotRecord[],
  saltOf: (kind: string, id: string) => Uint8Array,
): FrozenLeaf[] {
  const ids = new Set<string>();
  const textLeaves = new Map<string, string>();
  const leaves: FrozenLeaf[] = [];
  const encode = utf8Encoder();
  const add = (record: ReleaseRecord): Uint8Array => {
    if (!/^[0-9a-f]{32}$/.test(record.id)) {
      throw new Refusal('bad-id', `"${record.id}" is not a record id (32 hex digits).`);
    }
    if (ids.has(record.id))
      throw new Refusal('duplicate-id', `Two records have the id ${record.id}.`);
    ids.add(record.id);
    const salt = saltOf(record.kind, record.id);
    const bytes = encode(canonicalText(record));
    const leaf = leafHash(salt, bytes);
    leaves.push({ id: record.id, kind: record.kind, salt, bytes, leaf });
    return leaf;
  };
  for (const record of records) {
    if (record.kind === 'text') textLeaves.set(record.id, toHex(add(record)));
  }
  let nodes = 0;
  for (const record of records) {
    if (record.kind === 'text') continue;
    if (record.kind !== 'node') {
      add(record);
      continue;
    }
    nodes++;
    const textLeaf = textLeaves.get(textIdOf(record.id));
    if (textLeaf === undefined) {
      throw new Refusal('missing-text', `Node ${record.id} has no text record.`);
    }
    const { away, choice, claim, id, kind, module, openProblem, reach, type, undeveloped } = record;
    add({
      away,
      choice,
      claim,
      id,
      ...(record.instantiation !== undefined && { instantiation: record.instantiation }),
      kind,
      module,
      openProblem,
      public: record.public,
      reach,
      textLeaf,
      ...(record.toBeSupportedByContract && { toBeSupportedByContract: true as const }),
      type,
      undeveloped,
      ...(record.uninstantiated && { uninstantiated: true as const }),
    });
  }
  if (nodes !== textLeaves.size) {
    throw new Refusal('missing-text', 'There is a text record without its node.');
  }
  return inTreeOrder(leaves);
}

/**
 * Sorted by leaf hash. Hashes are spread evenly: by their first two bytes nearly all find their place,
 * and what shares a place is put in order there. Linear for any release that can be made.
 */
function inTreeOrder(leaves: readonly FrozenLeaf[]): FrozenLeaf[] {
  const bucketOf = ({ leaf }: FrozenLeaf) => (leaf[0] ?? 0) * 256 + (leaf[1] ?? 0);
  const next = new Uint32Array(65_537);
  for (const leaf of leaves) next[bucketOf(leaf) + 1]! += 1;
  for (let bucket = 1; bucket < next.length; bucket += 1) next[bucket]! += next[bucket - 1]!;
  const ordered: FrozenLeaf[] = [...leaves];
  for (const leaf of leaves) ordered[next[bucketOf(leaf)]!++] = leaf;
  for (let at = 1; at < ordered.length; at += 1) {
    const leaf = ordered[at]!;
    let place = at;
    for (; place > 0 && compareBytes(ordered[place - 1]!.leaf, leaf.leaf) > 0; place -= 1)
      ordered[place] = ordered[place - 1]!;
    ordered[place] = leaf;
  }
  return ordered;
}

function refuseDangling(records: readonly SnapshotRecord[]): void {
  const ids = new Set(records.map((record) => record.id));
  for (const record of records) {
    for (const named of namedBy(record)) {
      if (!ids.has(named)) {
        throw new Refusal(
          'dangling-reference',
          `The ${record.kind} ${record.id} names ${named}, which is not in the release.`,
        );
      }
    }
  }
}
