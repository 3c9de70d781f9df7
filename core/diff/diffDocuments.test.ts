import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { CaseDocument } from '@/core/argument/document';
import { addNode, moveNode, moveUp, removeNode, setClaim } from '@/core/argument/edits';
import { setFact, setField } from '@/core/argument/fieldEdits';
import { countingIds } from '@/core/argument/ids';
import { readDocument, writeDocument } from '@/core/argument/structureDoc';
import { derivedIds } from '@/core/formats/derivedIds';
import { builtInTemplate } from '@/core/templates/templates';
import { alignIds } from './alignIds';
import { diffDocuments, isEmptyDiff } from './diffDocuments';
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
    expect(diff.changed).toEqual([
      { record: 'node', id: id('AC1'), identifier: 'AC1', fields: ['text', 'claim'] },
    ]);
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
