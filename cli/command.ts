import { parseArgs } from 'node:util';
import type { ParseArgsConfig } from 'node:util';
import type { FileSource } from '@/core/formats/importFormats';
import type { ByteSource } from '@/core/snapshot/byteSource';

/** Where a command reads and writes; tests give their own. */
export interface Io {
  /**
   * Bytes of a file; `-` is standard input. Nothing larger than `limit` bytes is ever in memory.
   * @throws InputError when it cannot be read, TooLarge when it is larger than the limit
   */
  read(path: string, limit?: number): Promise<Uint8Array>;
  /**
   * A file of which only what is asked for is in memory; standard input, which cannot be gone back in,
   * is read as `read` does. Whoever opens it closes it.
   * @throws InputError when it cannot be read, TooLarge when it is larger than the limit
   */
  open(path: string, limit: number): Promise<OpenFile>;
  /** The file as a blob that is read piece by piece; `-` is standard input. */
  blob(path: string): Promise<Blob>;
  /** The files that a file names beside itself; none for standard input. */
  beside(path: string): FileSource;
  /** Writes a file; `-` is standard output. @throws InputError when it cannot be written */
  write(path: string, bytes: Uint8Array): Promise<void>;
  /** One line on standard output. */
  out(line: string): void;
  /** One line on standard error. */
  err(line: string): void;
  now(): Date;
  /** A variable of the environment. */
  env(name: string): string | undefined;
}

/** A file that was opened. */
export interface OpenFile {
  source: ByteSource;
  close(): void;
}

/** Does what a command does; returns the exit code. */
export type Run = (args: string[], io: Io) => Promise<number>;

/** One command: what help says of it, and how to get at what it does. */
export interface Command {
  name: string;
  /** Arguments as help shows them: "FILE [--json]". */
  usage: string;
  /** One sentence. */
  summary: string;
  /** Lines that can be typed as they stand, with what they do. */
  examples: [line: string, does: string][];
  /** Exit codes beside the common ones of {@link EXIT}. */
  exits: Record<number, string>;
  /** Further lines of help that need more than this table, such as the formats there are. */
  details?: () => Promise<string[]>;
  /** Loaded when it runs: help, and every other command, starts without it. */
  load: () => Promise<Run>;
}

/** Exit codes that every command shares. */
export const EXIT = { done: 0, refused: 2, usage: 64, noInput: 66, fault: 70 } as const;

/** The command was called wrongly; the message says how, help follows. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** A file cannot be read or written. */
export class InputError extends Error {
  override readonly name: string = 'InputError';
}

/** A file holds more than is ever read into memory: it is refused unread. */
export class TooLarge extends InputError {
  override readonly name = 'TooLarge';
}

/**
 * Arguments of a command: exactly `count` files, and the options named.
 * @throws UsageError for anything else
 */
export function readArgs<O extends NonNullable<ParseArgsConfig['options']>>(
  args: string[],
  names: readonly string[],
  options: O,
) {
  const parsed = parse(args, options);
  if (parsed.positionals.length !== names.length) {
    const wanted = names.length === 0 ? 'no arguments' : names.join(' ');
    throw new UsageError(`It takes ${wanted}; ${parsed.positionals.length} were given.`);
  }
  return parsed;
}

function parse<O extends NonNullable<ParseArgsConfig['options']>>(args: string[], options: O) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    // Its first sentence says what is wrong; the rest explains a syntax that nobody meant.
    throw new UsageError(`${error.message.split('. ')[0]?.replace(/\.?$/, '') ?? ''}.`);
  }
}

/** @throws UsageError when more than one of the files is to be standard input */
export function refuseTwoStdins(paths: readonly string[]): void {
  if (paths.filter((path) => path === '-').length > 1)
    throw new UsageError('Only one file can be standard input.');
}

/** JSON with two spaces, as every `--json` prints it. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
