import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex, utf8 } from '@/core/snapshot/bytes';
import { leafHash, NO_SALT } from '@/core/snapshot/hash';
import { Refusal } from '@/core/snapshot/refusal';
import {
  consistencyProof,
  inclusionProof,
  merkleRoot,
  verifyConsistency,
  verifyInclusion,
} from './merkle';

/** The entries and roots that Certificate Transparency implementations share as test vectors. */
const ENTRIES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const leaves = ENTRIES.map((entry) => leafHash(NO_SALT, fromHex(entry)));

const treeOf = (size: number) =>
  Array.from({ length: size }, (_, i) => leafHash(NO_SALT, utf8(String(i))));
const size = fc.integer({ min: 1, max: 70 });

describe('Merkle tree', () => {
  it('has the roots of the Certificate Transparency vectors', () => {
    expect(ROOTS.map((_, count) => toHex(merkleRoot(leaves.slice(0, count))))).toEqual(ROOTS);
  });

  it('proves the inclusion of every leaf, and of nothing else', () => {
    fc.assert(
      fc.property(size, fc.nat(), fc.nat(), (count, a, b) => {
        const tree = treeOf(count);
        const index = a % count;
        const other = b % count;
        const proof = inclusionProof(tree, index);
        const root = merkleRoot(tree);
        expect(verifyInclusion(tree[index]!, index, count, proof, root)).toBe(true);
        expect(verifyInclusion(tree[other]!, index, count, proof, root)).toBe(other === index);
        expect(verifyInclusion(tree[index]!, index, count, [...proof, root], root)).toBe(false);
        expect(verifyInclusion(tree[index]!, count, count, proof, root)).toBe(false);
        if (proof.length > 0) {
          expect(verifyInclusion(tree[index]!, index, count, proof.slice(1), root)).toBe(false);
        }
      }),
    );
  });

  it('proves that a tree extends an earlier one, and that a rewritten one does not', () => {
    fc.assert(
      fc.property(size, fc.nat(), fc.nat(), (count, a, b) => {
        const tree = treeOf(count);
        const old = a % (count + 1);
        const proof = consistencyProof(tree, old);
        const oldRoot = merkleRoot(tree.slice(0, old));
        const root = merkleRoot(tree);
        expect(verifyConsistency(old, count, proof, oldRoot, root)).toBe(true);
        const rewritten = [...tree];
        rewritten[b % count] = leafHash(NO_SALT, utf8('rewritten'));
        const fork = merkleRoot(rewritten);
        expect(verifyConsistency(old, count, proof, oldRoot, fork)).toBe(old === 0);
        if (old > 0 && old < count) {
          expect(verifyConsistency(old, count, proof.slice(1), oldRoot, root)).toBe(false);
        }
      }),
    );
  });

  it('refuses to prove what is outside the tree', () => {
    expect(() => inclusionProof(leaves, 8)).toThrow(Refusal);
    expect(() => inclusionProof(leaves, -1)).toThrow(Refusal);
    expect(() => consistencyProof(leaves, 9)).toThrow(Refusal);
  });
});
