import { describe, expect, it } from 'vitest';
import { patiently } from './patiently';

const chunk = Uint8Array.of(1, 2);

async function* coming(count: number): AsyncGenerator<Uint8Array> {
  for (let sent = 0; sent < count; sent += 1) yield chunk;
}

describe('a stream that is waited for', () => {
  it('comes through unchanged, and its end too', async () => {
    const seen: Uint8Array[] = [];
    for await (const one of patiently(coming(3), 1_000)) seen.push(one);
    expect(seen).toEqual([chunk, chunk, chunk]);
  });

  it('is given up when nothing comes', async () => {
    const never: AsyncIterable<Uint8Array> = {
      [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => undefined) }),
    };
    await expect(patiently(never, 5).next()).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('is told when nobody wants more of it', async () => {
    let told = false;
    async function* source(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield chunk;
      } finally {
        told = true;
      }
    }
    for await (const _ of patiently(source(), 1_000)) break;
    expect(told).toBe(true);
  });
});
