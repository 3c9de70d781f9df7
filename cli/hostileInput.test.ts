import {
  closeSync,
  ftruncateSync,
  mkdtempSync,
  openSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { HOSTILE_FILES, type HostileFile } from './testing/hostileFiles';
import { measured } from './testing/measured';
import { slowness } from './testing/slowness';

/** What any file may cost at most, whatever is in it. */
const MOST_SECONDS = 5;
const MOST_MIB = 512;

const folder = mkdtempSync(join(tmpdir(), 'casewright-hostile-'));
const figures: string[] = [];
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  // HOSTILE_FIGURES=1 prints the table of docs/formats.md.
  if (process.env.HOSTILE_FIGURES === '1') process.stdout.write(`${figures.join('\n')}\n`);
});

async function onDisk({ make }: HostileFile): Promise<string> {
  const path = join(folder, 'hostile');
  const pieces = await make();
  const file = openSync(path, 'w');
  for (const piece of pieces) {
    if (typeof piece === 'number') ftruncateSync(file, piece);
    else writeSync(file, typeof piece === 'string' ? Buffer.from(piece) : piece);
  }
  closeSync(file);
  return path;
}

describe('a hostile file is refused with a sentence, in 5 seconds and 512 MiB', () => {
  it.each(HOSTILE_FILES)('$format: $kind', async (hostile) => {
    const { kind, format, command, exit, says } = hostile;
    const path = await onDisk(hostile);
    const ended = measured(command.split(' ').map((word) => (word === 'FILE' ? path : word)));
    const { status, stdout, stderr, cpuSeconds, peakMiB } = ended;
    const size = statSync(path).size / 1024 ** 2;
    figures.push(
      `| ${format} | ${kind} | ${size.toFixed(1)} | ${cpuSeconds.toFixed(1)} | ${peakMiB.toFixed(0)} |`,
    );
    expect(stderr === '' ? stdout : stderr).toMatch(says);
    expect(status).toBe(exit);
    // Only what comes near is worth asking how slow this machine is just now.
    const slower = cpuSeconds > MOST_SECONDS / 2 ? slowness() : 1;
    expect(cpuSeconds / slower).toBeLessThan(MOST_SECONDS);
    expect(peakMiB).toBeLessThan(MOST_MIB);
  });
});
