import { parseArgs } from 'node:util';
import type { ParseArgsConfig } from 'node:util';
import type { FileSource } from '@/core/formats/importFormats';

/** Where a command reads and writes; tests give their own. */
export interface Io {
  /** Bytes of a file; `-` is standard input. @throws InputError when it cannot be read */
  read(path: string): Promise<Uint8Array>;
  /** The file as a blob that is read piece by piece; `-` is standard input. */
  blob(path: string): Promise<Blob>;
  /** The files that a file names beside itself; none for standard input. */
  beside(path: string): FileSource;
  /** Writes a file; `-` is standard output. */
  write(path: string, bytes: Uint8Array): Promise<void>;
  /** One line on standard output. */
  out(line: string): void;
  /** One line on standard error. */
  err(line: string): void;
  now(): Date;
}

/** One command: what help says of it, and what it does. */
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
  run(args: string[], io: Io): Promise<number>;
}

/** Exit codes that every command shares. */
export const EXIT = { done: 0, refused: 2, usage: 64, noInput: 66 } as const;

/** The command was called wrongly; the message says how, help follows. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** A file cannot be read or written. */
export class InputError extends Error {
  override readonly name = 'InputError';
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
    throw new UsageError(error.message);
  }
}

/** JSON with two spaces, as every `--json` prints it. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
