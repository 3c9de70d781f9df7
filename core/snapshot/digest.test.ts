import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NamedInterface } from '@/core/argument/document';
import { arbitraryCase } from '@/core/argument/testing/arbitraryCase';
import { merkleRoot } from '@/core/attest/merkle';
import { concatBytes, fromHex, toHex, utf8 } from './bytes';
import { canonicalBytes, canonicalText, parseCanonical } from './canonical';
import { contentDigest, freezeRelease } from './digest';
import { sha256, sha256Hex } from './hash';
import { parseManifest } from './manifest';
import { parseRecord, type SnapshotRecord } from './records';
import { recordsOf } from './recordsOf';
import {
  SAMPLE_ARTEFACT,
  SAMPLE_HEAD,
  sampleDocument,
  sampleFacts,
  sampleId,
} from './testing/sampleCase';

const facts = sampleFacts(sha256Hex(utf8(SAMPLE_ARTEFACT)));
const records = recordsOf(sampleDocument(), facts);
const API: NamedInterface = {
  id: '9'.repeat(32),
  module: '',
  name: 'api',
  description: '',
  elements: [],
  aliases: {},
};
const secret = new Uint8Array(32).fill(7);

describe('records of a document', () => {
  it('all pass the strict schema after their canonical bytes are read back', () => {
    for (const leaf of freezeRelease(records, secret, SAMPLE_HEAD).leaves) {
      expect(canonicalBytes(parseRecord(parseCanonical(leaf.bytes)))).toEqual(leaf.bytes);
    }
  });

  it('are written in the order in which they are hashed', () => {
    for (const record of records) expect(JSON.stringify(record)).toBe(canonicalText(record));
  });

  it('hold the words people read, parameters filled in', () => {
    const statements = records.flatMap((record) =>
      record.kind === 'text' ? record.statement : [],
    );
    expect(statements).toContain('Operating Larch 2 creates no unacceptable risk.');
  });

  it('list open problems and undeveloped elements by themselves', () => {
    const residuals = records.filter((record) => record.kind === 'residual');
    expect(residuals.map((residual) => residual.type).sort()).toEqual([
      'doubt',
      'open-problem',
      'undeveloped',
    ]);
  });

  it('leave nothing open below a branch that is not claimed', () => {
    const other = sampleDocument();
    for (const node of other.nodes) if (node.undeveloped) node.claim = 'not-claimed';
    const types = recordsOf(other, facts).flatMap((record) =>
      record.kind === 'residual' ? record.type : [],
    );
    expect(types).not.toContain('undeveloped');
  });

  it('do not depend on view state or on how ranks are spelled', () => {
    const other = sampleDocument();
    for (const node of other.nodes) node.collapsed = true;
    for (const link of other.links) link.rank = `x${link.rank}`;
    expect(contentDigest(recordsOf(other, facts))).toBe(contentDigest(records));
  });

  it('do not depend on how an editor spells the same rich text', () => {
    const other = sampleDocument();
    other.bodies[sampleId('G1')] = {
      type: 'doc',
      content: [
        {
          type: 'paragraph',
          attrs: { align: null },
          content: [
            { type: 'text', text: 'Proto' },
            { type: 'text', text: 'col ', marks: [] },
            { type: 'text', text: 'CP-3', marks: [{ type: 'bold', attrs: {} }] },
            { type: 'text', text: ' is in force for {system}.' },
          ],
        },
      ],
    };
    other.bodies[sampleId('G2')] = { type: 'doc', content: [{ type: 'paragraph' }] };
    expect(contentDigest(recordsOf(other, facts))).toBe(contentDigest(records));
  });
});

it('hashes every member of every record', () => {
  fc.assert(
    fc.property(arbitraryCase(), (document) => {
      const marked = {
        ...document,
        nodes: document.nodes.map((node, at) => ({
          ...node,
          instantiation: at % 2 === 0 ? 'the {list}' : '',
        })),
        interfaces: [{ ...API, elements: document.nodes.map(({ id }) => id) }],
      };
      const given = recordsOf(marked);
      const hashed = new Map(
        freezeRelease(given, secret, SAMPLE_HEAD).leaves.map(({ bytes }) => {
          const { textLeaf: _, ...record } = parseRecord(
            parseCanonical(bytes),
          ) as SnapshotRecord & {
            textLeaf?: string;
          };
          return [record.id, record];
        }),
      );
      expect(given.map(({ id }) => hashed.get(id))).toEqual(given);
    }),
    { numRuns: 60 },
  );
});

describe('content digest', () => {
  it('is the same in any order of records', () => {
    const expected = contentDigest(records);
    fc.assert(
      fc.property(fc.shuffledSubarray([...records], { minLength: records.length }), (shuffled) => {
        expect(contentDigest(shuffled)).toBe(expected);
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    ['a statement', (d: ReturnType<typeof sampleDocument>) => void (d.nodes[0]!.text += '.')],
    ['a link', (d: ReturnType<typeof sampleDocument>) => void d.links.pop()],
    [
      'the window',
      (d: ReturnType<typeof sampleDocument>) => void (d.facts.window.until = '2027-03-01'),
    ],
    [
      'an answer',
      (d: ReturnType<typeof sampleDocument>) => void (d.defeaters[1]!.response = 'No.'),
    ],
    [
      'what waits for a contract',
      (d: ReturnType<typeof sampleDocument>) => void (d.nodes[0]!.toBeSupportedByContract = true),
    ],
    [
      'what is not instantiated',
      (d: ReturnType<typeof sampleDocument>) => void (d.nodes[0]!.uninstantiated = true),
    ],
    [
      'what something is instantiated from',
      (d: ReturnType<typeof sampleDocument>) => void (d.nodes[0]!.instantiation = 'hazards'),
    ],
    ['an interface', (d: ReturnType<typeof sampleDocument>) => void d.interfaces.push(API)],
    ['a criterion', (d: ReturnType<typeof sampleDocument>) => void (d.criteria[0]!.value = '0.01')],
  ])('changes with %s', (_what, change) => {
    const other = sampleDocument();
    change(other);
    expect(contentDigest(recordsOf(other, facts))).not.toBe(contentDigest(records));
  });

  it('refuses two records with one id and ids that are not ids', () => {
    expect(() => contentDigest([...records, records[0]!])).toThrow(/Two records/);
    const broken = sampleDocument();
    broken.nodes[0]!.id = 'G0';
    expect(() => contentDigest(recordsOf(broken, facts))).toThrow(/not a record id/);
  });
});

describe('freezing', () => {
  const release = freezeRelease(records, secret, SAMPLE_HEAD);

  it('gives a manifest that holds the root, and a digest of its bytes', () => {
    expect(parseManifest(release.manifestBytes)).toEqual({
      manifest: release.manifest,
      releaseDigest: release.releaseDigest,
    });
    expect(release.manifest.count).toBe(records.length);
    expect(release.root).toBe(toHex(merkleRoot(release.leaves.map((leaf) => leaf.leaf))));
  });

  it('hashes each leaf as SHA-256(0x00, salt, bytes) and sorts by it', () => {
    for (const leaf of release.leaves) {
      expect(leaf.leaf).toEqual(sha256(concatBytes(Uint8Array.of(0), leaf.salt, leaf.bytes)));
      expect(leaf.salt).toHaveLength(16);
    }
    const order = release.leaves.map((leaf) => toHex(leaf.leaf));
    expect(order).toEqual([...order].sort());
  });

  it('gives other salts, and so another root, under another secret', () => {
    const other = freezeRelease(records, new Uint8Array(32).fill(8), SAMPLE_HEAD);
    expect(other.root).not.toBe(release.root);
  });

  it('refuses a record that names what is not there', () => {
    const dangling = sampleDocument();
    dangling.links[0]!.to = sampleId('nobody');
    const found = recordsOf(dangling, facts);
    expect(() => freezeRelease(found, secret, SAMPLE_HEAD)).toThrow(/not in the release/);
    expect(contentDigest(found)).toHaveLength(64);
  });

  it('refuses lone surrogates in any text', () => {
    const broken = sampleDocument();
    broken.nodes[0]!.text = 'a\ud800';
    expect(() => freezeRelease(recordsOf(broken, facts), secret, SAMPLE_HEAD)).toThrow(/surrogate/);
  });

  it('reproduces the golden digests', () => {
    expect({
      content: contentDigest(records),
      root: release.root,
      release: release.releaseDigest,
      firstSalt: toHex(release.leaves[0]!.salt),
    }).toMatchInlineSnapshot(`
      {
        "content": "bf254b8148a3decb168d314e8071866bade1c194a33cf6b22db5a68c25f2acd1",
        "firstSalt": "9d5cfae982f04348b2d736075b97b63f",
        "release": "7499dd6b4463d4547be05aed21586b4ec7bf0227d9f1c3ff6d1051e42cdcfa0a",
        "root": "ed97e71ec7c606cd1b7b551b084f66972b2707104849e5d867efdbacea2cbe11",
      }
    `);
    expect(fromHex(release.root)).toHaveLength(32);
  });
});
