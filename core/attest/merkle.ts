import { equalBytes } from '@/core/snapshot/bytes';
import { sha256, sha256Of } from '@/core/snapshot/hash';
import { Refusal } from '@/core/snapshot/refusal';

/**
 * RFC 6962 section 2.1: the Merkle tree used for releases and for the transparency log.
 * Leaves are given as leaf hashes, SHA-256(0x00 ‖ entry); interior = SHA-256(0x01 ‖ left ‖ right).
 */

const INTERIOR_PREFIX = Uint8Array.of(0x01);

/** Hash of an interior node. */
export function interiorHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256Of(INTERIOR_PREFIX, left, right);
}

/** Root over leaf hashes; the empty tree's root is SHA-256 of nothing. */
export function merkleRoot(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return sha256(new Uint8Array(0));
  // Pairing level by level and carrying an odd last node up unchanged gives the RFC's shape.
  let level: readonly Uint8Array[] = leaves;
  while (level.length > 1) {
    const above: Uint8Array[] = [];
    for (let i = 0; i + 1 < level.length; i += 2)
      above.push(interiorHash(at(level, i), at(level, i + 1)));
    if (level.length % 2 === 1) above.push(at(level, level.length - 1));
    level = above;
  }
  return at(level, 0);
}

/**
 * Audit path of leaf `index` in the tree over `leaves` (RFC 6962 2.1.1), nearest hash first.
 * @throws Refusal `bad-proof` when the index is outside the tree
 */
export function inclusionProof(leaves: readonly Uint8Array[], index: number): Uint8Array[] {
  if (!Number.isSafeInteger(index) || index < 0 || index >= leaves.length) {
    throw new Refusal('bad-proof', `There is no leaf ${index} in a tree of ${leaves.length}.`);
  }
  if (leaves.length === 1) return [];
  const split = splitOf(leaves.length);
  const left = leaves.slice(0, split);
  const right = leaves.slice(split);
  return index < split
    ? [...inclusionProof(left, index), merkleRoot(right)]
    : [...inclusionProof(right, index - split), merkleRoot(left)];
}

/** Whether `leaf` is at `index` of the tree of `size` leaves with this root (RFC 9162 2.1.3.2). */
export function verifyInclusion(
  leaf: Uint8Array,
  index: number,
  size: number,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  if (!isPosition(index, size) || leaf.length !== 32) return false;
  let position = index;
  let last = size - 1;
  let hash = leaf;
  for (const sibling of proof) {
    if (last === 0 || sibling.length !== 32) return false;
    if (position % 2 === 1 || position === last) {
      hash = interiorHash(sibling, hash);
      while (position % 2 === 0 && position !== 0) {
        position /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      hash = interiorHash(hash, sibling);
    }
    position = Math.floor(position / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && equalBytes(hash, root);
}

/**
 * Proof that the tree over the first `oldSize` leaves is a prefix of the tree over all of them
 * (RFC 6962 2.1.2). Empty when the sizes are equal or the old tree is empty.
 * @throws Refusal `bad-proof` when `oldSize` is larger than the tree
 */
export function consistencyProof(leaves: readonly Uint8Array[], oldSize: number): Uint8Array[] {
  if (!Number.isSafeInteger(oldSize) || oldSize < 0 || oldSize > leaves.length) {
    throw new Refusal('bad-proof', `A tree of ${leaves.length} never had ${oldSize} leaves.`);
  }
  return oldSize === 0 ? [] : subProof(leaves, oldSize, true);
}

/** Whether the tree of `oldSize` with `oldRoot` is a prefix of the new one (RFC 9162 2.1.4.2). */
export function verifyConsistency(
  oldSize: number,
  newSize: number,
  proof: readonly Uint8Array[],
  oldRoot: Uint8Array,
  newRoot: Uint8Array,
): boolean {
  if (!isSize(oldSize) || !isSize(newSize) || oldSize > newSize) return false;
  if (oldSize === newSize) return proof.length === 0 && equalBytes(oldRoot, newRoot);
  if (oldSize === 0) return proof.length === 0 && equalBytes(oldRoot, merkleRoot([]));
  let position = oldSize - 1;
  let last = newSize - 1;
  while (position % 2 === 1) {
    position = Math.floor(position / 2);
    last = Math.floor(last / 2);
  }
  // A complete old tree is itself the first hash of the proof.
  const hashes = position === 0 ? [oldRoot, ...proof] : [...proof];
  let oldHash = hashes.shift();
  let newHash = oldHash;
  if (oldHash === undefined || newHash === undefined) return false;
  for (const hash of hashes) {
    if (last === 0 || hash.length !== 32) return false;
    if (position % 2 === 1 || position === last) {
      oldHash = interiorHash(hash, oldHash);
      newHash = interiorHash(hash, newHash);
      while (position % 2 === 0 && position !== 0) {
        position /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      newHash = interiorHash(newHash, hash);
    }
    position = Math.floor(position / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && equalBytes(oldHash, oldRoot) && equalBytes(newHash, newRoot);
}

function subProof(leaves: readonly Uint8Array[], oldSize: number, whole: boolean): Uint8Array[] {
  if (oldSize === leaves.length) return whole ? [] : [merkleRoot(leaves)];
  const split = splitOf(leaves.length);
  const left = leaves.slice(0, split);
  const right = leaves.slice(split);
  return oldSize <= split
    ? [...subProof(left, oldSize, whole), merkleRoot(right)]
    : [...subProof(right, oldSize - split, false), merkleRoot(left)];
}

/** The largest power of two smaller than `size`. */
function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}

function isSize(size: number): boolean {
  return Number.isSafeInteger(size) && size >= 0;
}

function isPosition(index: number, size: number): boolean {
  return isSize(size) && Number.isSafeInteger(index) && index >= 0 && index < size;
}

function at(hashes: readonly Uint8Array[], index: number): Uint8Array {
  const hash = hashes[index];
  if (hash === undefined) throw new Refusal('bad-proof', `There is no hash at ${index}.`);
  return hash;
}
