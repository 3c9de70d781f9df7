import { interiorHash, merkleRoot } from '@/core/attest/merkle';

/** A complete subtree: node `index` of `level` covers the leaves from index × 2^level on. */
export interface Subtree {
  level: number;
  index: number;
  hash: Uint8Array;
}

/** A growing Merkle tree (RFC 6962 section 2.1), of which the right edge alone is kept. */
export class Frontier {
  size = 0;
  private readonly edge: Subtree[] = [];

  /** @returns the subtrees above the leaf that it completes, lowest first */
  add(leafHash: Uint8Array): Subtree[] {
    const completed: Subtree[] = [];
    let next: Subtree = { level: 0, index: this.size, hash: leafHash };
    for (let left = this.edge.at(-1); left?.level === next.level; left = this.edge.at(-1)) {
      this.edge.pop();
      const hash = interiorHash(left.hash, next.hash);
      next = { level: next.level + 1, index: left.index / 2, hash };
      completed.push(next);
    }
    this.edge.push(next);
    this.size += 1;
    return completed;
  }

  root(): Uint8Array {
    if (this.size === 0) return merkleRoot([]);
    return this.edge
      .map(({ hash }) => hash)
      .reduceRight((right, left) => interiorHash(left, right));
  }
}
