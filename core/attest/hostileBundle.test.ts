import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8 } from '@/core/snapshot/bytes';
import { canonicalBytes, parseCanonical } from '@/core/snapshot/canonical';
import { sha256Hex } from '@/core/snapshot/hash';
import { BUNDLE_SCHEMA } from './bundle';
import { INDEX_TYPE } from './dsse';
import { sealedByInstance } from './instanceKey';
import { filesOf } from './testing/filesOf';
import { SAMPLE_INSTANCE, sampleBundle, sampleRelease } from './testing/sampleBundle';
import { verifyBundle } from './verify';
import { writeZip } from './zip';

type Json = null | boolean | number | string | Json[] | { [member: string]: Json };

const original = filesOf(sampleBundle('full'));
const { releaseDigest } = sampleRelease().release;
const jsonFiles = [...original.keys()].filter(
  (path) => path.endsWith('.json') && path !== 'index.json',
);

/** Puts a value in one place of a JSON value, the place chosen by `pick`. */
function changed(value: Json, pick: () => number, put: Json): Json {
  if (value === null || typeof value !== 'object' || pick() % 4 === 0) return put;
  if (Array.isArray(value)) {
    if (value.length === 0) return [put];
    const at = pick() % value.length;
    return value.map((item, i) => (i === at ? changed(item, pick, put) : item));
  }
  const members = Object.keys(value);
  const name = members[pick() % Math.max(1, members.length)];
  if (name === undefined) return { member: put };
  return { ...value, [name]: changed(value[name] ?? null, pick, put) };
}

/** A bundle as an instance would sign it that writes whatever it likes. */
function resigned(files: Map<string, Uint8Array>): Uint8Array {
  const index = {
    schema: BUNDLE_SCHEMA,
    release: releaseDigest,
    madeAt: '2026-02-24T12:00:00Z',
    files: [...files]
      .map(([path, bytes]) => ({ path, sha256: sha256Hex(bytes), size: bytes.length }))
      .sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
  const envelope = sealedByInstance(SAMPLE_INSTANCE, INDEX_TYPE, canonicalBytes(index));
  return writeZip(new Map([...files, ['index.json', canonicalBytes(envelope)]]));
}

function filesWithout(path: string): Map<string, Uint8Array> {
  return new Map([...original].filter(([name]) => name !== path && name !== 'index.json'));
}

describe('a hostile bundle', () => {
  it('whose instance re-signed any change of any file is false, and never throws', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...jsonFiles.filter((path) => path !== 'directory.json')),
        fc.array(fc.nat(), { minLength: 1 }),
        fc.oneof(
          // An empty list in the place of prose is a bundle that publishes fewer words, and true.
          fc
            .jsonValue()
            .map((value) => JSON.parse(JSON.stringify(value)) as Json)
            .filter((value) => !Array.isArray(value)),
          fc.constantFrom('0'.repeat(64), '0'.repeat(32), '', -1, 1e300, null),
        ),
        (path, picks, put) => {
          let next = 0;
          const pick = () => picks[next++ % picks.length] ?? 0;
          const before = original.get(path) ?? new Uint8Array();
          const after = canonicalBytes(changed(parseCanonical(before) as Json, pick, put));
          const bundle = resigned(filesWithout(path).set(path, after));
          const same = after.length === before.length && sha256Hex(after) === sha256Hex(before);
          expect(verifyBundle(bundle).outcome === 'valid').toBe(same || !mattersTo(path, after));
        },
      ),
      { numRuns: 250 },
    );
  });

  /** Dates of instance keys are the instance's own word; nothing follows from them. */
  function mattersTo(path: string, after: Uint8Array): boolean {
    if (path !== 'keys.json') return true;
    return verifyBundle(resigned(filesWithout(path).set(path, after))).outcome !== 'valid';
  }

  it('of any bytes is judged, whatever they are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect(verifyBundle(bytes).outcome).toBe('not-checkable');
      }),
    );
  });

  it('nested beyond any stack is false', () => {
    const deep = utf8(`${'['.repeat(200_000)}${']'.repeat(200_000)}`);
    for (const path of ['view.json', 'manifest.json', 'statements/001.json']) {
      const report = verifyBundle(resigned(filesWithout(path).set(path, deep)));
      expect(report.outcome).toBe('false');
    }
  });

  it('loses a file, and is false', () => {
    for (const path of original.keys()) {
      if (path === 'index.json' || path === 'directory.json' || path.startsWith('evidence/'))
        continue;
      expect(verifyBundle(resigned(filesWithout(path))).outcome, path).toBe('false');
    }
  });

  it('without its artefact is still valid, and says that it is not there', () => {
    const artefact = [...original.keys()].find((path) => path.startsWith('evidence/')) ?? '';
    const report = verifyBundle(resigned(filesWithout(artefact)));
    expect(report.outcome).toBe('valid');
    expect(report.lines.map((line) => line.check)).toContain('evidence not included');
  });
});
