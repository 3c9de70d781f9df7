import { randomUUID } from 'node:crypto';
import { createReadStream, openAsBlob } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';

/** Where evidence bytes live. Staged bytes have no name yet; kept bytes are named by digest. */
export interface BlobStore {
  /** Writes a stream to staging, stopping at `limit` bytes. @returns bytes written. */
  stage(key: string, source: AsyncIterable<Uint8Array>, limit: number): Promise<number>;
  readStaged(key: string): Readable;
  /** Staged bytes, held open: they can be read though they move meanwhile. Null when none are there. */
  openStaged(key: string): Promise<{ size: number; bytes: Readable } | null>;
  discardStaged(key: string): Promise<void>;
  /** Moves staged bytes to their digest; keeps what is already there. */
  keep(key: string, sha256: string): Promise<void>;
  read(sha256: string): Readable;
  /** Kept bytes for reading here and there, without loading them whole. */
  open(sha256: string): Promise<Blob>;
  has(sha256: string): Promise<boolean>;
  /** @throws when the store can't be written. */
  check(): Promise<void>;
}

export class UploadTooLarge extends Error {
  override readonly name = 'UploadTooLarge';
}

/** What a check writes. */
const PROBE = Buffer.alloc(65_536, 1);

/** Bytes of one read: fewer, larger ones hash and copy faster. */
const READ_AHEAD = 1_048_576;

/** Blobs as files: `sha256/ab/cd/<digest>`, staging beside them on the same file system. */
export async function openDiskStore(root: string): Promise<BlobStore> {
  const staging = join(root, 'staging');
  await mkdir(staging, { recursive: true });
  const staged = (key: string) => {
    if (!/^[0-9a-f-]{32,36}$/.test(key)) throw new Error('Bad staging key.');
    return join(staging, key);
  };
  const kept = (sha256: string) => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('Bad digest.');
    return join(root, 'sha256', sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  };
  const exists = (path: string) =>
    stat(path).then(
      () => true,
      () => false,
    );
  return {
    async stage(key, source, limit) {
      const file = await open(staged(key), 'wx');
      let size = 0;
      // One write is under way while the next chunk is fetched, and hashed by who asks for it.
      let writing: Promise<unknown> = Promise.resolve();
      try {
        for await (const chunk of source) {
          size += chunk.byteLength;
          if (size > limit) throw new UploadTooLarge(`The file is larger than ${limit} bytes.`);
          await writing;
          writing = file.writeFile(chunk);
          // Awaited in the next round, or in the end; until then a failure waits for its reader.
          writing.catch(() => undefined);
        }
        await writing;
        await file.sync();
      } catch (error) {
        await writing.catch(() => undefined);
        await file.close();
        await rm(staged(key), { force: true });
        throw error;
      }
      await file.close();
      return size;
    },
    readStaged: (key) => createReadStream(staged(key), { highWaterMark: READ_AHEAD }),
    async openStaged(key) {
      try {
        const file = await open(staged(key));
        const { size } = await file.stat();
        return { size, bytes: file.createReadStream({ highWaterMark: READ_AHEAD }) };
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },
    discardStaged: (key) => rm(staged(key), { force: true }),
    async keep(key, sha256) {
      const target = kept(sha256);
      if (await exists(target)) {
        await rm(staged(key), { force: true });
        return;
      }
      await mkdir(dirname(target), { recursive: true });
      await rename(staged(key), target);
      // The name is durable only once its folder is.
      const folder = await open(dirname(target));
      await folder.sync();
      await folder.close();
    },
    read: (sha256) => createReadStream(kept(sha256), { highWaterMark: READ_AHEAD }),
    open: (sha256) => openAsBlob(kept(sha256)),
    has: (sha256) => exists(kept(sha256)),
    async check() {
      // A name of its own: several may check at once. And some bytes: a full disk still takes names.
      const probe = join(staging, `.probe-${randomUUID()}`);
      const file = await open(probe, 'wx');
      try {
        await file.writeFile(PROBE);
        await file.sync();
      } finally {
        await file.close();
        await rm(probe, { force: true });
      }
    },
  };
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
