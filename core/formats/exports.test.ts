import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseDocument } from '@/core/argument/document';
import { blankCase, blankNode } from '@/core/argument/blank';
import { filledText } from '@/core/argument/parameters';
import { arbitraryCase } from '@/core/argument/testing/arbitraryCase';
import { isRaised } from '@/core/argument/isRaised';
import { countingIds } from '@/core/argument/ids';
import { builtInTemplate, TEMPLATES } from '@/core/templates/templates';
import { CSV_COLUMNS, guardedCell } from './csv/exportCsv';
import { EXPORT_FORMATS, PICTURE_FORMATS } from './exportFormats';
import { exportPng, pictureScale } from './png/exportPng';
import { hostileCase } from './testing/hostileCase';
import { readCsv, readHtml, readMarkdown, readXml } from './testing/parsers';

const RUNS = { seed: 20261127, numRuns: 150 };

function written(id: string, document: CaseDocument): string {
  const format = EXPORT_FORMATS.find((one) => one.id === id);
  if (!format) throw new Error(`There is no format ${id}.`);
  return new TextDecoder('utf-8', { fatal: true }).decode(format.write(document).bytes);
}

/** Identifiers of what a format shows. */
function named(document: CaseDocument): string[] {
  return [...document.nodes, ...document.defeaters.filter(isRaised)].map(
    ({ identifier }) => identifier,
  );
}

/** What XML, a line of Markdown and a Mermaid label cannot hold: it is replaced. */
// oxlint-disable-next-line no-control-regex
const NOT_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu;
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]|\p{Surrogate}/gu;
// oxlint-disable-next-line no-control-regex
const LINE_BREAKING = /[\u0000-\u001F\u007F\u2028\u2029]+|\p{Surrogate}/gu;

const squeezed = (text: string) => text.replace(/\s+/g, ' ').trim();

describe('every export', () => {
  const formats = EXPORT_FORMATS.filter(({ readable }) => !readable).map(({ id }) => id);

  it('is the same bytes for the same case', () => {
    fc.assert(
      fc.property(hostileCase(), (document) => {
        for (const id of formats) expect(written(id, document)).toBe(written(id, document));
      }),
      { ...RUNS, numRuns: 20 },
    );
  });

  it('has an id, an ending and a media type of its own', () => {
    const all = [...EXPORT_FORMATS, ...PICTURE_FORMATS];
    for (const part of ['id', 'title'] as const)
      expect(new Set(all.map((format) => format[part])).size).toBe(all.length);
  });

  it('names the same losses each time, with a path and a sentence', () => {
    for (const { id } of TEMPLATES) {
      const document = builtInTemplate(id, countingIds());
      for (const format of EXPORT_FORMATS) {
        const { losses } = format.write(document);
        expect(format.write(document).losses).toEqual(losses);
        for (const { message } of losses) expect(message).toMatch(/^[A-Z0-9].*\.$/);
      }
    }
  });

  describe('shows what a module contains and offers, and patterns, or says that it does not:', () => {
    const id = (number: number) => String(number).padEnd(32, '0');
    const choice = { min: 1, label: 'some', of: [id(1), id(2)], optional: [], supportingOnly: [] };
    const module = { kind: 'module' as const, title: '', description: '', annotations: {} };
    const document = blankCase({
      module: 'main',
      nodes: [
        blankNode({ id: id(1), kind: 'goal', identifier: 'G1', module: 'inner', public: true }),
        blankNode({ id: id(2), kind: 'goal', identifier: 'G2', module: 'main' }),
        blankNode({
          id: id(3),
          kind: 'strategy',
          identifier: 'S1',
          module: 'main',
          instantiation: 'hazard table',
          choice,
        }),
      ],
      modules: [
        { ...module, id: id(50), name: 'main', within: '' },
        { ...module, id: id(51), name: 'inner', within: 'main' },
      ],
      interfaces: [
        {
          id: id(6),
          module: 'main',
          name: 'Operators',
          description: '',
          elements: [id(1)],
          aliases: { [id(1)]: 'Top' },
        },
      ],
    });

    const SHOWN: Readonly<Record<string, readonly RegExp[]>> = {
      markdown: [
        /- Contained in: main/,
        /\*\*Operators\*\*\n {2}- Module: main\n {2}- Elements: G1 as Top/,
        /- Instantiation data: hazard table/,
        /- Choice: some \(at least 1\) of G1, G2/,
      ],
      html: [
        /<dt>Contained in<\/dt><dd>main<\/dd>/,
        /<dt>Elements<\/dt><dd>G1 as Top<\/dd>/,
        /<dt>Instantiation data<\/dt><dd>hazard table<\/dd>/,
        /some \(at least 1\) of G1, G2/,
      ],
      mermaid: [/Instantiation data: hazard table/],
      csv: [/hazard table/],
      sacm: [
        /\n {4}<argumentPackage id="_51\w+" name="inner">/,
        /implements="#_50\w+">\n {4}<claim id="c_6\w+" name="Top"/,
        /"casewright:instantiation">"hazard table"/,
        /"casewright:choice">\{"min":1,"label":"some"/,
      ],
      gsn2x: [
        /"within":"main"/,
        /"elements":\["G1"\],"aliases":\[\["G1","Top"\]\]/,
        /casewright-instantiation: hazard table/,
        /"label":"some"/,
      ],
    };
    const LOST: Readonly<Record<string, readonly string[]>> = {
      mermaid: ['modules.inner.within', 'interfaces.Operators', 'nodes'],
      csv: ['modules.inner.within', 'interfaces.Operators', 'links'],
      tea: ['modules.inner', 'interfaces.Operators', 'nodes.S1.instantiation', 'nodes.S1.choice'],
      ltac: [
        'modules.inner.within',
        'interfaces.Operators',
        'nodes.S1.instantiation',
        'nodes.S1.choice',
      ],
    };
    for (const format of ['sacm', 'gsn2x', 'tea', 'ltac', 'markdown', 'html', 'mermaid', 'csv']) {
      it(format, () => {
        const text = written(format, document);
        for (const shown of SHOWN[format] ?? []) expect(text).toMatch(shown);
        const losses = EXPORT_FORMATS.find(({ id }) => id === format)?.write(document).losses;
        const paths = losses?.map(({ path }) => path);
        for (const lost of LOST[format] ?? []) expect(paths).toContain(lost);
      });
    }
  });
});

describe('SVG', () => {
  const ELEMENTS = [
    'circle',
    'desc',
    'g',
    'path',
    'rect',
    'style',
    'svg',
    'text',
    'title',
    'tspan',
  ];

  it('is well-formed, shows every element, and holds nothing that runs or loads', () => {
    fc.assert(
      fc.property(fc.oneof(arbitraryCase(), hostileCase()), (document) => {
        const { elements, attributes, text } = readXml(written('svg', document));
        expect([...elements].filter((element) => !ELEMENTS.includes(element))).toEqual([]);
        for (const attribute of attributes) expect(attribute).not.toMatch(/ (on|href|src|xlink)/);
        for (const identifier of named(document))
          expect(squeezed(text)).toContain(squeezed(xmlText(identifier)));
      }),
      RUNS,
    );
  });

  /** The characters that XML cannot hold are replaced. */
  function xmlText(text: string): string {
    return text.replace(NOT_XML, '\uFFFD');
  }

  it('draws dialectic, claim points, patterns and modules as GSN does', () => {
    const document = builtInTemplate('hospital-supplement', countingIds());
    const [first, second, third] = document.links;
    const away = document.nodes.find(({ kind }) => kind === 'away-goal');
    if (!first || !second || !third || !away) throw new Error('The template has these.');
    second.multiplicity = { min: 0, max: 1, label: '' };
    third.defeat = { outcome: 'defeated', reason: '' };
    for (const doubt of document.defeaters) doubt.origin = 'author';
    document.claimPoints.push({
      id: 'f'.repeat(32),
      identifier: 'ACP1',
      target: { link: first.id },
      argument: null,
      module: '',
    });
    const svg = written('svg', document);
    expect(svg).toContain('>ACP1</text>');
    expect(svg).toContain(`>${away.away?.module ?? ''} ${away.away?.node ?? ''}</text>`);
    expect(svg.match(/class="dash"/g)?.length).toBe(document.defeaters.length);
    expect(svg).toContain('class="cross"');
    expect(svg).toContain('<circle class="hollow"');
  });
});

describe('PNG', () => {
  it('is drawn at twice its size, smaller where that is too much, and says so', async () => {
    expect(pictureScale({ width: 1_000, height: 1_000 })).toBe(2);
    expect(pictureScale({ width: 20_000, height: 20_000 })).toBeCloseTo(0.41, 2);
    expect(pictureScale({ width: 100_000, height: 10 })).toBeCloseTo(0.328, 3);
    const document = builtInTemplate('scheming', countingIds());
    const scales: number[] = [];
    const { losses } = await exportPng(document, (_, scale) => {
      scales.push(scale);
      return Promise.resolve(new Uint8Array());
    });
    expect(scales).toEqual([2]);
    expect(losses.map(({ message }) => message)).toContain('The text is cut.');
  });

  it('leaves out text that is too small to be read, which takes most of the time', async () => {
    const base = builtInTemplate('ai-control', countingIds());
    const [node] = base.nodes;
    if (!node) throw new Error('The template has elements.');
    // Parked side by side: a very wide diagram.
    const many = Array.from({ length: 600 }, (_, at) => ({
      ...node,
      id: `f${String(at).padStart(31, '0')}`,
    }));
    const drawn: string[] = [];
    const { losses } = await exportPng({ ...base, nodes: [...base.nodes, ...many] }, (svg) => {
      drawn.push(svg);
      return Promise.resolve(new Uint8Array());
    });
    expect(drawn[0]).toContain('.gsn text{display:none}');
    expect(losses.map(({ message }) => message)).toContain(
      'At this size no text could be read; none is drawn.',
    );
  });
});

describe('HTML', () => {
  it('is read as written: no text becomes an element, an attribute or an address', () => {
    fc.assert(
      fc.property(hostileCase(), (document) => {
        const { elements, attributes, text, addresses } = readHtml(written('html', document));
        expect([...elements].filter((one) => !ALLOWED.has(one))).toEqual([]);
        for (const attribute of attributes) expect(attribute).not.toMatch(/ (on|src|style$)/);
        expect(addresses.every((address) => address.startsWith('https://example.org/'))).toBe(true);
        for (const identifier of named(document))
          expect(squeezed(text)).toContain(squeezed(identifier.replaceAll('\u0000', '\uFFFD')));
      }),
      RUNS,
    );
  });

  const ALLOWED = new Set(
    (
      'html head meta title style body header main section article h1 h2 h3 p span small div dl dt ' +
      'dd ul li a strong em code pre br svg g path rect circle text tspan desc'
    ).split(' '),
  );
});

describe('Markdown', () => {
  it('is read as written: no text becomes markup', () => {
    fc.assert(
      fc.property(hostileCase(), (document) => {
        const { elements, text, addresses } = readMarkdown(written('markdown', document));
        expect([...elements].filter((one) => !MARKDOWN.has(one))).toEqual([]);
        expect(addresses.every((address) => address.startsWith('https://example.org/'))).toBe(true);
        const shown = squeezed(text);
        for (const identifier of named(document)) expect(shown).toContain(lineOf(identifier));
        for (const node of document.nodes)
          expect(shown).toContain(
            lineOf(filledText(node.text || node.localNote, document.parameters)),
          );
      }),
      RUNS,
    );
  });

  /** What a text reads as on a line; parsers of HTML take form feeds and the like for spaces too. */
  function lineOf(text: string): string {
    return squeezed(text.replace(CONTROL, '\uFFFD'));
  }

  const MARKDOWN = new Set('html head body h1 h2 p ul li strong a code pre'.split(' '));
});

describe('Mermaid', () => {
  const NODE =
    /^n\d+(\[|\[\/|\(\(|\(\[|\(|\[\[)"(?<label>[^"]*)"(\]|\/\]|\)\)|\]\)|\)|\]\]):::[a-z]+$/u;
  const LINK = /^n\d+ (-->|--o|-\.->)(\|"(?<label>[^"]*)"\|)? n\d+$/u;
  const SAFE = /^(?:[\p{L}\p{M}\p{N} .\-,:()?'’“”–—…/]|#\d+;|<br\/>)*$/u;

  it('has one statement a line, and labels that mean nothing but themselves', () => {
    fc.assert(
      fc.property(fc.oneof(arbitraryCase(), hostileCase()), (document) => {
        const [head, ...lines] = written('mermaid', document).trimEnd().split('\n');
        expect(head).toBe('flowchart TD');
        const drawn = lines.filter((line) => !line.startsWith('classDef '));
        let shown = '';
        for (const line of drawn) {
          const match = NODE.exec(line) ?? LINK.exec(line);
          expect(match, line).not.toBeNull();
          expect(match?.groups?.label ?? '').toMatch(SAFE);
          shown += ` ${decoded(match?.groups?.label ?? '')}`;
        }
        for (const identifier of named(document)) {
          const line = identifier.replace(LINE_BREAKING, ' ');
          expect(squeezed(shown)).toContain(squeezed(line));
        }
      }),
      RUNS,
    );
  });

  function decoded(label: string): string {
    return label
      .replaceAll('<br/>', ' ')
      .replace(/#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
  }
});

describe('CSV', () => {
  it('gives back every cell, and none that a spreadsheet would compute', () => {
    fc.assert(
      fc.property(fc.oneof(arbitraryCase(), hostileCase()), (document) => {
        const [columns, ...rows] = readCsv(written('csv', document));
        expect(columns).toEqual([...CSV_COLUMNS]);
        expect(rows).toHaveLength(document.nodes.length + document.defeaters.length);
        for (const row of rows) {
          expect(row).toHaveLength(CSV_COLUMNS.length);
          for (const cell of row) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
        }
        const byId = new Map(rows.map((row) => [row.at(-1), row]));
        for (const node of document.nodes) {
          const [identifier, , text] = byId.get(node.id) ?? [];
          expect(identifier).toBe(guardedCell(node.identifier));
          expect(text).toBe(guardedCell(filledText(node.text, document.parameters)));
        }
      }),
      RUNS,
    );
  });
});
