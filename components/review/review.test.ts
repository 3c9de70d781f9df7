import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { foldOutline, type OutlineEntry } from '@/components/release/ArgumentOutline';
import { nodeNotes } from '@/components/release/nodeNotes';
import { fileSize, groupDigits } from '@/components/release/text';
import type { ChangedClaim } from './ChangedClaims';
import { diffRuns } from '@/core/diff/diffRuns';
import { nextToView } from './ReviewFrame';

function claim(id: string, viewed: boolean): ChangedClaim {
  return { id, identifier: id, change: 'changed', statement: '', viewed };
}

describe('nextToView', () => {
  it('goes to the next claim that is not viewed, round the end', () => {
    const claims = [claim('a', false), claim('b', false), claim('c', true), claim('d', true)];
    expect(nextToView(claims, 'b')).toBe('a');
    expect(nextToView(claims, 'a')).toBe('b');
  });
  it('goes on in order once all are viewed, and stays nowhere when there is one', () => {
    expect(nextToView([claim('a', true), claim('b', true)], 'a')).toBe('b');
    expect(nextToView([claim('a', false)], 'a')).toBe(null);
  });
});

describe('diffRuns', () => {
  it('gives back both texts, whatever changed', () => {
    const words = fc
      .array(fc.constantFrom('limit', 'week', 'of', 'the', '1.0 %', ','))
      .map((list) => list.join(' '));
    fc.assert(
      fc.property(words, words, (before, after) => {
        const runs = diffRuns(before, after);
        const side = (out: string) =>
          runs
            .filter(({ kind }) => kind !== out)
            .map(({ text }) => text)
            .join('');
        expect(side('added')).toBe(before);
        expect(side('removed')).toBe(after);
      }),
      { seed: 20261123, verbose: true },
    );
  });
});

describe('foldOutline', () => {
  const node = (identifier: string, depth: number): OutlineEntry => ({
    kind: 'node',
    depth,
    identifier,
    statement: '',
    notes: [],
  });
  it('folds what is deeper under the last open node and loses nothing', () => {
    const entries = [
      node('G0', 0),
      node('G1', 1),
      node('G2', 2),
      node('G3', 3),
      node('G4', 1),
      node('G5', 2),
    ];
    const runs = foldOutline(entries, 1);
    expect(runs.map((run) => (run.kind === 'open' ? 'open' : run.under))).toEqual([
      'open',
      'G1',
      'open',
      'G4',
    ]);
    expect(runs.flatMap((run) => run.entries)).toEqual(entries);
  });
});

describe('words of a release', () => {
  it('never call a node good', () => {
    const node = {
      kind: 'goal',
      public: true,
      claim: 'not-claimed',
      openProblem: null,
      undeveloped: true,
    } as const;
    expect(nodeNotes(node, { challenged: true })).toEqual([
      'may be cited',
      'not claimed',
      'undeveloped',
      'challenged',
    ]);
    expect(
      nodeNotes(
        {
          ...node,
          kind: 'strategy',
          public: false,
          claim: 'claimed',
          openProblem: 'report',
          undeveloped: false,
        },
        { accepted: true },
      ),
    ).toEqual(['strategy', 'open problem, accepted by the decision-maker']);
  });
  it('write figures the same everywhere', () => {
    expect(groupDigits(48213)).toBe('48,213');
    expect(groupDigits(7)).toBe('7');
    expect(fileSize(4_100_000)).toBe('4.1 MB');
    expect(fileSize(12_300)).toBe('12 kB');
  });
});
