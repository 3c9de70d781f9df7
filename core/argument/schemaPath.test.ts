import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { builtInTemplate } from '@/core/templates/templates';
import { countingIds } from './ids';
import { LIMITS } from './limits';
import { declareRoots, forbiddenChange, isAllowedChange } from './schemaPath';
import { writeDocument } from './structureDoc';
import { rootMap } from './structureShape';

const NODE = '1'.padStart(32, '0');

function reasonFor(change: (doc: Y.Doc) => void): string | null {
  const client = new Y.Doc();
  writeDocument(client, builtInTemplate('ai-control', countingIds()));
  const twin = new Y.Doc();
  declareRoots(twin, 'structure');
  Y.applyUpdate(twin, Y.encodeStateAsUpdate(client));
  const reasons: string[] = [];
  twin.on('afterTransaction', (transaction) => {
    const reason = forbiddenChange(transaction, 'structure');
    if (reason !== null) reasons.push(reason);
  });
  const before = Y.encodeStateVector(client);
  client.transact(() => change(client));
  Y.applyUpdate(twin, Y.encodeStateAsUpdate(client, before));
  return reasons[0] ?? null;
}

function node(doc: Y.Doc): Y.Map<unknown> {
  const map = rootMap(doc, 'nodes').get(NODE);
  if (!(map instanceof Y.Map)) throw new Error('The node is missing.');
  return map;
}

describe('the gate on the structure document', () => {
  it('lets ordinary edits pass', () => {
    expect(reasonFor((doc) => node(doc).set('claim', 'claimed'))).toBeNull();
    expect(
      reasonFor((doc) => node(doc).set('annotations', [{ constructor: 'of an annotation' }])),
    ).toBeNull();
    expect(reasonFor((doc) => rootMap(doc, 'nodes').delete(NODE))).toBeNull();
    expect(reasonFor((doc) => rootMap(doc, 'facts').set('window.from', '2027-01-01'))).toBeNull();
    expect(reasonFor((doc) => rootMap(doc, 'meta').set('root', null))).toBeNull();
  });

  const refused: [string, (doc: Y.Doc) => void][] = [
    ['a new root', (doc) => doc.getMap('status').set('x', 1)],
    ['an unknown field', (doc) => node(doc).set('status', 'approved')],
    ['an unknown value', (doc) => node(doc).set('claim', 'supported')],
    ['a value of another type', (doc) => node(doc).set('undeveloped', 'no')],
    ['a shared type in a register', (doc) => node(doc).set('identifier', new Y.Text('G1'))],
    ['a plain string for a statement', (doc) => node(doc).set('text', 'x')],
    ['the removal of a field', (doc) => node(doc).delete('text')],
    ['a statement that is too long', (doc) => node(doc).set('text', longText())],
    ['formatting in a statement', (doc) => node(doc).set('text', boldText())],
    ['a record under another key than an id', (doc) => rootMap(doc, 'links').set('x', new Y.Map())],
    ['a record that is no map', (doc) => rootMap(doc, 'links').set(NODE, 'x')],
    ['a record without what it needs', (doc) => rootMap(doc, 'links').set(NODE, new Y.Map())],
    ['another schema version', (doc) => rootMap(doc, 'meta').set('schema', 2)],
    ['another case kind', (doc) => rootMap(doc, 'meta').set('kind', 'supplement')],
    ['another template', (doc) => rootMap(doc, 'template').set('honestLimits', [])],
    ['an unknown fact', (doc) => rootMap(doc, 'facts').set('approved', true)],
    ['a fact that is too long', (doc) => rootMap(doc, 'facts').set('window.from', 'x'.repeat(99))],
  ];
  for (const [what, change] of refused) {
    it(`refuses ${what}`, () => expect(reasonFor(change)).not.toBeNull());
  }

  it('refuses a statement grown too long inside', () => {
    const grow = (doc: Y.Doc) => {
      const text = node(doc).get('text');
      if (text instanceof Y.Text) text.insert(0, 'x'.repeat(LIMITS.statement));
    };
    expect(reasonFor(grow)).toContain(`nodes/${NODE}/text`);
  });

  it('answers for single places', () => {
    expect(isAllowedChange(['conditions', NODE, 'protects', NODE], true)).toBe(true);
    expect(isAllowedChange(['conditions', NODE, 'protects', NODE], undefined)).toBe(true);
    expect(isAllowedChange(['conditions', NODE, 'protects', 'x'], true)).toBe(false);
    expect(isAllowedChange(['conditions', NODE, 'protects', NODE], 1)).toBe(false);
    expect(isAllowedChange(['nodes'], undefined)).toBe(false);
    expect(isAllowedChange(['nodes', NODE, 'constructor'], 'x')).toBe(false);
    expect(isAllowedChange(['meta', 'constructor'], 'x')).toBe(false);
    expect(isAllowedChange(['__proto__', 'x'], 'x')).toBe(false);
  });
});

function longText(): Y.Text {
  return new Y.Text('x'.repeat(LIMITS.statement + 1));
}

function boldText(): Y.Text {
  const text = new Y.Text();
  text.applyDelta([{ insert: 'x', attributes: { bold: {} } }]);
  return text;
}
