import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { verifyBundle } from '@/core/attest/verify';
import { sampleRelease } from '@/core/attest/testing/sampleBundle';
import { specFiles } from '@/core/attest/testing/vectors';
import { fromUtf8, toHex } from '@/core/snapshot/bytes';
import { textIdOf } from '@/core/snapshot/recordsOf';
import { sampleId } from '@/core/snapshot/testing/sampleCase';

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

describe('the worked example of release.md', () => {
  it('is the one of the vectors', () => {
    const page = readFileSync(join(folder, 'release.md'), 'utf8');
    const { release } = sampleRelease();
    const node = release.leaves.find((leaf) => leaf.id === sampleId('G0'));
    const text = release.leaves.find((leaf) => leaf.id === textIdOf(sampleId('G0')));
    expect(release.leaves[0]).toBe(node);
    for (const leaf of [node, text]) {
      expect(page).toContain(toHex(leaf?.salt ?? new Uint8Array()));
      expect(page).toContain(toHex(leaf?.leaf ?? new Uint8Array()));
      expect(page).toContain(fromUtf8(leaf?.bytes ?? new Uint8Array()));
    }
    expect(page).toContain(fromUtf8(release.manifestBytes));
    expect(page).toContain(release.releaseDigest);
  });
});
