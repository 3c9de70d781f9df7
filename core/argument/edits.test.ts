import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { builtInTemplate } from '@/core/templates/templates';
import type { CaseDocument, Id } from './document';
import { DocumentReader } from './documentReader';
import {
  addLink,
  addNode,
  indent,
  moveDown,
  moveNode,
  moveUp,
  outdent,
  removeLink,
  removeNode,
  setClaim,
} from './edits';
import { EditError, entryText, setFact, setField, setMeta, setText } from './fieldEdits';
import { countingIds } from './ids';
import { outlineOf } from './outline';
import {
  addCriterion,
  addDefeater,
  addEvidenceReference,
  removeRecord,
  respond,
  setParameter,
} from './recordEdits';
import { declareRoots, forbiddenChange } from './schemaPath';
import { parseStrict, readDocument, writeDocument } from './structureDoc';
import { createUndoManager } from './undo';

const ME = 'me';

function open(template: 'scheming' | 'ai-control' | 'hospital-supplement' = 'ai-control') {
  const doc = new Y.Doc({ gc: false });
  writeDocument(doc, builtInTemplate(template, countingIds()));
  return doc;
}

function read(doc: Y.Doc): CaseDocument {
  const { document, problems } = readDocument(doc);
  expect(problems).toEqual([]);
  return document;
}

function named(document: CaseDocument, identifier: string): Id {
  const node = document.nodes.find((candidate) => candidate.identifier === identifier);
  if (!node) throw new Error(`No node ${identifier}.`);
  return node.id;
}

function linkTo(document: CaseDocument, identifier: string): Id {
  const link = document.links.find(({ to }) => to === named(document, identifier));
  if (!link) throw new Error(`Nothing links to ${identifier}.`);
  return link.id;
}

/** The outline as identifiers, two spaces a level. */
function outline(doc: Y.Doc): string[] {
  return outlineOf(read(doc)).map(
    (row) => '  '.repeat(row.depth) + row.node.identifier + (row.parked ? ' (parked)' : ''),
  );
}

describe('editing the argument', () => {
  it('adds a node below its parent, in its place, ready to be read strictly', () => {
    const doc = open();
    const parent = named(read(doc), 'AC-S0');
    const made = addNode(doc, { kind: 'goal', identifier: 'AC3', parent, index: 1 }, ME);
    expect(outline(doc).filter((line) => line.startsWith('    AC'))).toContain('    AC3');
    const children = outlineOf(read(doc)).filter((row) => row.parentLink?.from === parent);
    expect(children.map((row) => row.node.identifier)).toEqual(['AC1', 'AC3', 'AC2']);
    expect(made.link).toBe(children[1]?.parentLink?.id);
    expect(parseStrict(doc).ok).toBe(true);
  });

  it('places contexts by an in-context-of link and parks what has no parent', () => {
    const doc = open();
    const parent = named(read(doc), 'AC0');
    addNode(doc, { kind: 'assumption', identifier: 'A9', parent }, ME);
    addNode(doc, { kind: 'goal', identifier: 'G9' }, ME);
    expect(read(doc).links.find(({ to }) => to === named(read(doc), 'A9'))?.kind).toBe(
      'in-context-of',
    );
    expect(outline(doc).at(-1)).toBe('G9 (parked)');
  });

  it('removes a node with what hangs on it and parks its children', () => {
    const doc = open();
    const before = read(doc);
    const node = named(before, 'AC-RD');
    const link = linkTo(before, 'AC-RD');
    addCriterion(
      doc,
      { node, metric: 'm', comparator: '<=', value: '1', unit: '', failure: '' },
      ME,
    );
    addEvidenceReference(doc, { node, evidence: 'e1', shows: '' }, ME);
    const first = addDefeater(
      doc,
      { identifier: 'D90', kind: 'undercut', text: '', origin: 'author', target: { link } },
      ME,
    );
    addDefeater(
      doc,
      {
        identifier: 'D91',
        kind: 'rebut',
        text: '',
        origin: 'author',
        target: { defeater: first },
      },
      ME,
    );
    removeNode(doc, node, ME);
    const after = read(doc);
    expect(after.nodes).toHaveLength(before.nodes.length - 1);
    expect([after.criteria, after.evidence]).toEqual([[], []]);
    expect(after.defeaters.map(({ identifier }) => identifier)).not.toContain('D91');
    expect(outline(doc).filter((line) => line.endsWith('(parked)'))).toEqual([
      'AC-RD1 (parked)',
      'AC-RD2 (parked)',
      'AC-RD3 (parked)',
      '  AC-A1 (parked)',
      '  AC-Sn3 (parked)',
      'AC-RD4 (parked)',
    ]);
    expect(removeNode(doc, node, ME)).toEqual([]);
  });

  it('takes a removed branch out of the choice and the protected nodes that named it', () => {
    const doc = open('scheming');
    const node = named(read(doc), 'SI1');
    removeNode(doc, node, ME);
    const after = read(doc);
    const choice = after.nodes.find(({ identifier }) => identifier === 'SI-S')?.choice;
    expect(choice).toMatchObject({ min: 3 });
    expect(choice?.of).not.toContain(node);
    removeNode(doc, named(after, 'HI5'), ME);
    expect(read(doc).conditions.some(({ protects }) => protects.includes(node))).toBe(false);
  });

  it('moves, indents and outdents without leaving the document', () => {
    const doc = open();
    const at = () => read(doc);
    expect(moveUp(doc, linkTo(at(), 'AC-RD'), ME)).toBe(true);
    expect(indent(doc, linkTo(at(), 'AC-BL'), ME)).toBe(true);
    const parents = (identifier: string) =>
      at().links.find(({ to }) => to === named(at(), identifier))?.from;
    expect(parents('AC-BL')).toBe(named(at(), 'AC-RD'));
    expect(outdent(doc, linkTo(at(), 'AC-BL'), linkTo(at(), 'AC-RD'), ME)).toBe(true);
    expect(parents('AC-BL')).toBe(named(at(), 'AC-S1'));
    const order = () =>
      outlineOf(at())
        .filter((row) => row.parentLink?.from === named(at(), 'AC-S1'))
        .map((row) => row.node.identifier);
    expect(order()).toEqual(['AC-RD', 'AC-BL', 'AC-EX', 'AC-PX']);
    expect(moveDown(doc, linkTo(at(), 'AC-PX'), ME)).toBe(false);
    expect(moveUp(doc, linkTo(at(), 'AC-RD'), ME)).toBe(false);
    expect(indent(doc, linkTo(at(), 'AC-RD'), ME)).toBe(false);
    const below = named(at(), 'AC-BL1');
    expect(moveNode(doc, linkTo(at(), 'AC-BL'), { parent: below, index: 0 }, ME)).toBe(false);
  });

  it('refuses values that no document may hold', () => {
    const doc = open();
    const id = named(read(doc), 'AC0');
    expect(() => setField(doc, 'nodes', id, 'text', 'x'.repeat(5_000), ME)).toThrow(EditError);
    expect(() => setField(doc, 'nodes', id, 'identifier', '\ud800', ME)).toThrow(EditError);
    expect(setField(doc, 'nodes', 'f'.repeat(32), 'text', 'x', ME)).toBe(false);
  });

  it('undoes its own edits only', () => {
    const doc = open();
    const other = new Y.Doc({ gc: false });
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
    const before = read(doc);
    const undo = createUndoManager(doc, ME);
    removeNode(doc, named(before, 'AC-RD'), ME);
    setClaim(other, named(before, 'AC1'), 'claimed', 'colleague');
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other), 'network');
    undo.undo();
    const after = read(doc);
    expect(after.nodes.find(({ identifier }) => identifier === 'AC1')?.claim).toBe('claimed');
    setClaim(doc, named(before, 'AC1'), 'draft', null);
    expect(read(doc)).toEqual(before);
  });
});

describe('text edits', () => {
  it('change as little as possible', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
        const doc = new Y.Doc();
        const text = doc.getText();
        text.insert(0, a);
        setText(text, b, ME);
        expect(text.toJSON()).toBe(b);
      }),
      { seed: 7, numRuns: 500 },
    );
  });

  it('keep a colleague’s word in the same statement', () => {
    const mine = open();
    const id = named(read(mine), 'AC1');
    setField(mine, 'nodes', id, 'text', 'The leak probability is low.', ME);
    const theirs = new Y.Doc();
    Y.applyUpdate(theirs, Y.encodeStateAsUpdate(mine));
    setField(mine, 'nodes', id, 'text', 'The estimated leak probability is low.', ME);
    setField(theirs, 'nodes', id, 'text', 'The leak probability is below 1 %.', 'them');
    sync(mine, theirs);
    expect(entryText(mine, 'nodes', id, 'text')?.toJSON()).toBe(
      'The estimated leak probability is below 1 %.',
    );
    expect(read(mine)).toEqual(read(theirs));
  });
});

it('no edit of a text loses what another typed into it', () => {
  const words = 'The leak probability is below the limit for the whole window.';
  const spot = fc.nat(words.length);
  fc.assert(
    fc.property(spot, spot, spot, spot, (mineAt, mineCut, theirsAt, theirsCut) => {
      const mine = open();
      const id = named(read(mine), 'AC1');
      setField(mine, 'nodes', id, 'text', words, ME);
      const theirs = new Y.Doc();
      Y.applyUpdate(theirs, Y.encodeStateAsUpdate(mine));
      const typed = (at: number, cut: number, sign: string) =>
        words.slice(0, at) + sign.repeat(3) + words.slice(Math.max(at, cut));
      setField(mine, 'nodes', id, 'text', typed(mineAt, mineCut, '¶'), ME);
      setField(theirs, 'nodes', id, 'text', typed(theirsAt, theirsCut, '§'), 'them');
      sync(mine, theirs);
      const text = read(mine).nodes.find((node) => node.id === id)?.text ?? '';
      expect(text).toContain('¶¶¶');
      expect(text).toContain('§§§');
      expect(read(mine)).toEqual(read(theirs));
    }),
    { seed: 20248, numRuns: 60 },
  );
});

function sync(a: Y.Doc, b: Y.Doc): void {
  Y.applyUpdate(a, Y.encodeStateAsUpdate(b, Y.encodeStateVector(a)), 'network');
  Y.applyUpdate(b, Y.encodeStateAsUpdate(a, Y.encodeStateVector(b)), 'network');
}

/** One random act on whatever the replica holds at that moment. */
type Act = { kind: number; pick: number; other: number; text: string };
const act = fc.record({
  kind: fc.nat(15),
  pick: fc.nat(1_000),
  other: fc.nat(1_000),
  text: fc.string({ unit: 'grapheme', maxLength: 20 }),
});

function perform(doc: Y.Doc, { kind, pick, other, text }: Act, undo: Y.UndoManager): void {
  const { nodes, links, criteria } = readDocument(doc).document;
  const node = nodes[pick % Math.max(1, nodes.length)]?.id ?? '';
  const target = nodes[other % Math.max(1, nodes.length)]?.id ?? '';
  const link = links[pick % Math.max(1, links.length)]?.id ?? '';
  const acts = [
    () => addNode(doc, { kind: 'goal', identifier: `N${pick}`, parent: node }, ME),
    () => addNode(doc, { kind: 'context', identifier: `N${pick}`, parent: node, index: 0 }, ME),
    () => removeNode(doc, node, ME),
    () => moveNode(doc, link, { parent: target, index: pick % 3 }, ME),
    () => moveUp(doc, link, ME),
    () => moveDown(doc, link, ME),
    () => indent(doc, link, ME),
    () => addLink(doc, { kind: 'supported-by', from: node, to: target }, ME),
    () => removeLink(doc, link, ME),
    () => setField(doc, 'nodes', node, 'text', text, ME),
    () => setClaim(doc, node, pick % 2 ? 'claimed' : 'not-claimed', ME),
    () => setFact(doc, 'decision', text, ME),
    () => setMeta(doc, 'title', text, ME),
    () => setParameter(doc, 'limit', text, ME),
    () => {
      const made = addCriterion(
        doc,
        { node, metric: text, comparator: '<', value: '1', unit: '', failure: text },
        ME,
      );
      if (criteria[0]) removeRecord(doc, 'criteria', criteria[0].id, ME);
      const defeater = addDefeater(
        doc,
        { identifier: 'D', kind: 'rebut', text, origin: 'author', target: { node } },
        ME,
      );
      respond(doc, defeater, made, ME);
    },
    () => undo.undo(),
  ];
  if (node !== '' && link !== '') acts[kind]?.();
}

describe('two replicas', () => {
  it('converge on one readable document whatever both do, and the gate lets every act pass', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.boolean(), fc.boolean(), act), { maxLength: 40 }),
        (acts) => {
          const mine = open();
          const theirs = new Y.Doc({ gc: false });
          Y.applyUpdate(theirs, Y.encodeStateAsUpdate(mine));
          const twin = new Y.Doc();
          declareRoots(twin, 'structure');
          Y.applyUpdate(twin, Y.encodeStateAsUpdate(mine));
          const refused: string[] = [];
          twin.on('afterTransaction', (transaction) => {
            const reason = forbiddenChange(transaction, 'structure');
            if (reason !== null) refused.push(reason);
          });
          const undo = { mine: createUndoManager(mine, ME), theirs: createUndoManager(theirs, ME) };
          const reader = DocumentReader.follow(mine);
          for (const [isMine, talk, one] of acts) {
            perform(isMine ? mine : theirs, one, isMine ? undo.mine : undo.theirs);
            if (talk) sync(mine, theirs);
            const { nodes } = reader.read().document;
            expect(nodes).toEqual(readDocument(mine).document.nodes);
          }
          sync(mine, theirs);
          Y.applyUpdate(twin, Y.encodeStateAsUpdate(mine, Y.encodeStateVector(twin)), 'client');
          expect(refused).toEqual([]);
          expect(readDocument(mine)).toEqual(readDocument(theirs));
          expect(reader.read()).toEqual(readDocument(mine));
          reader.stop();
          expect(readDocument(mine).problems).toEqual([]);
          const document = readDocument(mine).document;
          const rows = outlineOf(document);
          expect(new Set(rows.map((row) => row.node.id)).size).toBe(document.nodes.length);
        },
      ),
      { seed: 20242, numRuns: 150 },
    );
  });
});
