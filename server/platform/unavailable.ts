import { AppError } from './errors';

/** How file systems say that there is no room: none at all, or none of one's share. */
const FULL: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT']);
/** SQLSTATE disk_full, and the others of its class: too little memory, too many connections. */
const NO_RESOURCES = /^53/;
/** SQLSTATE: the server is ending or starting; the connection broke; it takes no writes. */
const AWAY = /^(57P0[1-5]|08|25006)/;
/** Codes of Node and of the client for a database that can't be reached. */
const UNREACHED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'P1001',
  'P1017',
  'P2024',
]);

/** Whether a disk is full. */
export function isFull(error: unknown): boolean {
  return codesOf(error).some((code) => FULL.has(code) || code === '53100');
}

/**
 * An unexpected failure in words, where it says that the database or the disk can't do it now; null for
 * all others, which are mistakes of ours.
 */
export function asUnavailable(error: unknown): AppError | null {
  const codes = codesOf(error);
  if (isFull(error))
    return new AppError('unavailable', 'The server has no room left. Nothing was changed.');
  if (codes.some((code) => NO_RESOURCES.test(code) || AWAY.test(code) || UNREACHED.has(code)))
    return new AppError(
      'unavailable',
      'The database did not answer. Look whether it was done before you try again.',
    );
  return null;
}

/** Codes of an error and of what it came from: clients wrap what the database said. */
function codesOf(error: unknown, depth = 0): string[] {
  if (typeof error !== 'object' || error === null || depth > 4) return [];
  const own = ['code', 'originalCode'].flatMap((name) => {
    const value = (error as Record<string, unknown>)[name];
    return typeof value === 'string' ? [value] : [];
  });
  const inner = ['cause', 'meta', 'driverAdapterError'].flatMap((name) =>
    codesOf((error as Record<string, unknown>)[name], depth + 1),
  );
  return [...own, ...inner];
}
