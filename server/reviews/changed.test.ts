import { describe, expect, it } from 'vitest';
import type { CaseDocument } from '@/core/argument/document';
import { utf8 } from '@/core/snapshot/bytes';
import { freezeRelease } from '@/core/snapshot/digest';
import { readView } from '@/core/snapshot/disclosed';
import { sha256Hex } from '@/core/snapshot/hash';
import { recordsOf } from '@/core/snapshot/recordsOf';
import {
  SAMPLE_ARTEFACT,
  SAMPLE_HEAD,
  sampleDocument,
  sampleFacts,
  sampleId,
} from '@/core/snapshot/testing/sampleCase';
import { buildView, parseView } from '@/core/snapshot/view';
import { changedNodes } from './changed';

const facts = sampleFacts(sha256Hex(utf8(SAMPLE_ARTEFACT)));

/** As frozen with a secret of its own: no salt is ever the same twice. */
function frozen(document: CaseDocument, secret: number, more = facts) {
  const key = new Uint8Array(32).fill(secret);
  const release = freezeRelease(recordsOf(document, more), key, SAMPLE_HEAD);
  return readView(parseView(buildView(release, { name: 'assessors' }).bytes));
}
const before = frozen(sampleDocument(), 1);

describe('the changed claims of a review', () => {
  it('are all of them when there was no review before', () => {
    const all = changedNodes(before, null);
    expect(all).toHaveLength(6);
    expect(all.every(({ change, before: was }) => change === 'added' && was === null)).toBe(true);
  });

  it('are none when nothing but the salts changed', () => {
    expect(changedNodes(frozen(sampleDocument(), 2), before)).toEqual([]);
  });

  it('say what changed, with the words as they were', () => {
    const document = sampleDocument();
    const nodes = document.nodes.map((node) => {
      if (node.identifier === 'G2') return { ...node, text: 'The red team is better.' };
      return node.identifier === 'C1' ? { ...node, claim: 'not-claimed' as const } : node;
    });
    const version = facts.evidence.map((row) => ({
      ...row,
      version: { ...row.version, number: 7 },
    }));
    const defeaters = document.defeaters.map((one) => ({ ...one, response: 'Answered anew.' }));
    const now = frozen({ ...document, nodes }, 3, { ...facts, evidence: version });
    expect(changedNodes(now, before)).toEqual([
      {
        id: sampleId('C1'),
        change: 'withdrawn',
        before: 'Supervised drafting, 40 000 attempts a week.',
      },
      {
        id: sampleId('Sn1'),
        change: 'evidence',
        before: 'Control evaluation, 3 rounds — “no upheld attack”.',
      },
      {
        id: sampleId('G2'),
        change: 'changed',
        before: 'The red team is at least as good as Larch 2.',
      },
    ]);
    const doubted = frozen({ ...document, defeaters }, 4);
    expect(changedNodes(doubted, before).map(({ change }) => change)).toEqual(['doubt']);
  });
});
