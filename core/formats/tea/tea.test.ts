import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseDocument } from '@/core/argument/document';
import { countingIds } from '@/core/argument/ids';
import { arbitraryCase } from '@/core/argument/testing/arbitraryCase';
import { builtInTemplate, TEMPLATES } from '@/core/templates/templates';
import { derivedIds } from '../derivedIds';
import { detectImportFormat } from '../importFormats';
import { cpuSeconds } from '../testing/cpuSeconds';
import { mutated } from '../testing/mutations';
import { richCase } from '../testing/richCase';
import { unexplained } from '../testing/unexplained';
import { exportTea } from './exportTea';
import { importTea } from './importTea';

const bytes = (value: unknown) =>
  new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
const parsed = (data: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(data));
const read = (value: unknown) => {
  const data = bytes(value);
  return importTea(data, derivedIds(data));
};

function opened(value: unknown): CaseDocument {
  const { document, findings } = read(value);
  if (!document) throw new Error(JSON.stringify(findings));
  return document;
}

const element = (type: string, name: string, more: object = {}) => ({
  id: `00000000-0000-0000-0000-${name.toLowerCase().replace(/\W/g, '').padStart(12, '0')}`,
  type,
  name,
  description: `What ${name} says.`,
  inSandbox: false,
  children: [],
  ...more,
});
const file = (tree: object) => ({
  version: '1.0',
  exportedAt: '2026-11-27T10:00:00.000Z',
  case: { name: 'Braking', description: 'Of one car.' },
  tree,
});
const evidence = element('EVIDENCE', 'E1', { url: 'https://example.org/report' });
const nested = file(
  element('GOAL', 'A0', {
    role: 'TOP_LEVEL',
    context: ['Dry roads', 'One driver'],
    assumption: 'Tyres are new.',
    comments: [{ author: 'ines', content: 'Fine.', createdAt: '2026-11-01T09:00:00.000Z' }],
    children: [
      element('STRATEGY', 'B0', {
        justification: 'Each part is tested alone.',
        context: ['Dry roads'],
        children: [
          element('PROPERTY_CLAIM', 'C1', { level: 1, fromPattern: true, children: [evidence] }),
          element('PROPERTY_CLAIM', 'C2', {
            children: [
              evidence,
              element('EVIDENCE', 'E1', { id: 'second', description: 'Other.' }),
            ],
          }),
        ],
      }),
      element('PROPERTY_CLAIM', 'D1', {
        isDefeater: true,
        defeatsElementId: element('', 'C1').id,
      }),
      element('MODULE', 'F1', { moduleReferenceId: evidence.id, moduleEmbedType: 'COPY' }),
      element('PROPERTY_CLAIM', 'F2', { inSandbox: true }),
    ],
  }),
);

describe('TEA JSON 1.0', () => {
  const { document, findings } = read(nested);
  const named = (identifier: string) =>
    document?.nodes.find((node) => node.identifier === identifier);
  const children = (identifier: string) =>
    document?.links
      .filter(({ from }) => from === named(identifier)?.id)
      .sort((a, b) => (a.rank < b.rank ? -1 : 1))
      .map(({ to }) => document.nodes.find(({ id }) => id === to)?.identifier);

  it('keeps every element in the order of the file, shared ones once', () => {
    expect(document).toMatchObject({ title: 'Braking', root: named('A0')?.id });
    expect(children('A0')).toEqual(['C3', 'C4', 'A1', 'B0', 'D1', 'F1']);
    expect(children('B0')).toEqual(['C3', 'J1', 'C1', 'C2']);
    expect(children('C1')).toEqual(['E1']);
    expect(children('C2')).toEqual(['E1', 'Sn1']);
    expect(named('Sn1')).toMatchObject({ text: 'Other.', kind: 'solution' });
    expect(named('Sn1')?.annotations).toMatchObject({ 'tea-id': 'second', 'tea-name': 'E1' });
    expect(findings.map(({ severity, path }) => [severity, path])).toEqual([
      ['hint', 'tree.children[3].inSandbox'],
      ['hint', 'tree.children[0].children[1].children[1].name'],
    ]);
  });

  it('keeps what has no place of its own as annotations', () => {
    expect(named('A0')?.annotations).toEqual({
      'tea-comments':
        '[{"author":"ines","content":"Fine.","createdAt":"2026-11-01T09:00:00.000Z"}]',
    });
    expect(named('C1')?.annotations).toEqual({ 'tea-fromPattern': 'true', 'tea-level': '1' });
    expect(named('E1')?.annotations).toEqual({ 'tea-url': 'https://example.org/report' });
    expect(document?.modules[0]).toMatchObject({
      name: 'main',
      description: 'Of one car.',
      annotations: { 'tea-exportedAt': '2026-11-27T10:00:00.000Z' },
    });
  });

  it('makes challenges of defeaters, references of modules, and parks the sandbox', () => {
    expect(document?.defeaters).toMatchObject([
      { identifier: 'D1', target: { node: named('C1')?.id }, argument: named('D1')?.id },
    ]);
    expect(named('F1')).toMatchObject({
      kind: 'module',
      away: { module: evidence.id },
      annotations: { 'tea-moduleEmbedType': 'COPY' },
    });
    expect(document?.links.some(({ to }) => to === named('F2')?.id)).toBe(false);
  });

  it('writes the same elements with the same fields again', () => {
    const written = exportTea(opened(nested));
    const again = opened(new TextDecoder().decode(written.bytes));
    expect(unexplained(opened(nested), again, written.losses)).toEqual([]);
    expect(parsed(written.bytes)).toMatchObject({
      version: '1.0',
      exportedAt: '2026-11-27T10:00:00.000Z',
      case: { name: 'Braking', description: 'Of one car.' },
      tree: {
        type: 'GOAL',
        context: ['Dry roads', 'One driver'],
        assumption: 'Tyres are new.',
        comments: [{ author: 'ines' }],
        children: [
          {
            type: 'STRATEGY',
            context: ['Dry roads'],
            children: [
              { level: 1, fromPattern: true, children: [{ name: 'E1' }] },
              { children: [{ name: 'E1' }, { name: 'E1', description: 'Other.' }] },
            ],
          },
          { isDefeater: true },
          { type: 'MODULE', moduleEmbedType: 'COPY' },
          { name: 'F2', inSandbox: true },
        ],
      },
    });
  });

  it('takes evidence of one name and one content for one, and says so', () => {
    const twice = file(
      element('GOAL', 'G1', {
        children: [
          element('PROPERTY_CLAIM', 'P1', { children: [element('EVIDENCE', 'E1')] }),
          element('PROPERTY_CLAIM', 'P2', {
            children: [element('EVIDENCE', 'E1', { id: 'other' })],
          }),
        ],
      }),
    );
    const result = read(twice);
    expect(result.document?.nodes).toHaveLength(4);
    expect(result.document?.links).toHaveLength(4);
    expect(result.findings.map(({ path }) => path)).toEqual(['tree.children[1].children[0].id']);
  });
});

describe('TEA JSON of other versions', () => {
  it('reads the flat form with its evidence links', () => {
    const flat = (id: string, elementType: string, parentId: string | null, more: object = {}) => ({
      id,
      elementType,
      parentId,
      name: id,
      description: id,
      inSandbox: false,
      ...more,
    });
    const { document, findings } = read({
      version: '2.0',
      exportedAt: '2026-11-27T10:00:00.000Z',
      case: { name: 'Flat', description: '' },
      elements: [
        flat('p1', 'PROPERTY_CLAIM', 'g1', { context: ['Here'] }),
        flat('g1', 'GOAL', null, { role: 'TOP_LEVEL' }),
        flat('p2', 'PROPERTY_CLAIM', 'g1'),
        flat('e1', 'EVIDENCE', null, { url: 'x' }),
        flat('__proto__', 'STRATEGY', 'nobody'),
      ],
      evidenceLinks: [
        { evidenceId: 'e1', claimId: 'p1' },
        { evidenceId: 'e1', claimId: 'p2' },
      ],
    });
    expect(document?.nodes.find(({ id }) => id === document.root)?.identifier).toBe('g1');
    expect(document?.nodes).toHaveLength(6);
    expect(document?.links).toHaveLength(5);
    expect(findings.map(({ path }) => path)).toEqual(['elements[4].parentId']);
  });

  it('reads the forms before versions, nested and side by side', () => {
    const nestedGoals = {
      name: 'Old',
      goals: [
        {
          id: 1,
          name: 'G1',
          short_description: 'Safe',
          context: [{ id: 1, name: 'C1', short_description: 'Here' }],
          property_claims: [
            { id: 1, name: 'P1', goal_id: 1, evidence: [{ id: 1, name: 'E1', URL: 'x' }] },
          ],
        },
      ],
    };
    const old = opened(nestedGoals);
    expect(old.nodes.map(({ identifier }) => identifier).sort()).toEqual(['C1', 'E1', 'G1', 'P1']);
    expect(old.links).toHaveLength(3);
    const sideBySide = opened({
      name: 'Old',
      goals: [{ id: 'g', name: 'G1' }],
      property_claims: [{ id: 'p', name: 'P1', goal_id: 'g' }],
      evidence: [{ id: 'e', name: 'E1', property_claim_id: ['p'] }],
    });
    expect(sideBySide.links).toHaveLength(2);
  });

  it('is told from other files by its beginning', () => {
    expect(detectImportFormat(bytes(nested), 'x.json')?.id).toBe('tea');
    expect(detectImportFormat(exportTea(builtInTemplate('scheming')).bytes)?.id).toBe('tea');
    expect(detectImportFormat(bytes({ goals: [] }))?.id).toBe('tea');
    expect(detectImportFormat(bytes({ lions: [] }))).toBeNull();
  });
});

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** What the schema of version 1.0 asks of every element. */
function expectSchema(written: Uint8Array): void {
  const root = parsed(written) as { tree: unknown };
  expect(Object.keys(root)).toEqual(['version', 'exportedAt', 'case', 'tree']);
  const stack = [root.tree];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    expect(node).toMatchObject({
      id: expect.stringMatching(UUID) as string,
      type: expect.stringMatching(
        /^(?:GOAL|CONTEXT|STRATEGY|PROPERTY_CLAIM|EVIDENCE|JUSTIFICATION|ASSUMPTION|MODULE|AWAY_GOAL|CONTRACT)$/,
      ) as string,
      name: expect.any(String) as string,
      description: expect.any(String) as string,
      inSandbox: expect.any(Boolean) as boolean,
    });
    const { type, children, ...more } = node as Record<string, unknown> & { children: unknown[] };
    if (/^(?:CONTEXT|ASSUMPTION|JUSTIFICATION)$/.test(String(type))) expect(children).toEqual([]);
    if (type === 'MODULE') expect(more.moduleEmbedType).toMatch(/^(?:COPY|REFERENCE)$/);
    if (type === 'MODULE' || type === 'AWAY_GOAL') expect(more.moduleReferenceId).toMatch(UUID);
    if ('defeatsElementId' in more) expect(more.defeatsElementId).toMatch(UUID);
    stack.push(...children);
  }
}

/** TEA has no modules that names could stand in twice. */
function isNamedApart({ nodes }: CaseDocument): boolean {
  return new Set(nodes.map(({ identifier }) => identifier)).size === nodes.length;
}

describe('any case as TEA JSON', () => {
  it('comes back but for what the losses name, and is then written alike', () => {
    fc.assert(
      fc.property(fc.oneof(arbitraryCase(), richCase().filter(isNamedApart)), (document) => {
        const { bytes: written, losses } = exportTea(document);
        const { document: again, findings } = importTea(written, countingIds());
        expect(findings.filter(({ severity }) => severity !== 'hint')).toEqual([]);
        if (!again) throw new Error('was refused');
        expectSchema(written);
        expect(unexplained(document, again, losses)).toEqual([]);
        expect(new TextDecoder().decode(exportTea(again).bytes)).toBe(
          new TextDecoder().decode(written),
        );
      }),
      { seed: 27, numRuns: 300 },
    );
  });
});

describe('the built-in templates as TEA JSON', () => {
  for (const { id } of TEMPLATES) {
    it(`lose of ${id} no more than they say`, () => {
      const document = builtInTemplate(id, countingIds());
      const { bytes: written, losses } = exportTea(document);
      expectSchema(written);
      const { document: again } = importTea(written, derivedIds(written));
      if (!again) throw new Error('was refused');
      expect(unexplained(document, again, losses)).toEqual([]);
      expect(again.nodes).toHaveLength(document.nodes.length);
    });
  }
});

describe('hostile TEA JSON', () => {
  it('is refused or read whole, never half', () => {
    fc.assert(
      fc.property(mutated(bytes(nested)), (data) => {
        const result = importTea(data, derivedIds(data));
        expect(result.document === null).toBe(
          result.findings.some(({ severity }) => severity === 'error'),
        );
      }),
      { seed: 28, numRuns: 500 },
    );
  });

  it('ends with a place: truncated, deep, of another kind, of another encoding', () => {
    const whole = JSON.stringify(nested);
    const deep = `{"version":"1.0","case":{"name":"x"},"tree":${'{"id":"x","type":"GOAL","children":['.repeat(10_000)}`;
    const refusals: [Uint8Array, string, string][] = [
      [bytes(whole.slice(0, -10)), 'line 1', ''],
      [bytes(deep), 'line 1', 'Nested more than'],
      [bytes('[]'), '', 'a JSON object'],
      [bytes({ version: '1.0' }), '', 'neither'],
      [bytes(`\uFEFF${whole.replace('{', '')}`), 'line 1', ''],
      [new Uint8Array(new Uint16Array([0xfeff, 0x7b]).buffer), '', 'not UTF-8'],
      [
        bytes({ version: '1.0', tree: { description: 'x\n'.repeat(600_000) } }),
        'line 1',
        'too long',
      ],
      [bytes(`[${'[],'.repeat(1_600_000)}[]]`), 'line 1', 'too many values'],
    ];
    for (const [data, path, message] of refusals) {
      const result = importTea(data, derivedIds(data));
      expect(result.document).toBeNull();
      expect(result.findings[0]?.path).toContain(path);
      expect(result.findings[0]?.message).toContain(message);
    }
    const half = file(element('GOAL', 'G1'));
    const surrogate = JSON.stringify(half).replace('What', '\\ud800What');
    expect(opened(surrogate).nodes[0]?.text).toBe('\uFFFDWhat G1 says.');
  });

  it('keeps apart thousands of elements of one id', () => {
    const children = Array.from({ length: 5_000 }, (_, at) =>
      element('EVIDENCE', `E${at}`, { id: 'same' }),
    );
    const { document, findings } = read(file(element('GOAL', 'G1', { children })));
    expect(document?.nodes).toHaveLength(5_001);
    expect(findings.at(-1)?.message).toContain('more findings are not shown');
  });

  it('names what is too long or too much', () => {
    const { document, findings } = read(
      file(
        element('GOAL', 'G1', {
          id: evidence.id,
          description: 'x'.repeat(5_000),
          ...Object.fromEntries(Array.from({ length: 70 }, (_, at) => [`extra${at}`, 'y'])),
        }),
      ),
    );
    expect(document?.nodes[0]?.text).toHaveLength(4_000);
    expect(document?.nodes[0]?.annotations['tea-description']).toHaveLength(5_000);
    expect(findings.map(({ path }) => path)).toContain('tree.description');
    expect(findings.filter(({ message }) => message.includes('too many'))).toHaveLength(17);
  });

  it('reads 12,000 elements whole and refuses more than a case may have', () => {
    const large = (claims: number) =>
      file(
        element('GOAL', 'top', {
          children: Array.from({ length: claims / 100 }, (_, group) =>
            element('STRATEGY', `s${group}`, {
              children: Array.from({ length: 99 }, (_unused, at) =>
                element('PROPERTY_CLAIM', `p${group}x${at}`, { context: [`Where ${at} holds`] }),
              ),
            }),
          ),
        }),
      );
    const data = bytes(large(12_000));
    const { result, seconds } = cpuSeconds(() => importTea(data, derivedIds(data)));
    const { document, findings } = result;
    expect(findings).toEqual([]);
    expect(document?.nodes).toHaveLength(12_001 + 99);
    // The bar is half a second for each 1,000 elements.
    expect(seconds).toBeLessThan(6);
    expect(read(large(21_000)).findings[0]?.message).toContain('a case may have 20000');
  });
});
