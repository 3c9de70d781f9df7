import { readFileSync } from 'node:fs';

/** More than any test needs: a century either way. */
const MOST_MS = 100 * 366 * 86_400_000;

/**
 * What time it is. In an installation that exists to be tried out, a file may move the clock: it holds
 * milliseconds to add, as a whole number, and is read each time, so that tests move days in an instant.
 * platform/env accepts such a file on loopback with an embedded database alone.
 */
export function clockOf(clockFile: string | undefined): () => Date {
  if (clockFile === undefined) return () => new Date();
  return () => new Date(Date.now() + offsetIn(clockFile));
}

/** @throws Error when the file is there and holds anything but a number */
function offsetIn(path: string): number {
  let text: string;
  try {
    text = readFileSync(path, 'utf8').trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 0;
    throw error;
  }
  const offset = Number(text);
  if (!/^-?\d{1,16}$/.test(text) || Math.abs(offset) > MOST_MS) {
    throw new Error(`${path} does not hold milliseconds to move the clock by.`);
  }
  return offset;
}
