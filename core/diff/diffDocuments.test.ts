import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { CaseDocument } from '@/core/argument/document';
import { addNode, moveNode, moveUp, removeNode, setClaim } from '@/core/argument/edits';
import { setFact, setField } from '@/core/argument/fieldEdits';
import { countingIds } from '@/core/argument/ids';
import { readDocument, writeDocument } from '@/core/argument/structureDoc';
import { arbitraryCase } from '@/core/argument/testing/arbitraryCase';
import { derivedIds } from '@/core/formats/derivedIds';
import { builtInTemplate } from '@/core/templates/templates';
import { alignIds } from './alignIds';
import { diffDocuments, isEmptyDiff } from './diffDocuments';
import { diffRuns, type DiffRun } from './diffRuns';
import { longestIncreasing } from './longestIncreasing';

const ME = 'me';
const before = builtInTemplate('ai-control', countingIds());

function after(edit: (doc: Y.Doc) => void): CaseDocument {
  const doc = new Y.Doc();
  writeDocument(doc, before);
  edit(doc);
  return readDocument(doc).document;
}

const id = (identifier: string) =>
  before.nodes.find((node) => node.identifier === identifier)?.id ?? '';
const linkTo = (identifier: string) =>
  before.links.find(({ to }) => to === id(identifier))?.id ?? '';

describe('the difference between two versions', () => {
  it('is empty between equal ones', () => {
    expect(
      isEmptyDiff(
        diffDocuments(
          before,
          after(() => undefined),
        ),
      ),
    ).toBe(true);
  });

  it('names what was added, removed and changed, with the fields', () => {
    const diff = diffDocuments(
      before,
      after((doc) => {
        addNode(doc, { kind: 'goal', identifier: 'NEW', parent: id('AC2') }, ME);
        removeNode(doc, id('AC-EX2'), ME);
        setField(doc, 'nodes', id('AC1'), 'text', 'x', ME);
        setClaim(doc, id('AC1'), 'claimed', ME);
        setFact(doc, 'window.from', '2027-01-01', ME);
      }),
    );
    const named = (records: { record: string; identifier: string }[]) =>
      records.map(({ record, identifier }) => `${record} ${identifier}`.trim());
    expect(named(diff.added)).toEqual(['node NEW', 'link']);
    expect(named(diff.removed)).toEqual(['node AC-EX2', 'link']);
    expect(diff.changed).toMatchObject([
      { record: 'node', id: id('AC1'), identifier: 'AC1', fields: ['text', 'claim'] },
    ]);
    expect(diff.changed[0]?.texts.map(({ field }) => field)).toEqual(['text']);
    expect(diff.facts).toEqual(['facts.window.from']);
    expect(diff.moved).toEqual([]);
  });

  it('names the node that moved, not its new neighbours', () => {
    const up = diffDocuments(
      before,
      after((doc) => moveUp(doc, linkTo('AC-PX'), ME)),
    );
    expect(up.moved).toMatchObject([{ from: [id('AC-S1')], to: [id('AC-S1')] }]);
    expect(up.changed).toEqual([]);
    const away = diffDocuments(
      before,
      after((doc) => moveNode(doc, linkTo('AC-PX'), { parent: id('AC-BL'), index: 0 }, ME)),
    );
    expect(away.moved).toEqual([
      { node: id('AC-PX'), identifier: 'AC-PX', from: [id('AC-S1')], to: [id('AC-BL')] },
    ]);
    expect(away.changed.map(({ record, fields }) => [record, fields])).toEqual([
      ['link', ['from']],
    ]);
  });

  it('finds the same records in two files without ids', () => {
    for (const template of ['scheming', 'hospital-supplement'] as const) {
      const one = builtInTemplate(template, derivedIds(Uint8Array.of(1)));
      const two = builtInTemplate(template, derivedIds(Uint8Array.of(2)));
      expect(isEmptyDiff(diffDocuments(one, two))).toBe(false);
      expect(isEmptyDiff(diffDocuments(one, alignIds(one, two)))).toBe(true);
    }
  });
});

describe('aligning', () => {
  it('matches by name what two versions share by id in part only', () => {
    const [kept, ...others] = before.nodes;
    const ids = countingIds(1_000_000);
    const fresh = new Map(others.map(({ id: old }) => [old, ids()]));
    const of = (old: string) => fresh.get(old) ?? old;
    const partly = {
      ...before,
      nodes: before.nodes.map((node) => ({ ...node, id: of(node.id), choice: null })),
      links: before.links.map((link) => ({ ...link, from: of(link.from), to: of(link.to) })),
    };
    const aligned = alignIds(before, partly);
    expect(aligned.nodes.map((node) => node.id)).toEqual(before.nodes.map((node) => node.id));
    expect(aligned.links).toEqual(before.links);
    const renamed = { ...before, nodes: [{ ...kept!, identifier: 'NEW', id: ids() }, ...others] };
    expect(diffDocuments(before, alignIds(before, renamed)).added).toMatchObject([
      { identifier: 'NEW' },
    ]);
  });
});

describe('what a difference says of texts and evidence', () => {
  const text = before.nodes.find(({ identifier }) => identifier === 'AC1')?.text ?? '';

  it('shows the words that came and went', () => {
    const diff = diffDocuments(
      before,
      after((doc) => {
        setField(doc, 'nodes', id('AC1'), 'text', `${text} Always.`, ME);
        setFact(doc, 'decision', 'May it run?', ME);
      }),
    );
    const added = diff.changed[0]?.texts[0]?.runs.filter(({ kind }) => kind === 'added');
    expect(added?.map((run) => run.text).join('')).toContain('Always.');
    expect(diff.factTexts).toEqual([
      {
        field: 'facts.decision',
        runs: [
          ...(before.facts.decision === ''
            ? []
            : [{ kind: 'removed', text: before.facts.decision } as const]),
          { kind: 'added', text: 'May it run?' },
        ],
      },
    ]);
  });

  it('names the artefacts that came, went and were replaced', () => {
    const reference = (at: number, evidence: string, shows = '') => ({
      id: String(at).padStart(32, '0'),
      node: id('AC1'),
      evidence,
      shows,
    });
    const old = { ...before, evidence: [reference(1, 'a'), reference(2, 'b'), reference(3, 'c')] };
    const now = { ...before, evidence: [reference(1, 'x'), reference(3, 'c', 'more')] };
    const diff = diffDocuments(old, { ...now, evidence: [...now.evidence, reference(4, 'd')] });
    expect(diff.evidence.map(({ change, before: was, after: is }) => [change, was, is])).toEqual([
      ['changed', 'a', 'x'],
      ['changed', 'c', 'c'],
      ['added', null, 'd'],
      ['removed', 'b', null],
    ]);
    expect(diff.evidence.every(({ identifier }) => identifier === 'AC1')).toBe(true);
  });
});

describe('differences between any two cases', () => {
  const cases = fc.tuple(arbitraryCase(10), arbitraryCase(10));
  const RUNS = { seed: 20248, numRuns: 150 };
  const ids = (records: readonly { record: string; id: string }[]) =>
    records.map(({ record, id: key }) => `${record} ${key}`).sort();

  it('there is none between a case and itself', () => {
    fc.assert(
      fc.property(arbitraryCase(), (one) => {
        expect(isEmptyDiff(diffDocuments(one, one))).toBe(true);
        const { factTexts, evidence } = diffDocuments(one, structuredClone(one));
        expect([factTexts, evidence]).toEqual([[], []]);
      }),
      RUNS,
    );
  });

  it('are the same seen from the other side', () => {
    fc.assert(
      fc.property(cases, ([one, other]) => {
        const [there, back] = [diffDocuments(one, other), diffDocuments(other, one)];
        expect(ids(there.added)).toEqual(ids(back.removed));
        expect(ids(there.removed)).toEqual(ids(back.added));
        expect(ids(there.changed)).toEqual(ids(back.changed));
        expect(there.facts).toEqual(back.facts);
        const elsewhere = ({ moved }: typeof there, swap: boolean) =>
          moved
            .filter(({ from, to }) => from.join() !== to.join())
            .map(({ node, from, to }) => `${node} ${swap ? `${to} ${from}` : `${from} ${to}`}`)
            .sort();
        expect(elsewhere(there, false)).toEqual(elsewhere(back, true));
      }),
      RUNS,
    );
  });

  it('give both texts back, word by word', () => {
    fc.assert(
      fc.property(cases, ([one, other]) => {
        const texts = new Map(one.nodes.map((node) => [node.id, node.text]));
        const now = new Map(other.nodes.map((node) => [node.id, node.text]));
        for (const { record, id: key, texts: changes } of diffDocuments(one, other).changed)
          for (const { field, runs } of changes) {
            if (record !== 'node' || field !== 'text') continue;
            expect(joined(runs, 'added')).toBe(texts.get(key));
            expect(joined(runs, 'removed')).toBe(now.get(key));
          }
      }),
      RUNS,
    );
  });
});

function joined(runs: readonly DiffRun[], without: DiffRun['kind']): string {
  return runs.flatMap(({ kind, text }) => (kind === without ? [] : text)).join('');
}

describe('words that came and went', () => {
  it('are found in a bounded number of steps, whatever the texts', () => {
    const words = (count: number, seed: number) =>
      Array.from({ length: count }, (_, at) => `w${(at * seed) % 9973}`).join(' ');
    const [long, other] = [`same ${words(30_000, 7)} end`, `same ${words(30_000, 11)} end`];
    const runs = diffRuns(long, other);
    expect(joined(runs, 'added')).toBe(long);
    expect(joined(runs, 'removed')).toBe(other);
    expect(runs.map(({ kind }) => kind)).toEqual(['same', 'removed', 'added', 'same']);
    expect(runs.at(-1)?.text).toBe(' end');
  });
});

describe('the longest increasing subsequence', () => {
  it('increases and is as long as the slow way finds', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20), { maxLength: 15 }), (values) => {
        const found = longestIncreasing(values).map((at) => values[at] ?? 0);
        expect(found.every((value, at) => at === 0 || value > (found[at - 1] ?? 0))).toBe(true);
        const best: number[] = [];
        for (const [at, value] of values.entries()) {
          const shorter = best.filter((_, earlier) => (values[earlier] ?? 0) < value);
          best[at] = 1 + Math.max(0, ...shorter);
        }
        expect(found).toHaveLength(Math.max(0, ...best));
      }),
      { seed: 20247, numRuns: 300 },
    );
  });
});
