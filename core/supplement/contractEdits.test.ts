import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { CaseDocument, Id } from '@/core/argument/document';
import { countingIds } from '@/core/argument/ids';
import { readContractRecords, readDocument, writeDocument } from '@/core/argument/structureDoc';
import { checkDocument } from '@/core/checks/checkDocument';
import { builtInTemplate } from '@/core/templates/templates';
import { citationsOf } from './citations';
import { citationState } from './citationState';
import {
  addClaim,
  citeGoal,
  dispositionRecords,
  disposeAs,
  keepDisposition,
  nameClaim,
  sayHowCited,
  setMatches,
} from './contractEdits';
import { pinnedDocument } from './pin';
import { recordId, SAMPLE_BASE, sampleCondition } from './sampleBase.fixture';

const ME = 'me';
const [first = sampleCondition(1)] = SAMPLE_BASE.conditions;

/** The hospital's supplement, pinned; with a base that has a condition the template does not know. */
function open(base = SAMPLE_BASE): Y.Doc {
  const doc = new Y.Doc({ gc: false });
  writeDocument(doc, pinnedDocument(builtInTemplate('hospital-supplement', countingIds()), base));
  return doc;
}

function twin(doc: Y.Doc): Y.Doc {
  const other = new Y.Doc({ gc: false });
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
  return other;
}

function merge(...docs: Y.Doc[]): void {
  for (const from of docs)
    for (const to of docs) if (from !== to) Y.applyUpdate(to, Y.encodeStateAsUpdate(from));
}

function read(doc: Y.Doc): CaseDocument {
  const { document, problems } = readDocument(doc);
  expect(problems).toEqual([]);
  return document;
}

const named = (doc: Y.Doc, identifier: string): Id =>
  read(doc).nodes.find((node) => node.identifier === identifier)?.id ?? '';
const fresh = sampleCondition(13);
const wider = { ...SAMPLE_BASE, conditions: [...SAMPLE_BASE.conditions, fresh] };

describe('a disposition', () => {
  it('is the record that is there already, whichever way is chosen', () => {
    const doc = open();
    const before = readContractRecords(doc).dispositions.length;
    const [known] = dispositionRecords(doc, SAMPLE_BASE, first);
    const id = disposeAs(doc, SAMPLE_BASE, first, 'accept-residual', ME);
    expect(id).toBe(known?.id);
    expect(readContractRecords(doc).dispositions).toHaveLength(before);
    const [after] = dispositionRecords(doc, SAMPLE_BASE, first);
    expect(after?.disposition).toBe('accept-residual');
    expect(after?.by, 'claims of the way left').toEqual(known?.by);
  });

  it('is made once where there is none, and named by the record of the condition', () => {
    const doc = open(wider);
    const id = disposeAs(doc, wider, fresh, 'discharge', ME);
    expect(disposeAs(doc, wider, fresh, 'accept-residual', ME)).toBe(id);
    expect(dispositionRecords(doc, wider, fresh)).toMatchObject([
      { id, condition: fresh.id, disposition: 'accept-residual' },
    ]);
  });

  it('of two people at once keeps what both wrote, until one of them is chosen', () => {
    const left = open(wider);
    const right = twin(left);
    const kept = disposeAs(left, wider, fresh, 'discharge', ME);
    nameClaim(left, kept, named(left, 'HS1a'), true, ME);
    disposeAs(right, wider, fresh, 'accept-residual', 'them');
    merge(left, right);
    expect(dispositionRecords(left, wider, fresh)).toHaveLength(2);
    keepDisposition(left, wider, fresh, kept, ME);
    merge(left, right);
    for (const doc of [left, right])
      expect(dispositionRecords(doc, wider, fresh)).toMatchObject([
        { id: kept, by: [named(left, 'HS1a')] },
      ]);
  });

  it('gains claims of two people at once', () => {
    const left = open();
    const right = twin(left);
    const id = disposeAs(left, SAMPLE_BASE, first, 'discharge', ME);
    nameClaim(left, id, named(left, 'HS2'), true, ME);
    nameClaim(right, id, named(left, 'HS3'), true, ME);
    nameClaim(right, id, named(left, 'HS1a'), false, ME);
    merge(left, right);
    const [record] = dispositionRecords(left, SAMPLE_BASE, first);
    expect(record?.by).toEqual([named(left, 'HS2'), named(left, 'HS3')].sort());
  });

  it('names a new claim that is undeveloped and claims nothing', () => {
    const doc = open();
    const id = disposeAs(doc, SAMPLE_BASE, first, 'discharge', ME);
    const parent = named(doc, 'HS-S1');
    const text = 'Night shifts are covered.';
    const made = addClaim(doc, { disposition: id, parent, text }, ME);
    const { nodes, links } = read(doc);
    expect(nodes.find((node) => node.id === made.node)).toMatchObject({
      kind: 'goal',
      claim: 'draft',
      undeveloped: true,
      text,
      identifier: made.identifier,
    });
    expect(links.some(({ from, to }) => from === parent && to === made.node)).toBe(true);
    expect(dispositionRecords(doc, SAMPLE_BASE, first)[0]?.by).toContain(made.node);
  });
});

describe('a citation', () => {
  const citing = (identifier: string) => {
    const goal = SAMPLE_BASE.goals.find((one) => one.identifier === identifier);
    if (!goal) throw new Error(`No goal ${identifier}.`);
    const doc = open();
    const away = citeGoal(doc, SAMPLE_BASE, { goal, parent: named(doc, 'HS4') }, ME);
    const one = () => citationsOf(read(doc), SAMPLE_BASE).find((found) => found.away === away);
    const state = () => {
      const found = one();
      return found && citationState(found);
    };
    return { doc, away, goal, one, state };
  };

  it('inherits what holds in any setting', () => {
    const { doc, away, state } = citing('HI2');
    expect(state()).toEqual({ kind: 'inherited' });
    const about = checkDocument(read(doc), { base: SAMPLE_BASE }).filter(
      ({ node, blocks }) => node === away && blocks === 'freeze',
    );
    expect(about).toEqual([]);
  });

  it('asks for every context in scope of what does not', () => {
    const { doc, away, goal, state } = citing('HC0');
    expect(state()).toEqual({ kind: 'open', matched: 0, contexts: 2 });
    const put = (context: string, locals: string[]) =>
      setMatches(
        doc,
        read(doc).contract?.matches ?? [],
        { away, context: recordId(context) },
        locals.map((local) => named(doc, local)),
        ME,
      );
    put('C1', ['HS-C1', 'HS-C2']);
    expect(state()).toEqual({ kind: 'open', matched: 1, contexts: 2 });
    put('C2', ['HS-C3']);
    expect(state()).toEqual({ kind: 'matched', matched: 2, contexts: 2 });
    put('C1', []);
    expect(state()).toEqual({ kind: 'open', matched: 1, contexts: 2 });
    sayHowCited(doc, { away, goal }, 'absolute', ME);
    expect(state()).toEqual({ kind: 'bounded' });
    expect(read(doc).contract?.cites.filter((cite) => cite.away === away)).toHaveLength(1);
  });

  it('keeps what another matched meanwhile', () => {
    const { doc, away } = citing('G1');
    const other = twin(doc);
    const line = { away, context: recordId('C1') };
    setMatches(doc, [], line, [named(doc, 'HS-C1')], ME);
    setMatches(other, [], line, [named(doc, 'HS-C2')], 'them');
    merge(doc, other);
    const locals = read(doc).contract?.matches.filter((one) => one.away === away);
    expect(locals).toHaveLength(2);
  });

  it('says when the base does not claim its goal, withholds a context, or has no such goal', () => {
    const { one } = citing('G1');
    const found = one();
    if (!found?.goal) throw new Error('It is not cited.');
    const { goal } = found;
    expect(citationState({ ...found, goal: null })).toEqual({ kind: 'unknown' });
    expect(citationState({ ...found, goal: { ...goal, notClaimed: true } })).toEqual({
      kind: 'not-claimed',
    });
    expect(citationState({ ...found, goal: { ...goal, withheldInScope: 2 } })).toEqual({
      kind: 'withheld',
      contexts: 2,
    });
    expect(citationState({ ...found, cite: null })).toEqual({ kind: 'unsaid' });
  });
});
