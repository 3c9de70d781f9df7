import fc from 'fast-check';
import type { CaseDocument, RichText } from '@/core/argument/document';
import { arbitraryCase } from '@/core/argument/testing/arbitraryCase';

/** Texts that end something, begin something or run in one of the formats. */
export const HOSTILE = [
  '<script>alert(1)</script>',
  '</title></style></text></svg><img src=x onerror=alert(1)>',
  ']]><x/>',
  '--> <!-- <![CDATA[ <?php ?>',
  '"quotes" \'and\' `ticks` ``two``',
  'a\r\nb\n\n# heading\n- item\n1. one\n> quote\n    code\n---\n===',
  '| a | b |\n|---|---|\n| c | d |',
  '[link](javascript:alert(1)) ![x](y) <http://a.example> https://b.example www.c.example a@d.example',
  '*bold* _it_ ~~no~~ $x$ {y} \\ #1 @user :smile:',
  '=HYPERLINK("http://a.example")',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  ',"\r\n,',
  '%%{init: {}}%% end ;; A-->B click A href "x" #quot; &quot; &#0;',
  '\u0000\u0001\u000B\u001F\u007F\uFFFE\u202E\u2028 nul',
  '1. one',
  '1) one',
  '+ plus',
  '- minus',
  '    four spaces',
  '```\nfence',
];

const hostile = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc
    .array(fc.constantFrom(...HOSTILE), { minLength: 2, maxLength: 3 })
    .map((parts) => parts.join(' ')),
  fc.string({ unit: 'binary', maxLength: 30 }),
);

/** Any case, and such texts wherever a case has a text; identifiers too. */
export function hostileCase(): fc.Arbitrary<CaseDocument> {
  return fc
    .tuple(arbitraryCase(8), fc.array(hostile, { minLength: 6, maxLength: 12 }))
    .map(([document, texts]) => withTexts(document, texts));
}

function withTexts(document: CaseDocument, texts: readonly string[]): CaseDocument {
  let next = 0;
  const text = () => texts[next++ % texts.length] ?? '';
  return {
    ...document,
    title: text(),
    parameters: [{ name: text(), description: text(), value: text(), index: false, type: 'text' }],
    nodes: document.nodes.map((node, at) => ({
      ...node,
      identifier: at % 2 === 0 ? node.identifier : `${node.identifier}${text()}`,
      text: text(),
      notes: text(),
      evidenceNeeded: text(),
      sourceSection: text(),
      localNote: text(),
      annotations: { [text()]: text() },
      away: node.away && { ...node.away, module: text(), node: text() },
    })),
    defeaters: document.defeaters.map((doubt) => ({
      ...doubt,
      text: text(),
      response: text(),
    })),
    links: document.links.map((link) => ({
      ...link,
      multiplicity: link.multiplicity && { ...link.multiplicity, label: text() },
    })),
    conditions: [
      {
        id: 'a'.repeat(32),
        identifier: 'COU-1',
        kind: 'limit',
        text: text(),
        severity: 'major',
        protects: [],
        dispositionsAllowed: ['discharge'],
        rank: 'a0',
      },
    ],
    evidence: [{ id: 'b'.repeat(32), node: document.root ?? '', evidence: text(), shows: text() }],
    facts: { ...document.facts, decision: text(), notCovered: [text()] },
    bodies: document.root === null ? {} : { [document.root]: bodyOf(text(), text()) },
  };
}

function bodyOf(words: string, more: string): RichText {
  return {
    type: 'doc',
    content: [
      { type: 'heading', attrs: { level: 1 }, content: [{ type: 'text', text: words || 'x' }] },
      {
        type: 'paragraph',
        content: [
          { type: 'text', text: more || 'x', marks: [{ type: 'bold' }] },
          { type: 'hardBreak' },
          {
            type: 'text',
            text: words || 'x',
            marks: [{ type: 'link', attrs: { href: 'https://example.org/a_(b)?c=<d>' } }],
          },
          { type: 'text', text: more || 'x', marks: [{ type: 'code' }] },
        ],
      },
      { type: 'codeBlock', content: [{ type: 'text', text: more || 'x' }] },
      {
        type: 'bulletList',
        content: [
          {
            type: 'listItem',
            content: [{ type: 'paragraph', content: [{ type: 'text', text: words || 'x' }] }],
          },
        ],
      },
    ],
  };
}
