import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { verifyBundle } from '@/core/attest/verify';
import { specFiles } from '@/core/attest/testing/vectors';

const folder = import.meta.dirname;
const files = specFiles();

// WRITE_SPEC=1 writes the files instead of comparing them: for changes of the format alone.
if (process.env.WRITE_SPEC === '1') {
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
}

describe('the generated files of the specification', () => {
  it.each([...files.keys()])('%s is what the code makes today, byte for byte', (path) => {
    expect(existsSync(join(folder, path)), 'the file is there').toBe(true);
    const stored = new Uint8Array(readFileSync(join(folder, path)));
    expect(stored.length).toBe(files.get(path)?.length);
    expect(Buffer.compare(stored, files.get(path) ?? new Uint8Array())).toBe(0);
  });

  it.each(['full', 'redacted'])('the stored %s bundle is valid', (which) => {
    const bytes = readFileSync(join(folder, `vectors/${which}.casewright.zip`));
    expect(verifyBundle(bytes)).toMatchObject({ outcome: 'valid' });
  });
});
