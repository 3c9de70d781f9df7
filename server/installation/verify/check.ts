import type pg from 'pg';
import type { Lines } from '@/core/attest/report';
import type { BlobStore } from '@/server/storage/blobStore';

/** What a check looks at: one moment of the database, the store, the key. Nothing is changed. */
export interface Checked {
  client: pg.Client;
  blobs: BlobStore;
  /** Ed25519, 32 bytes: the installation's own public key. */
  publicKey: Uint8Array;
  lines: Lines;
}

/** At most so many problems of one kind are named one by one; the last line counts the rest. */
const NAMED = 20;

/** Problems of one kind, as they are found: every one is counted and the first are named. */
export class Problems {
  private found = 0;

  constructor(
    private readonly lines: Lines,
    private readonly check: string,
  ) {}

  add(detail: string): void {
    this.found += 1;
    if (this.found <= NAMED) this.lines.wrong(this.check, detail);
  }

  /** The line that sums up: what was looked at when nothing was wrong, else how much more was. */
  end(detail: string): void {
    if (this.found === 0) this.lines.ok(this.check, detail);
    else if (this.found > NAMED) this.lines.wrong(this.check, `… and ${this.found - NAMED} more.`);
  }
}

/** Words of an error that a check of stored bytes raised: whatever it is, the bytes are not right. */
export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
