import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addNode } from '@/core/argument/edits';
import { setField } from '@/core/argument/fieldEdits';
import { countingIds } from '@/core/argument/ids';
import { addCitation } from '@/core/argument/recordEdits';
import { readDocument, writeDocument } from '@/core/argument/structureDoc';
import type { CaseDocument } from '@/core/argument/document';
import { checkDocument } from '@/core/checks/checkDocument';
import { freezeRelease } from '@/core/snapshot/digest';
import { parseRecord, type ReleaseRecord } from '@/core/snapshot/records';
import { parseCanonical } from '@/core/snapshot/canonical';
import { recordsOf, textIdOf } from '@/core/snapshot/recordsOf';
import { buildView, parseView, type Withholding } from '@/core/snapshot/view';
import { proposeWithholding } from '@/core/snapshot/withholding';
import { builtInTemplate } from '@/core/templates/templates';
import * as Y from 'yjs';
import { baseInterfaceOf, type BaseInterface } from './baseInterface';
import { citedGoal } from './citations';
import { pinnedDocument } from './pin';

const why: Withholding = { class: 'security', reason: 'Not for everybody.' };
const template = builtInTemplate('scheming', countingIds());
const document: CaseDocument = {
  ...template,
  facts: {
    ...template.facts,
    window: { from: '2027-01-01', until: '2027-12-31', zone: 'Europe/London', ends: 'retire' },
  },
};
const frozen = freezeRelease(recordsOf(document), new Uint8Array(32), {
  case: 'meridian/larch-2',
  kind: 'base',
  number: 1,
  window: { from: '2027-01-01', until: '2027-12-31', zone: 'Europe/London' },
  base: null,
});
const records: ReleaseRecord[] = frozen.leaves.map((leaf) =>
  parseRecord(parseCanonical(leaf.bytes)),
);
const idOf = (identifier: string) =>
  document.nodes.find((node) => node.identifier === identifier)?.id ?? '';

function shownWithout(nodes: readonly string[]): { shown: BaseInterface; withheld: Set<string> } {
  const { withhold, edges } = proposeWithholding(records, nodes);
  const view = buildView(frozen, {
    name: 'public',
    withhold: new Map([...withhold].map((id) => [id, why])),
    listedEdges: edges,
  });
  const release = { digest: frozen.releaseDigest, manifest: frozen.manifest };
  return { shown: baseInterfaceOf(release, parseView(view.bytes)), withheld: withhold };
}

describe('what a supplement sees of its base', () => {
  it('is its conditions, its public goals and their contexts in scope', () => {
    const { shown } = shownWithout([]);
    expect(shown.conditions).toHaveLength(12);
    expect(shown.goals.every(({ id }) => document.nodes.find((one) => one.id === id)?.public)).toBe(
      true,
    );
    const of = (identifier: string) => {
      const goal = shown.goals.find((one) => one.identifier === identifier);
      const names = new Map(shown.contexts.map((one) => [one.id, one.identifier]));
      return goal && { reach: goal.reach, contexts: goal.inScope.map((id) => names.get(id)) };
    };
    // G0's contexts bear on everything below it (GSN 1:2.6), G1's on what is below G1.
    expect(of('G1')).toEqual({
      reach: 'bounded',
      contexts: ['C1', 'C2', 'C3', 'C4', 'C5', 'C6'],
    });
    expect(of('HI2')?.reach).toBe('absolute');
  });

  it('holds nothing that the view withholds, and nothing withheld can be cited', () => {
    const chosen = fc.uniqueArray(fc.constantFrom(...document.nodes.map(({ id }) => id)), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(chosen, (ids) => {
        const { shown, withheld } = shownWithout(ids);
        const text = JSON.stringify(shown);
        for (const node of document.nodes) {
          const hidden = withheld.has(node.id) || withheld.has(textIdOf(node.id));
          if (!hidden) continue;
          expect(text).not.toContain(JSON.stringify(node.text).slice(1, -1));
          expect(text).not.toContain(`"${node.id}"`);
          const reference = {
            module: 'scheming',
            node: node.identifier,
            baseDigest: shown.digest,
            recordId: node.id,
            textLeaf: null,
          };
          expect(citedGoal(shown, reference)).toBeNull();
          expect(citedGoal(shown, { ...reference, recordId: null })).toBeNull();
        }
      }),
      { numRuns: 60 },
    );
  });

  it('shows every context in scope of a goal, or says that some may be withheld', () => {
    const whole = new Map(shownWithout([]).shown.goals.map((goal) => [goal.id, goal]));
    expect([...whole.values()].every(({ withheldInScope }) => withheldInScope === 0)).toBe(true);
    const chosen = fc.uniqueArray(fc.constantFrom(...document.nodes.map(({ id }) => id)), {
      minLength: 1,
      maxLength: 6,
    });
    // Links between two that are withheld go with them: both ends of one are the hard case.
    const supports = document.links.filter(({ kind }) => kind === 'supported-by');
    const ends = fc.constantFrom(...supports).map(({ from, to }) => [from, to]);
    let unseen = 0;
    fc.assert(
      fc.property(fc.oneof(chosen, ends), (ids) => {
        for (const goal of shownWithout(ids).shown.goals) {
          const inScope = whole.get(goal.id)?.inScope ?? [];
          if (inScope.every((id) => goal.inScope.includes(id))) continue;
          unseen += 1;
          expect(goal.withheldInScope).toBeGreaterThan(0);
        }
      }),
      { numRuns: 60, examples: [[[idOf('S0'), idOf('G1')]]] },
    );
    expect(unseen).toBeGreaterThan(0);
  });

  it('says of a citation whose context is withheld that it cannot be matched', () => {
    const { shown } = shownWithout([idOf('C5')]);
    const goal = shown.goals.find(({ identifier }) => identifier === 'G1');
    expect(goal).toMatchObject({ withheldInScope: 1 });
    const supplement = pinnedDocument(builtInTemplate('hospital-supplement'), shown);
    const said = checkDocument(supplement, { base: shown }).filter(
      ({ rule }) => rule === 'citation',
    );
    expect(said.map(({ message }) => message)).toContainEqual(
      expect.stringContaining('cites G1, of whose contexts 1 is withheld'),
    );
  });

  it('says of a goal below a branch that nobody claims that it is not claimed', () => {
    const notClaimed = document.nodes.map((node) =>
      node.identifier === 'HI0' ? { ...node, claim: 'not-claimed' as const } : node,
    );
    const release = freezeRelease(
      recordsOf({ ...document, nodes: notClaimed }),
      new Uint8Array(32),
      {
        case: 'meridian/larch-2',
        kind: 'base',
        number: 1,
        window: null,
        base: null,
      },
    );
    const view = parseView(buildView(release, { name: 'public' }).bytes);
    const shown = baseInterfaceOf(
      { digest: release.releaseDigest, manifest: release.manifest },
      view,
    );
    const claimed = (identifier: string) =>
      shown.goals.find((goal) => goal.identifier === identifier)?.notClaimed === false;
    expect([claimed('HI2'), claimed('G1'), claimed('HC0')]).toEqual([false, true, true]);
  });
});

describe('a supplement made on it', () => {
  it('resolves what it cites, names the release, and claims nothing', () => {
    const { shown } = shownWithout([]);
    const pinned = pinnedDocument(builtInTemplate('hospital-supplement'), shown);
    const away = pinned.nodes.flatMap((node) => (node.away ? [[node.identifier, node.away]] : []));
    expect(Object.fromEntries(away)).toMatchObject({
      'HS-AG1': { recordId: idOf('G1'), baseDigest: frozen.releaseDigest },
      'HS-AG2': { recordId: idOf('HI2') },
      'HS-AG3': { recordId: idOf('HC0') },
    });
    expect(pinned.contract).toMatchObject({ baseRelease: frozen.releaseDigest, matches: [] });
    expect(pinned.facts.window).toMatchObject({ until: '2027-12-31', zone: 'Europe/London' });
    expect(pinned.nodes.every(({ claim }) => claim === 'draft')).toBe(true);
    const blocked = checkDocument(pinned, { base: shown }).filter(({ rule }) =>
      ['citation', 'disposition'].includes(rule),
    );
    expect(blocked.map(({ message }) => message)).toEqual([
      expect.stringContaining('without saying which of your contexts match C1'),
      expect.stringContaining('without saying which of your contexts match C1'),
      'COU-05: set a review date on or before 2027-12-31, the end of the window.',
      'COU-08: name a claim that shows it and rests on registered evidence.',
      'COU-10: set a review date on or before 2027-12-31, the end of the window.',
    ]);
  });

  it('refuses to inherit a bounded goal as an absolute one', () => {
    const { shown } = shownWithout([]);
    const doc = new Y.Doc();
    writeDocument(doc, pinnedDocument(builtInTemplate('hospital-supplement'), shown));
    const { node } = addNode(doc, { kind: 'away-goal', identifier: 'AG9' }, null);
    const g5 = shown.goals.find(({ identifier }) => identifier === 'HI5');
    const away = {
      module: 'scheming',
      node: 'HI5',
      baseDigest: shown.digest,
      recordId: g5?.id ?? '',
      textLeaf: g5?.textLeaf ?? '',
    };
    setField(doc, 'nodes', node, 'away', away, null);
    addCitation(
      doc,
      { away: node, node: 'HI5', citing: 'absolute', localContexts: [], note: '' },
      null,
    );
    const said = checkDocument(readDocument(doc).document, { base: shown });
    expect(said).toContainEqual(
      expect.objectContaining({ rule: 'citation', blocks: 'freeze', node }),
    );
  });
});
