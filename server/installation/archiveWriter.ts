import { createHash } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { zstdCompress } from 'node:zlib';
import { pack as tarWriter, type Pack } from 'tar-stream';
import { InstallationError } from './installationError';
import { ENTRY, type ArchiveIndex } from './archiveIndex';

const compress = promisify(zstdCompress);

/** Bytes of rows in one piece, before they are compressed. */
const PIECE = 4 * 1_048_576;

/**
 * Writes a backup: a tar file that has its final name only once all of it is on the disk. Readable by
 * its owner alone.
 */
export class ArchiveWriter {
  private readonly sums: string[] = [];

  private constructor(
    private readonly path: string,
    private readonly pack: Pack,
    private readonly written: Promise<void>,
  ) {
    // Awaited in the end, or where an entry fails; until then a failure waits for its reader.
    written.catch(() => undefined);
  }

  /** @throws InstallationError when there is such a file: no backup is written over another */
  static async create(path: string): Promise<ArchiveWriter> {
    if (existsSync(path)) throw new InstallationError(`${path} exists already.`);
    const pack = tarWriter();
    const file = createWriteStream(unfinished(path), { mode: 0o600, flush: true });
    return new ArchiveWriter(path, pack, pipeline(pack, file));
  }

  /** @returns how many pieces the rows were cut into */
  async addRows(table: string, rows: AsyncIterable<Uint8Array>): Promise<number> {
    let pieces = 0;
    let waiting: Uint8Array[] = [];
    let size = 0;
    const flush = async (): Promise<void> => {
      if (size === 0) return;
      pieces += 1;
      await this.add(ENTRY.rows(table, pieces), await compress(Buffer.concat(waiting)));
      waiting = [];
      size = 0;
    };
    for await (const chunk of rows) {
      // The stream may use its buffer again.
      waiting.push(Uint8Array.from(chunk));
      size += chunk.byteLength;
      if (size >= PIECE) await flush();
    }
    await flush();
    return pieces;
  }

  /** @returns SHA-256 of what was read, hex */
  async addStream(name: string, size: number, source: Readable): Promise<string> {
    const hash = createHash('sha256');
    const entry = await this.begin(name, size);
    const whole = pipeline(
      source,
      async function* hashing(chunks: AsyncIterable<Uint8Array>) {
        for await (const chunk of chunks) {
          hash.update(chunk);
          yield chunk;
        }
      },
      entry,
    );
    await this.orBroken(whole);
    return this.listed(name, hash.digest('hex'));
  }

  /** The index and the digests, and the file under its name. Nothing can be added any more. */
  async finish(index: ArchiveIndex): Promise<void> {
    await this.add(ENTRY.index, Buffer.from(`${JSON.stringify(index, null, 2)}\n`));
    await this.add(ENTRY.sums, Buffer.from(this.sums.join('')));
    this.pack.finalize();
    await this.written;
    await rename(unfinished(this.path), this.path);
    const folder = await open(dirname(this.path));
    await folder.sync();
    await folder.close();
  }

  /** Leaves nothing of a backup that failed. */
  async abandon(): Promise<void> {
    this.pack.destroy();
    await this.written.catch(() => undefined);
    await rm(unfinished(this.path), { force: true });
  }

  private async add(name: string, bytes: Buffer): Promise<void> {
    const entry = await this.begin(name, bytes.byteLength);
    const whole = finished(entry);
    entry.end(bytes);
    await this.orBroken(whole);
    this.listed(name, createHash('sha256').update(bytes).digest('hex'));
  }

  private async begin(name: string, size: number): Promise<ReturnType<Pack['entry']>> {
    try {
      return this.pack.entry({ ...HEADER, name, size });
    } catch (error) {
      // The file broke and took the tar with it: why it broke is what counts.
      await this.written;
      throw error;
    }
  }

  /** A full disk ends the file while an entry still waits to be taken: that wait would not end. */
  private async orBroken(entry: Promise<void>): Promise<void> {
    entry.catch(() => undefined);
    await Promise.race([entry, this.written.then(() => entry)]);
  }

  private listed(name: string, sha256: string): string {
    this.sums.push(`${sha256}  ${name}\n`);
    return sha256;
  }
}

/** The same for all, so that what a backup holds does not depend on who made it. */
const HEADER = { mode: 0o600, mtime: new Date(0), uid: 0, gid: 0 } as const;

function unfinished(path: string): string {
  return `${path}.unfinished`;
}
