import { describe, expect, it } from 'vitest';
import { blankCase, blankDefeater, blankLink, blankNode } from '@/core/argument/blank';
import type { CaseDocument, RichText } from '@/core/argument/document';
import { LIMITS } from '@/core/argument/limits';
import { sha256Hex } from '@/core/snapshot/hash';
import { utf8 } from '@/core/snapshot/bytes';
import { derivedIds } from './derivedIds';
import { exportGsn2x } from './gsn2x/exportGsn2x';
import { importGsn2x } from './gsn2x/importGsn2x';
import type { ImportResult } from './importResult';
import { exportSacm } from './sacm/exportSacm';
import { importSacm } from './sacm/importSacm';
import { exportTea } from './tea/exportTea';
import { importTea } from './tea/importTea';

// UUIDs, so that TEA keeps them.
const idOf = (list: number, at: number) =>
  `${at.toString(16).padStart(8, '0')}0000400080000000${String(list).padStart(8, '0')}`;

/** As many elements, and as many challenges to them in words alone, as a case may have. */
function fullCase(): CaseDocument {
  const nodes = Array.from({ length: LIMITS.nodes }, (_, at) =>
    blankNode({
      id: idOf(1, at),
      kind: 'goal',
      identifier: `G${at}`,
      module: 'main',
      text: `Part ${at} is safe.`,
    }),
  );
  return blankCase({
    title: 'Full',
    module: 'main',
    root: idOf(1, 0),
    nodes,
    links: nodes.slice(1).map(({ id }, at) =>
      blankLink({
        id: idOf(2, at),
        kind: 'supported-by',
        from: idOf(1, at >> 3),
        to: id,
        rank: `a${at & 7}`,
      }),
    ),
    defeaters: Array.from({ length: LIMITS.defeaters }, (_, at) =>
      blankDefeater({
        id: idOf(3, at),
        identifier: `D${at}`,
        text: `Is part ${at} tested?`,
        target: at % 10 === 9 ? { defeater: idOf(3, at - 1) } : { node: idOf(1, at) },
      }),
    ),
  });
}

function opened({ document, findings }: ImportResult): CaseDocument {
  if (!document) throw new Error(JSON.stringify(findings[0]));
  return document;
}

/** One digest of who is linked with whom, and of what challenges what in which words. */
function digest({ nodes, links, defeaters, bodies }: CaseDocument): string {
  const names = new Map([
    ...nodes.map(({ id, identifier, text }) => [id, `${identifier} ${text}`] as const),
    ...defeaters.map(({ id, identifier, text }) => [id, `${identifier} ${text}`] as const),
  ]);
  const lines = [
    ...names.values(),
    ...links.map(({ from, to, kind }) => `${names.get(from)} ${kind} ${names.get(to)}`),
    ...defeaters.map(
      ({ id, target, argument }) =>
        `${names.get(id)} ${names.get(Object.values(target)[0] ?? '')} ${argument}`,
    ),
    ...Object.entries(bodies).map(([id, body]) => `${names.get(id)} ${JSON.stringify(body)}`),
  ];
  return sha256Hex(utf8(lines.sort().join('\n')));
}

const whole = ({ losses }: { losses: readonly { path: string }[] }) =>
  losses.every(({ path }) => path !== '');

describe('a case of 20,000 elements and 20,000 challenges', () => {
  const full = fullCase();

  it.each([
    { format: 'GSN YAML', write: exportGsn2x, read: importGsn2x },
    { format: 'TEA JSON', write: exportTea, read: importTea },
  ])('is written as $format and read again', ({ write, read }) => {
    const written = write(full);
    expect(whole(written)).toBe(true);
    const again = opened(read(written.bytes, derivedIds(written.bytes)));
    expect([again.nodes.length, again.links.length, again.defeaters.length]).toEqual([
      LIMITS.nodes,
      full.links.length,
      LIMITS.defeaters,
    ]);
    expect(digest(again)).toBe(digest(full));
  });
});

function withBodies(count: number, body: RichText): CaseDocument {
  const nodes = fullCase().nodes.slice(0, count);
  const bodies = Object.fromEntries(nodes.map(({ id }) => [id, body]));
  return blankCase({ module: 'main', root: idOf(1, 0), nodes, bodies });
}

const said = (text: string): RichText => ({
  type: 'doc',
  content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
});

describe('texts of more than a million characters together', () => {
  it('are written as SACM and read again', () => {
    const document = withBodies(30, said('A <long> “text”. '.repeat(5_000)));
    const written = exportSacm(document);
    expect(written.losses).toEqual([]);
    const again = opened(importSacm(written.bytes, derivedIds(written.bytes)));
    expect(digest(again)).toBe(digest(document));
  });
});

describe('a file that its own reader refuses', () => {
  const letters = 'x'.repeat(LIMITS.bodyText);
  const escapes = '\u0001'.repeat(LIMITS.bodyText);
  const annotated = (value: string) => {
    const nodes = fullCase().nodes.slice(0, 15_000);
    const annotations = { 'tea-one': value, 'tea-two': value };
    return blankCase({
      module: 'main',
      root: idOf(1, 0),
      nodes: nodes.map((node) => ({ ...node, annotations })),
    });
  };

  it.each([
    {
      why: 'a text too long',
      write: exportGsn2x,
      read: importGsn2x,
      document: withBodies(1, said(escapes)),
    },
    {
      why: 'a file too large',
      write: exportGsn2x,
      read: importGsn2x,
      document: withBodies(200, said(letters)),
    },
    {
      why: 'a file too large',
      write: exportTea,
      read: importTea,
      document: annotated('x'.repeat(1_200)),
    },
    {
      why: 'too many values',
      write: exportTea,
      read: importTea,
      document: annotated(JSON.stringify(Array(60).fill(1))),
    },
    {
      why: 'a file too large',
      write: exportSacm,
      read: importSacm,
      document: withBodies(200, said(letters)),
    },
    {
      why: 'too many stops',
      write: exportSacm,
      read: importSacm,
      document: withBodies(25, said('-'.repeat(LIMITS.bodyText))),
    },
  ])('is named in the losses: $why of $write.name', ({ write, read, document }) => {
    const { bytes, losses } = write(document);
    const { document: again } = read(bytes, derivedIds(bytes));
    expect(again).toBeNull();
    expect(losses.find(({ path }) => path === '')?.message).toMatch(
      /^The file is too much to be read again: .+\.$/,
    );
  });
});
