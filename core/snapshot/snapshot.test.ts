import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { addNode, moveUp, removeNode, setClaim } from '@/core/argument/edits';
import { setFact, setField } from '@/core/argument/fieldEdits';
import { readDocument, writeDocument } from '@/core/argument/structureDoc';
import { arbitraryCase } from '@/core/argument/testing/arbitraryCase';
import type { CaseDocument } from '@/core/argument/document';
import { toHex } from './bytes';
import { canonicalBytes, parseCanonical } from './canonical';
import { contentDigest, freezeRelease, type FrozenRelease } from './digest';
import { leafHash } from './hash';
import { parseRecord } from './records';
import { recordsOf } from './recordsOf';
import { Refusal } from './refusal';
import { buildView, checkView, edgesToWithheld, mayBeWithheld, parseView } from './view';

const RUNS = { seed: 20261127, numRuns: 60 };
const SECRET = new Uint8Array(32).fill(7);
const HEAD = { case: 'lab/case', kind: 'base', number: 1, window: null, base: null } as const;

function frozen(document: CaseDocument): FrozenRelease {
  return freezeRelease(recordsOf(document), SECRET, HEAD);
}

/** One edit that an author may make; which element it is about is drawn. */
interface Edit {
  what: number;
  at: number;
  words: string;
}

function apply(doc: Y.Doc, { what, at, words }: Edit, author: string): void {
  const { nodes, links } = readDocument(doc).document;
  const node = nodes[at % Math.max(1, nodes.length)];
  const link = links[at % Math.max(1, links.length)];
  if (!node) return;
  switch (what % 6) {
    case 0:
      setField(doc, 'nodes', node.id, 'text', words, author);
      break;
    case 1:
      setClaim(doc, node.id, at % 2 === 0 ? 'claimed' : 'draft', author);
      break;
    case 2:
      addNode(doc, { kind: 'goal', identifier: `N${at}${author}`, parent: node.id }, author);
      break;
    case 3:
      removeNode(doc, node.id, author);
      break;
    case 4:
      if (link) moveUp(doc, link.id, author);
      break;
    default:
      setFact(doc, 'decision', words, author);
  }
}

describe('the content digest of a shared document', () => {
  const edit = fc.record({ what: fc.nat(5), at: fc.nat(100), words: fc.string({ maxLength: 12 }) });
  const authors = fc.array(fc.array(edit, { minLength: 1, maxLength: 5 }), {
    minLength: 2,
    maxLength: 4,
  });

  it('does not depend on the order in which edits made apart come together', () => {
    fc.assert(
      fc.property(
        arbitraryCase(8),
        authors,
        fc.infiniteStream(fc.nat(1_000)),
        (document, edits, draws) => {
          const seed = new Y.Doc();
          seed.clientID = 1;
          writeDocument(seed, document);
          const begin = Y.encodeStateAsUpdate(seed);
          const updates: Uint8Array[] = [];
          for (const [author, made] of edits.entries()) {
            const doc = new Y.Doc();
            doc.clientID = 100 + author;
            Y.applyUpdate(doc, begin);
            doc.on('update', (update: Uint8Array) => updates.push(update));
            for (const one of made) apply(doc, one, `a${author}`);
          }
          const digests = [0, 1, 2].map(() => {
            const merged = new Y.Doc();
            // Twice in part, and each author's own edits out of order: yjs waits for what is missing.
            const order = [begin, ...updates, ...updates.slice(1)]
              .map((update) => ({ update, key: draws.next().value ?? 0 }))
              .sort((a, b) => a.key - b.key);
            for (const { update } of order) Y.applyUpdate(merged, update);
            return contentDigest(recordsOf(readDocument(merged).document));
          });
          expect(new Set(digests).size).toBe(1);
        },
      ),
      RUNS,
    );
  });
});

describe('a frozen case', () => {
  it('reads back from its canonical bytes as what was written', () => {
    fc.assert(
      fc.property(arbitraryCase(), (document) => {
        for (const { bytes, salt, leaf } of frozen(document).leaves) {
          const record = parseRecord(parseCanonical(bytes));
          expect(canonicalBytes(record)).toEqual(new Uint8Array(bytes));
          expect(parseCanonical(canonicalBytes(record))).toEqual(record);
          expect(leafHash(salt, bytes)).toEqual(leaf);
        }
      }),
      RUNS,
    );
  });

  it('keeps its leaves in strict order, whatever they are', () => {
    fc.assert(
      fc.property(arbitraryCase(), (document) => {
        const leaves = frozen(document).leaves.map(({ leaf }) => toHex(leaf));
        expect(leaves).toEqual([...leaves].sort());
        expect(new Set(leaves).size).toBe(leaves.length);
      }),
      RUNS,
    );
  });

  it('adds up to its root from any part of it that is shown', () => {
    fc.assert(
      fc.property(arbitraryCase(8), fc.infiniteStream(fc.boolean()), (document, draws) => {
        const release = frozen(document);
        const records = release.leaves.map(({ bytes }) => parseRecord(parseCanonical(bytes)));
        const byId = new Map(records.map((record) => [record.id, record]));
        const hidden = records.flatMap((record) =>
          mayBeWithheld(record, byId) && draws.next().value === true ? record.id : [],
        );
        const view = buildView(release, {
          name: 'public',
          withhold: new Map(hidden.map((id) => [id, { class: 'security', reason: 'Why.' }])),
          listedEdges: edgesToWithheld(records, new Set(hidden)),
        });
        expect(checkView(parseView(view.bytes), release)).toEqual([]);
      }),
      RUNS,
    );
  });

  it('shows every changed byte', () => {
    fc.assert(
      fc.property(
        arbitraryCase(4),
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })), {
          minLength: 20,
          maxLength: 20,
        }),
        (document, changes) => {
          const release = frozen(document);
          const { bytes, digest } = buildView(release, { name: 'owner' });
          for (const [at, bits] of changes) {
            const changed = new Uint8Array(bytes);
            changed[at % bytes.length] = (bytes[at % bytes.length] ?? 0) ^ bits;
            expect(isFound(changed, digest, release)).toBe(true);
          }
        },
      ),
      { ...RUNS, numRuns: 30 },
    );
  });
});

/** A view's own name is in its digest alone, which statements sign; all else contradicts the root. */
function isFound(bytes: Uint8Array, digest: string, release: FrozenRelease): boolean {
  try {
    const view = parseView(bytes);
    return view.digest !== digest && (view.name !== 'owner' || checkView(view, release).length > 0);
  } catch (error) {
    if (error instanceof Refusal) return true;
    throw error;
  }
}
