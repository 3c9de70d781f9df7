import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clockOf } from './clock';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casewright-clock-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const ahead = (now: Date) => now.getTime() - Date.now();

describe('the clock', () => {
  it('is the time, unless a file moves it', async () => {
    expect(Math.abs(ahead(clockOf(undefined)()))).toBeLessThan(1_000);
    const file = join(folder, 'clock');
    const now = clockOf(file);
    expect(Math.abs(ahead(now()))).toBeLessThan(1_000);
    await writeFile(file, '86400000\n');
    expect(Math.abs(ahead(now()) - 86_400_000)).toBeLessThan(1_000);
    await writeFile(file, 'soon');
    expect(now).toThrow(/does not hold milliseconds/);
  });
});
