import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { zstdDecompress } from 'node:zlib';
import { extract as tarReader } from 'tar-stream';
import { ARCHIVE_SCHEMA, ENTRY, indexSchema, type ArchiveIndex } from './archiveIndex';

export const decompress = promisify(zstdDecompress);

/** The file is no whole backup; the message says what is wrong with it. */
export class ArchiveRefused extends Error {
  override readonly name = 'ArchiveRefused';
}

/** More than any index: it names each file of evidence once. */
const LARGEST_INDEX = 512 * 1_048_576;

/** Bytes of a tar block, and of the empty blocks that end the file. */
const BLOCK = 512;
const END = 1_024;

export interface ArchiveEntry {
  name: string;
  size: number;
  bytes: AsyncIterable<Uint8Array>;
}

/**
 * The entries of a backup, in order. Each must be read to its end before the next.
 *
 * @throws ArchiveRefused when the file is cut short or is no tar file
 */
export async function* entriesOf(path: string): AsyncGenerator<ArchiveEntry> {
  const extract = tarReader();
  const reading = pipeline(createReadStream(path, { highWaterMark: 1_048_576 }), extract);
  reading.catch(() => undefined);
  try {
    for await (const entry of extract) {
      const { name, size } = entry.header;
      yield { name, size, bytes: bytesOf(entry as AsyncIterable<Uint8Array>) };
    }
    await reading;
  } catch (error) {
    throw asRefusal(error);
  }
}

async function* bytesOf(entry: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* entry;
  } catch (error) {
    throw asRefusal(error);
  }
}

/** What the file system says is about the machine; the rest is about the backup. */
function asRefusal(error: unknown): unknown {
  if (error instanceof ArchiveRefused || (error instanceof Error && 'syscall' in error))
    return error;
  const words = error instanceof Error ? error.message : String(error);
  return new ArchiveRefused(`The backup is cut short or damaged: ${words}.`);
}

/**
 * Reads a backup from one end to the other: every byte under its digest, everything there that the
 * index names and nothing else.
 *
 * @throws ArchiveRefused naming the first thing that is wrong
 */
export async function checkArchive(path: string): Promise<ArchiveIndex> {
  const sums: string[] = [];
  const names = new Set<string>();
  const kept = new Map<string, Buffer>();
  let length = END;
  for await (const { name, size, bytes } of entriesOf(path)) {
    length += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
    if (names.has(name)) throw new ArchiveRefused(`The backup holds ${name} twice.`);
    names.add(name);
    const hash = createHash('sha256');
    const keep = name === ENTRY.index || name === ENTRY.sums;
    if (keep && size > LARGEST_INDEX) throw new ArchiveRefused(`${name} is too large.`);
    const parts: Uint8Array[] = [];
    for await (const chunk of bytes) {
      hash.update(chunk);
      if (keep) parts.push(Uint8Array.from(chunk));
    }
    if (keep) kept.set(name, Buffer.concat(parts));
    if (name !== ENTRY.sums) sums.push(`${hash.digest('hex')}  ${name}\n`);
  }
  const listed = kept.get(ENTRY.sums)?.toString('utf8');
  const index = kept.get(ENTRY.index);
  if (listed === undefined || index === undefined)
    throw new ArchiveRefused('The backup is cut short: its index is not there.');
  if ((await stat(path)).size !== length)
    throw new ArchiveRefused('The backup is cut short, or something follows its end.');
  if (listed !== sums.join('')) throw new ArchiveRefused(firstDifference(listed, sums));
  const parsed = readIndex(index.toString('utf8'));
  refuseUnlessComplete(parsed, names);
  return parsed;
}

function firstDifference(listed: string, sums: readonly string[]): string {
  const wanted = new Set(listed.split('\n').map((line) => `${line}\n`));
  const odd = sums.find((line) => !wanted.has(line));
  if (odd === undefined) return 'The backup lacks something that its list of digests names.';
  return `The backup is damaged: ${odd.slice(66).trim()} does not have the digest it is listed under.`;
}

function readIndex(text: string): ArchiveIndex {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ArchiveRefused('The index of the backup is no JSON.');
  }
  const parsed = indexSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const schema = typeof value === 'object' && value !== null && 'schema' in value && value.schema;
  throw new ArchiveRefused(
    schema === ARCHIVE_SCHEMA
      ? 'The index of the backup is not of the form it says.'
      : `The backup is of the form ${String(schema)}, which this version does not read.`,
  );
}

function refuseUnlessComplete(index: ArchiveIndex, names: ReadonlySet<string>): void {
  const wanted = new Set<string>([ENTRY.index, ENTRY.sums]);
  for (const { name, pieces } of index.tables)
    for (let piece = 1; piece <= pieces; piece += 1) wanted.add(ENTRY.rows(name, piece));
  for (const { sha256 } of index.blobs) wanted.add(ENTRY.blob(sha256));
  for (const { key } of index.staged) wanted.add(ENTRY.staged(key));
  for (const name of wanted)
    if (!names.has(name)) throw new ArchiveRefused(`The backup lacks ${name}.`);
  for (const name of names)
    if (!wanted.has(name))
      throw new ArchiveRefused(`The backup holds ${name}, which it does not list.`);
}
