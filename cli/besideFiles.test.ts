import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { besideFiles } from './besideFiles';

const top = mkdtempSync(join(tmpdir(), 'casewright-beside-'));
const folder = join(top, 'case');
const text = (bytes: Uint8Array | null) => bytes && new TextDecoder().decode(bytes);

beforeAll(() => {
  mkdirSync(join(folder, 'sub'), { recursive: true });
  writeFileSync(join(top, 'secret.yaml'), 'secret');
  writeFileSync(join(folder, 'a.yaml'), 'a');
  writeFileSync(join(folder, 'sub', 'b.yaml'), 'b');
  symlinkSync(join(top, 'secret.yaml'), join(folder, 'link.yaml'));
  symlinkSync(top, join(folder, 'out'));
  symlinkSync(join(folder, 'a.yaml'), join(folder, 'near.yaml'));
});
afterAll(() => rmSync(top, { recursive: true }));

describe('files beside a file', () => {
  it('are read from its folder and from those below', () => {
    const files = besideFiles(folder);
    expect(text(files('a.yaml'))).toBe('a');
    expect(text(files('./sub/b.yaml'))).toBe('b');
    expect(text(files('near.yaml'))).toBe('a');
  });

  it('are read once', () => {
    const files = besideFiles(folder);
    writeFileSync(join(folder, 'once.yaml'), 'before');
    expect(text(files('once.yaml'))).toBe('before');
    writeFileSync(join(folder, 'once.yaml'), 'after');
    expect(text(files('once.yaml'))).toBe('before');
  });

  it('are never read from elsewhere', () => {
    const files = besideFiles(folder);
    const outside = ['../secret.yaml', 'sub/../../secret.yaml', join(top, 'secret.yaml')];
    const linked = ['link.yaml', 'out/secret.yaml'];
    for (const name of [...outside, ...linked, '', '.', 'sub', 'none.yaml', 'a\0.yaml']) {
      expect(files(name), name).toBeNull();
    }
  });

  it('are not endless', () => {
    const files = besideFiles(folder);
    for (let index = 0; index < 200; index += 1) files(`none-${index}.yaml`);
    expect(files('a.yaml')).toBeNull();
  });
});
