import { openAsBlob } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { besideFiles } from './besideFiles';
import { InputError } from './command';
import type { Io } from './command';

/** Files, standard streams and clock of this process. */
export function processIo(): Io {
  // `npm run` changes into the project; paths count from where the user stands.
  const from = process.env.INIT_CWD ?? process.env.CASEWRIGHT_CWD ?? process.cwd();
  const place = (path: string) => resolve(from, path);
  // A reader such as `head` may stop listening; that is no error of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return {
    read: (path) => (path === '-' ? buffer(process.stdin) : refused(path, readFile(place(path)))),
    blob: async (path) =>
      path === '-'
        ? new Blob([await buffer(process.stdin)])
        : refused(path, openAsBlob(place(path))),
    beside: (path) => (path === '-' ? () => null : besideFiles(dirname(place(path)))),
    write: async (path, bytes) => {
      if (path === '-') process.stdout.write(bytes);
      else await refused(path, writeFile(place(path), bytes));
    },
    out: (line) => void process.stdout.write(`${line}\n`),
    err: (line) => void process.stderr.write(`${line}\n`),
    now: () => new Date(),
  };
}

async function refused<T>(path: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new InputError(`${path}: ${error.message}`);
  }
}
