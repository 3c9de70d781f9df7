import { AppError } from '@/server/platform/errors';

/**
 * The same chunks, given up when none comes for so long: whoever sends and stops sending holds
 * nothing for hours.
 *
 * @param wait milliseconds for each chunk
 * @throws AppError unavailable
 */
export async function* patiently(
  source: AsyncIterable<Uint8Array>,
  wait: number,
): AsyncGenerator<Uint8Array> {
  const chunks = source[Symbol.asyncIterator]();
  let asked = false;
  try {
    for (;;) {
      asked = true;
      const next = await within(chunks.next(), wait);
      asked = false;
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    // While it waits for a chunk that never comes it can't be told that nobody wants it.
    if (!asked) await chunks.return?.();
  }
}

async function within<T>(coming: Promise<T>, wait: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const stalled = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(
        new AppError(
          'unavailable',
          `Nothing came for ${Math.ceil(wait / 1000)} seconds. Nothing of the upload was kept; send it again.`,
        ),
      );
    }, wait);
  });
  try {
    return await Promise.race([coming, stalled]);
  } finally {
    clearTimeout(timer);
  }
}
