import { createReadStream, openAsBlob, type Stats } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { MAX_IMPORT_BYTES } from '@/core/formats/importResult';
import { inMemory } from '@/core/snapshot/byteSource';
import { besideFiles } from './besideFiles';
import { InputError, TooLarge } from './command';
import type { Io } from './command';
import { openSource } from './fileSource';

/** Pipes and devices do not say how much will come: more than this is never read from them. Bytes. */
const MOST_STREAMED = MAX_IMPORT_BYTES;

/** Files, standard streams and clock of this process. */
export function processIo(): Io {
  // `npm run` changes into the project; paths count from where the user stands.
  const from = process.env.INIT_CWD ?? process.env.CASEWRIGHT_CWD ?? process.cwd();
  const place = (path: string) => resolve(from, path);
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      // A reader such as `head` may stop listening; that is no error of ours.
      if (error.code !== 'EPIPE') throw error;
    });
  const read = (path: string, limit = MAX_IMPORT_BYTES) =>
    path === '-'
      ? bounded(process.stdin, 'Standard input', Math.min(limit, MOST_STREAMED))
      : refused(path, () => readBounded(place(path), path, limit));
  return {
    read,
    open: async (path, limit) => {
      const isPlain =
        path !== '-' && (await refused(path, () => refuseFolder(place(path), path))).isFile();
      if (!isPlain) return { source: inMemory(await read(path, limit)), close: () => {} };
      const file = await refused(path, async () => openSource(place(path)));
      if (file.source.size <= limit) return file;
      file.close();
      throw tooLarge(path, limit);
    },
    blob: async (path) =>
      path === '-'
        ? new Blob([new Uint8Array(await bounded(process.stdin, 'Standard input', MOST_STREAMED))])
        : refused(path, async () => {
            await refuseFolder(place(path), path);
            return openAsBlob(place(path));
          }),
    beside: (path) => (path === '-' ? () => null : besideFiles(dirname(place(path)))),
    write: async (path, bytes) => {
      if (path === '-') process.stdout.write(bytes);
      else await refused(path, () => writeFile(place(path), bytes));
    },
    out: (line) => void process.stdout.write(`${line}\n`),
    err: (line) => void process.stderr.write(`${line}\n`),
    now: () => new Date(),
    env: (name) => process.env[name],
  };
}

async function readBounded(place: string, path: string, limit: number): Promise<Uint8Array> {
  const found = await refuseFolder(place, path);
  if (found.size > limit) throw tooLarge(path, limit);
  const most = found.isFile() ? limit : Math.min(limit, MOST_STREAMED);
  return bounded(createReadStream(place), path, most);
}

async function refuseFolder(place: string, path: string): Promise<Stats> {
  const found = await stat(place);
  if (found.isDirectory()) throw new InputError(`${path} is a folder, not a file.`);
  return found;
}

/** All of a stream, given up as soon as it holds more than the limit. */
async function bounded(stream: Readable, name: string, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > limit) throw tooLarge(name, limit);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

function tooLarge(name: string, limit: number): TooLarge {
  return new TooLarge(`${name} is larger than ${Math.round(limit / 1024 / 1024)} MiB.`);
}

/** What the system says when a file cannot be read or written, in a sentence. */
const SENTENCES: Readonly<Record<string, (path: string) => string>> = {
  ENOENT: (path) => `There is no file ${path}.`,
  ENOTDIR: (path) => `There is no file ${path}.`,
  EACCES: (path) => `${path} may not be opened.`,
  EPERM: (path) => `${path} may not be opened.`,
  EISDIR: (path) => `${path} is a folder, not a file.`,
  ENAMETOOLONG: () => 'The name of the file is too long.',
  ENOSPC: (path) => `There is no space left for ${path}.`,
};

async function refused<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof InputError || !(error instanceof Error)) throw error;
    const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
    throw new InputError(SENTENCES[code]?.(path) ?? `${path}: ${error.message}.`);
  }
}
