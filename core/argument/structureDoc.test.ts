import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { builtInTemplate, TEMPLATES } from '@/core/templates/templates';
import { countingIds } from './ids';
import { parseStrict, readDocument, writeDocument } from './structureDoc';
import { ROOT_NAMES, rootMap } from './structureShape';

describe('the structure document', () => {
  for (const { id } of TEMPLATES) {
    it(`reads ${id} back as it was written, also after a trip over the wire`, () => {
      const document = builtInTemplate(id, countingIds());
      const doc = new Y.Doc();
      writeDocument(doc, document);
      expect(readDocument(doc)).toEqual({ document, problems: [] });

      const remote = new Y.Doc();
      Y.applyUpdate(remote, Y.encodeStateAsUpdate(doc));
      expect(readDocument(remote)).toEqual({ document, problems: [] });
      expect(parseStrict(remote)).toEqual({ ok: true, document });
    });
  }

  it('is seeded once', () => {
    const doc = new Y.Doc();
    writeDocument(doc, builtInTemplate('ai-control'));
    expect(() => writeDocument(doc, builtInTemplate('ai-control'))).toThrow('already holds');
  });

  it('reads what it can and names the rest', () => {
    const doc = new Y.Doc();
    writeDocument(doc, builtInTemplate('ai-control', countingIds()));
    const node = rootMap(doc, 'nodes').get('1'.padStart(32, '0'));
    if (!(node instanceof Y.Map)) throw new Error('The node is missing.');
    node.set('claim', 'certain');
    node.set('colour', 'green');
    node.set('kind', new Y.Map());
    const text = node.get('text');
    if (text instanceof Y.Text) text.insert(0, '\ud800');
    rootMap(doc, 'links').set('not-an-id', new Y.Map());
    rootMap(doc, 'links').set('f'.repeat(32), 'not a record');
    doc.getText('scratch').insert(0, 'x');

    const { document, problems } = readDocument(doc);
    expect(document.nodes).toHaveLength(29);
    expect(document.nodes[0]).toMatchObject({ claim: 'draft', kind: 'goal' });
    expect(document.nodes[0]?.text.startsWith('\uFFFD')).toBe(true);
    expect(problems.map(({ path }) => path.join('/'))).toEqual([
      `nodes/${'1'.padStart(32, '0')}/kind`,
      `nodes/${'1'.padStart(32, '0')}/text`,
      `nodes/${'1'.padStart(32, '0')}/claim`,
      `nodes/${'1'.padStart(32, '0')}/colour`,
      `links/${'f'.repeat(32)}`,
      'links/not-an-id',
      'scratch',
    ]);
    expect(parseStrict(doc)).toMatchObject({ ok: false, problems });
  });

  it('never throws on a document full of rubbish', () => {
    const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
    const key = fc.oneof(
      fc.constantFrom('kind', 'text', 'from', 'to', 'rank', 'protects', 'target', 'title', 'root'),
      fc.constant('a'.repeat(32)),
      fc.string(),
    );
    const shape = fc.constantFrom('scalar', 'map', 'text', 'array', 'json', 'xml');
    const put = fc.record({ root: fc.constantFrom(...ROOT_NAMES), key, inner: key, shape, scalar });
    fc.assert(
      fc.property(
        fc.array(put, { maxLength: 40 }),
        fc.constantFrom('map', 'text', 'array', 'xml'),
        fc.constantFrom(...ROOT_NAMES),
        (puts, wrongType, wrongRoot) => {
          const doc = new Y.Doc();
          if (wrongType === 'text') doc.getText(wrongRoot).insert(0, 'x');
          if (wrongType === 'array') doc.getArray(wrongRoot).insert(0, [1]);
          if (wrongType === 'xml') doc.getXmlFragment(wrongRoot).insert(0, [new Y.XmlText('x')]);
          for (const one of puts) {
            if (doc.share.has(one.root) && !(doc.share.get(one.root) instanceof Y.Map)) continue;
            const root = rootMap(doc, one.root);
            const present = root.get(one.key);
            const target: Y.Map<unknown> = present instanceof Y.Map ? present : root;
            const values = {
              scalar: one.scalar,
              map: new Y.Map([[one.inner, one.scalar]]),
              text: new Y.Text('x\ud800'),
              array: new Y.Array(),
              json: { [one.inner]: [one.scalar] },
              xml: new Y.XmlElement('p'),
            };
            target.set(target === root ? one.key : one.inner, values[one.shape]);
          }
          const remote = new Y.Doc();
          Y.applyUpdate(remote, Y.encodeStateAsUpdate(doc));
          readDocument(doc);
          readDocument(remote);
          parseStrict(remote);
        },
      ),
      { seed: 20241, numRuns: 300 },
    );
  });
});
