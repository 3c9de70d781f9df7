import { getSchema } from '@tiptap/core';
import StarterKit from '@tiptap/starter-kit';
import { prosemirrorJSONToYDoc, yXmlFragmentToProsemirrorJSON } from '@tiptap/y-tiptap';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { bodyFragment, readBody, writeBody } from './bodyDoc';
import type { RichText } from './document';
import { LIMITS } from './limits';
import {
  isAllowedUrl,
  isEmptyRichText,
  normaliseRichText,
  plainText,
  richTextSchema,
} from './richText';
import { declareRoots, forbiddenChange } from './schemaPath';

/** The editor's own schema: what authors really write through. */
const editor = getSchema([
  StarterKit.configure({ strike: false, underline: false, horizontalRule: false }),
]);

const example: RichText = {
  type: 'doc',
  content: [
    { type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: 'Why' }] },
    {
      type: 'paragraph',
      content: [
        { type: 'text', text: 'See ' },
        {
          type: 'text',
          text: 'the report',
          marks: [
            { type: 'link', attrs: { href: 'https://example.org/a?b=1' } },
            { type: 'bold' },
            { type: 'italic' },
          ],
        },
        { type: 'hardBreak' },
        { type: 'text', text: 'run()', marks: [{ type: 'code' }] },
      ],
    },
    {
      type: 'orderedList',
      attrs: { start: 3 },
      content: [
        {
          type: 'listItem',
          content: [
            { type: 'paragraph', content: [{ type: 'text', text: 'one' }] },
            {
              type: 'bulletList',
              content: [{ type: 'listItem', content: [{ type: 'paragraph' }] }],
            },
          ],
        },
      ],
    },
    { type: 'blockquote', content: [{ type: 'paragraph' }] },
    { type: 'codeBlock', attrs: { language: 'python' }, content: [{ type: 'text', text: 'x\ny' }] },
  ],
};

describe('a body document', () => {
  it('reads back what was written', () => {
    const doc = new Y.Doc();
    writeBody(doc, example);
    expect(readBody(doc)).toEqual({ body: example, problems: [] });
    expect(() => writeBody(doc, example)).toThrow('already holds');
  });

  it('reads what the editor writes, and the editor reads what we write', () => {
    const written = prosemirrorJSONToYDoc(editor, example, 'body');
    expect(readBody(written)).toEqual({ body: example, problems: [] });

    const ours = new Y.Doc();
    writeBody(ours, example);
    const shown = editor.nodeFromJSON(yXmlFragmentToProsemirrorJSON(bodyFragment(ours)));
    shown.check();
    expect(normaliseRichText(shown.toJSON())).toEqual(example);
  });

  it('is null when it says nothing', () => {
    expect(readBody(new Y.Doc())).toEqual({ body: null, problems: [] });
    const doc = new Y.Doc();
    writeBody(doc, { type: 'doc', content: [{ type: 'paragraph' }] });
    expect(readBody(doc).body).toBeNull();
  });

  it('names what it can’t keep and never throws', () => {
    const doc = new Y.Doc();
    const text = new Y.XmlText();
    text.applyDelta([
      { insert: 'a', attributes: { link: { href: 'javascript:alert(1)' } } },
      { insert: 'b', attributes: { comment: {} } },
      { insert: { image: 'x' } },
    ]);
    const table = new Y.XmlElement('table');
    table.insert(0, [text]);
    bodyFragment(doc).insert(0, [table]);
    const { body, problems } = readBody(doc);
    expect(body).toEqual({
      type: 'doc',
      content: [{ type: 'paragraph', content: [{ type: 'text', text: 'ab' }] }],
    });
    expect(problems).toHaveLength(4);

    const wrong = new Y.Doc();
    wrong.getText('body').insert(0, 'x');
    expect(readBody(wrong).problems).toHaveLength(1);

    const deep = new Y.Doc();
    let parent: Y.XmlFragment = bodyFragment(deep);
    for (let level = 0; level < 40; level += 1) {
      const quote = new Y.XmlElement('blockquote');
      parent.insert(0, [quote]);
      parent = quote;
    }
    expect(readBody(deep).problems).toHaveLength(1);
  });
});

describe('the gate on bodies', () => {
  function reasonFor(change: (fragment: Y.XmlFragment) => void): string | null {
    const doc = new Y.Doc();
    declareRoots(doc, 'body');
    let reason: string | null = null;
    doc.on('afterTransaction', (transaction) => {
      reason = forbiddenChange(transaction, 'body');
    });
    doc.transact(() => change(bodyFragment(doc)));
    return reason;
  }

  it('lets the editor’s text pass', () => {
    expect(reasonFor(() => undefined)).toBeNull();
    const written = prosemirrorJSONToYDoc(editor, example, 'body');
    const twin = new Y.Doc();
    declareRoots(twin, 'body');
    const reasons: (string | null)[] = [];
    twin.on('afterTransaction', (transaction) =>
      reasons.push(forbiddenChange(transaction, 'body')),
    );
    Y.applyUpdate(twin, Y.encodeStateAsUpdate(written));
    expect(reasons).toEqual([null]);
  });

  it('refuses unknown elements, scripts in links, foreign roots and too much text', () => {
    expect(reasonFor((body) => body.insert(0, [new Y.XmlElement('script')]))).toContain('script');
    expect(
      reasonFor((body) => {
        const text = new Y.XmlText();
        text.applyDelta([{ insert: 'a', attributes: { link: { href: 'javascript:x' } } }]);
        body.insert(0, [text]);
      }),
    ).toContain('link');
    expect(reasonFor((body) => body.doc?.getMap('nodes').set('x', 1))).toContain('nodes');
    expect(
      reasonFor((body) => body.insert(0, [new Y.XmlText('x'.repeat(LIMITS.bodyText + 1))])),
    ).toContain('too long');
  });
});

describe('rich text', () => {
  const json = fc.letrec((tie) => ({
    node: fc.record(
      {
        type: fc.constantFrom(
          'paragraph',
          'heading',
          'bulletList',
          'orderedList',
          'listItem',
          'blockquote',
          'codeBlock',
          'hardBreak',
          'text',
          'table',
          'constructor',
        ),
        attrs: fc.record({ level: fc.integer(), start: fc.integer(), language: fc.string() }),
        content: fc.array(tie('node'), { maxLength: 3 }),
        text: fc.string(),
        marks: fc.array(
          fc.record({
            type: fc.constantFrom('bold', 'italic', 'code', 'link', 'comment'),
            attrs: fc.record({ href: fc.webUrl() }),
          }),
          { maxLength: 3 },
        ),
      },
      { requiredKeys: ['type'] },
    ),
  })).node;

  it('has one normal form, which the schema accepts and yjs carries unchanged', () => {
    fc.assert(
      fc.property(fc.array(json, { maxLength: 4 }), (content) => {
        const once = normaliseRichText({ type: 'doc', content });
        expect(normaliseRichText(once)).toEqual(once);
        expect(richTextSchema.safeParse(once).success).toBe(true);
        const doc = new Y.Doc();
        writeBody(doc, once);
        const { body, problems } = readBody(doc);
        expect(problems).toEqual([]);
        expect(body).toEqual(isEmptyRichText(once) ? null : once);
      }),
      { seed: 20243, numRuns: 300 },
    );
  });

  it('allows http, https and mailto only', () => {
    for (const url of ['https://a.example/x', 'http://a.example', 'mailto:a@b.example']) {
      expect(isAllowedUrl(url), url).toBe(true);
    }
    for (const url of [
      'javascript:alert(1)',
      'java\nscript:alert(1)',
      ' https://a.example',
      'data:text/html,x',
      '/relative',
      'https://',
      `https://a.example/${'x'.repeat(LIMITS.url)}`,
    ]) {
      expect(isAllowedUrl(url), url).toBe(false);
    }
  });

  it('gives its words', () => {
    expect(plainText(example)).toBe('Why\nSee the report\nrun()\none\n\n\nx\ny');
  });
});
