import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseDocument } from '@/core/argument/document';
import { countingIds } from '@/core/argument/ids';
import { byRank } from '@/core/argument/rank';
import { derivedIds } from '../derivedIds';
import { detectImportFormat } from '../importFormats';
import { exportGsn2x } from './exportGsn2x';
import { importGsn2x } from './importGsn2x';

const bytes = (text: string) => new TextEncoder().encode(text);

function read(text: string, files: Record<string, string> = {}) {
  return importGsn2x(bytes(text), countingIds(), (name) =>
    Object.hasOwn(files, name) ? bytes(files[name] ?? '') : null,
  );
}

function imported(text: string, files: Record<string, string> = {}): CaseDocument {
  const { document, findings } = read(text, files);
  if (!document) throw new Error(JSON.stringify(findings));
  return document;
}

function lines({ nodes, links }: CaseDocument): string[] {
  const name = (id: string) => {
    const node = nodes.find((one) => one.id === id);
    return `${node?.module}/${node?.identifier}`;
  };
  return [...links]
    .sort((a, b) => (a.from === b.from ? byRank(a, b) : 0))
    .map(({ kind, from, to }) => `${name(from)} ${kind} ${name(to)}`);
}

const CASE = `
G1:
  text: The system is safe
  supportedBy: [S1]
  inContextOf: C1
  acp: {ACP1: S1, ACP2: [G1]}
S1:
  text: |
    Over all
    hazards
  supportedBy: [G3, G2]
  defeatedRelation: G2
G2: {text: Hazard 2, undeveloped: true, url: https://example.org/2, layer1: a layer}
G3:
  text: Hazard 1
  supportedBy: Sn1
  classes: [red, wide]
  rankIncrement: 1
  horizontalIndex: {relative: -1}
Sn1: {text: Test report, defeated: true}
C1: {text: On public roads}
CG1: {text: The hazards are incomplete, challenges: S1 -> G3, supportedBy: CSn1}
CSn1: {text: A list of others}
CSn2: {text: The tests were wrong, challenges: Sn1, defeated: true}
X9: {nodeType: CounterGoal, text: They were right, challenges: CSn2}
`;

describe('reading GSN YAML', () => {
  const document = imported(CASE);
  const node = (identifier: string) => document.nodes.find((one) => one.identifier === identifier);

  it('keeps elements, relations and their order', () => {
    expect(read(CASE).findings).toEqual([]);
    expect(document.title).toBe('The system is safe');
    expect(document.root).toBe(node('G1')?.id);
    expect(lines(document)).toEqual([
      'main/G1 in-context-of main/C1',
      'main/G1 supported-by main/S1',
      'main/S1 supported-by main/G3',
      'main/S1 supported-by main/G2',
      'main/G3 supported-by main/Sn1',
      'main/CG1 supported-by main/CSn1',
    ]);
    expect(node('S1')?.text).toBe('Over all\nhazards');
    expect(node('G2')?.undeveloped).toBe(true);
    expect(node('Sn1')?.defeat).toEqual({ outcome: 'defeated', reason: '' });
  });

  it('keeps layers, addresses, classes and layout hints as annotations', () => {
    expect(node('G2')?.annotations).toEqual({ layer1: 'a layer', url: 'https://example.org/2' });
    expect(node('G3')?.annotations).toEqual({
      classes: 'red wide',
      horizontalIndex: 'relative: -1',
      rankIncrement: '1',
    });
  });

  it('reads counter elements as challenges with the argument that makes them', () => {
    const challenge = (identifier: string) =>
      document.defeaters.find((one) => one.identifier === identifier);
    const link = document.links.find(({ to }) => to === node('G3')?.id);
    expect(challenge('CG1')).toMatchObject({
      kind: 'undercut',
      text: 'The hazards are incomplete',
      target: { link: link?.id },
      argument: node('CG1')?.id,
      defeat: null,
    });
    expect(challenge('CSn2')).toMatchObject({
      kind: 'undermine',
      target: { node: node('Sn1')?.id },
      defeat: { outcome: 'defeated' },
    });
    expect(challenge('X9')?.target).toEqual({ defeater: challenge('CSn2')?.id });
    expect(node('CG1')?.kind).toBe('goal');
    expect(node('CSn2')?.kind).toBe('solution');
    const defeated = document.links.find(({ to }) => to === node('G2')?.id);
    expect(defeated?.defeat).toEqual({ outcome: 'defeated', reason: '' });
  });

  it('reads assurance claim points on relations and elements', () => {
    const link = document.links.find(({ to }) => to === node('S1')?.id);
    expect(document.claimPoints.map(({ identifier, target }) => [identifier, target])).toEqual([
      ['ACP1', { link: link?.id }],
      ['ACP2', { node: node('G1')?.id }],
    ]);
  });

  it('writes all of it again', () => {
    const written = exportGsn2x(document);
    expect(written.losses).toEqual([]);
    const text = new TextDecoder().decode(written.bytes);
    expect(text).toContain('challenges: S1 -> G3');
    expect(text).toContain('classes: [red, wide]');
    expect(text).toContain('defeatedRelation: [G2]');
    expect(text).toContain('nodeType: CounterGoal');
    expect(importGsn2x(written.bytes, countingIds()).findings).toEqual([]);
  });
});

describe('reading modules', () => {
  const main = `
module: {name: Main, brief: All of it, uses: [sub/one.yaml, two.yaml]}
G1: {text: Top, supportedBy: [G2, G4], inContextOf: [C1]}
G2: {text: Here, undeveloped: true}
`;
  const one = `
module: {name: One, owner: them, uses: [three.yaml]}
G4: {text: There, supportedBy: [Sn1]}
Sn1: {text: Report}
`;
  const files = {
    'sub/one.yaml': one,
    'sub/three.yaml': 'G6: {text: Deeper}',
    'two.yaml': 'module: {name: Two}\nC1: {text: Roads}',
  };

  it('reads the files that a module uses, and cites across modules with away elements', () => {
    const document = imported(main, files);
    expect(document.title).toBe('Main');
    expect(
      document.modules.map(({ name, description, annotations }) => [
        name,
        description,
        annotations,
      ]),
    ).toEqual([
      ['Main', 'All of it', {}],
      ['One', '', { owner: 'them' }],
      ['three', '', {}],
      ['Two', '', {}],
    ]);
    const away = document.nodes.filter(({ away: reference }) => reference !== null);
    expect(
      away.map(({ kind, module, identifier, text, away: to }) => ({
        kind,
        module,
        identifier,
        text,
        to: [to?.module, to?.node],
      })),
    ).toEqual([
      { kind: 'away-context', module: 'Main', identifier: 'C1', text: '', to: ['Two', 'C1'] },
      { kind: 'away-goal', module: 'Main', identifier: 'G4', text: '', to: ['One', 'G4'] },
    ]);
    const text = new TextDecoder().decode(exportGsn2x(document).bytes);
    expect(text).toContain('supportedBy: [G2, G4]');
  });

  it('says which file is missing, and keeps what it would hold as away elements', () => {
    const { document, findings } = read(main);
    expect(document?.nodes).toHaveLength(4);
    expect(findings.map(({ severity, path }) => `${severity} ${path}`)).toEqual([
      'warning module.uses[0]',
      'warning module.uses[1]',
      'warning G1.inContextOf[0]',
      'warning G1.supportedBy[1]',
    ]);
    expect(document?.modules[0]?.annotations).toEqual({ uses: 'sub/one.yaml, two.yaml' });
  });

  it('refuses files that use each other in a circle, and modules of one name', () => {
    const circle = read('module: {name: A, uses: [b.yaml]}\nG1:', {
      'b.yaml': 'module: {name: B, uses: [c.yaml]}\nG2:',
      'c.yaml': 'module: {name: C, uses: [b.yaml]}\nG3:',
    });
    expect(circle.document).toBeNull();
    expect(circle.findings[0]).toMatchObject({ path: 'c.yaml: module.uses[0]', severity: 'error' });
    const itself = 'module: {name: A, uses: [a.yaml]}\nG1:';
    expect(read(itself, { 'a.yaml': itself }).document).toBeNull();
    expect(
      read('module: {name: A, uses: [b.yaml]}\nG1:', { 'b.yaml': 'module: {name: A}\nG2:' })
        .document,
    ).toBeNull();
  });

  it('keeps which elements develop those of another module', () => {
    const text = `
module:
  name: instance
  extends:
    - module: template
      develops: {G1: [G2]}
G2: {text: By somebody else, supportedBy: [Sn1]}
Sn1: {text: Report}
`;
    const document = imported(text);
    expect(lines(document)).toContain('instance/G1 supported-by instance/G2');
    expect(document.nodes.find(({ identifier }) => identifier === 'G1')?.away).toMatchObject({
      module: 'template',
      node: 'G1',
    });
    const again = new TextDecoder().decode(exportGsn2x(document).bytes);
    expect(again).toContain('develops:\n        G1: [G2]');
  });

  it('leaves out of an interface what is not there, and says so', () => {
    const layer = (value: unknown) =>
      read(`module:
  name: main
  casewright-within: all
  casewright-interfaces: '${JSON.stringify(value)}'
G1: {casewright-instantiation: '{hazard} table'}
`);
    const offered = { module: 'main', name: 'Sites', description: '' };
    const aliases = [
      ['G1', 'Top'],
      ['__proto__', 'X'],
    ];
    const { document, findings } = layer([{ ...offered, elements: ['G1', 'G9'], aliases }]);
    const id = document?.nodes[0]?.id ?? '';
    expect(document?.modules).toMatchObject([{ name: 'main', within: 'all' }]);
    expect(document?.nodes).toMatchObject([{ instantiation: '{hazard} table' }]);
    expect(document?.interfaces).toMatchObject([
      { ...offered, elements: [id], aliases: { [id]: 'Top' } },
    ]);
    expect(findings.map(({ path, message }) => [path, message])).toEqual([
      ['module.casewright-interfaces', '‘G9’ is not there; the interface does not show it.'],
      ['module.casewright-interfaces', '‘__proto__’ is not there; the interface does not show it.'],
    ]);
    expect(layer([offered]).findings).toMatchObject([{ severity: 'warning', path: 'interfaces' }]);
    const many = layer([{ ...offered, elements: Array.from({ length: 3_000 }, () => 'G1') }]);
    expect(many.document).toBeNull();
    expect(many.findings[0]?.path).toBe('interfaces[0].elements');
  });

  it('reports an away element that says something else than its target', () => {
    const text = `
G1: {text: The target}
G2: {text: Another text, casewright-module: sub, casewright-kind: away-goal, casewright-away-module: main, casewright-away-node: G1}
`;
    const { document, findings } = read(text);
    expect(document?.nodes.map((one) => one.text)).toContain('Another text');
    expect(findings).toEqual([
      {
        severity: 'warning',
        path: 'G2',
        message: 'The text of the away element G2 is not that of G1 in the module ‘main’.',
      },
    ]);
  });
});

describe('files that are no GSN YAML', () => {
  const refusals: [what: string, text: string, path: string, message: string][] = [
    ['a list', '- X1', '', 'a map of elements'],
    ['nothing', '', '', 'empty'],
    ['no element', 'module: {name: A, uses: [b.yaml]}', '', 'no element'],
    ['a cut file', 'G1: {text: a', 'line 1, column 13', ''],
    ['a tab', 'G1:\n\ttext: a', 'line 2, column 1', 'Tabs'],
    ['an element twice', 'G1:\nG1:\n', 'line 2, column 1', 'stands twice'],
    ['a tag', 'G1: !js/eval x', 'line 1, column', 'is not allowed'],
    ['a merge key', 'G1: {<<: {a: b}}', 'line 1, column 6', 'Merge keys'],
    ['an unknown anchor', 'G1: *x', 'line 1, column 5', 'anchored'],
    ['an anchor in itself', 'G1: &a {text: *a}', 'line 1, column 15', 'anchored'],
    ['two documents', 'G1:\n---\nG2:', 'line 2', 'more than one document'],
    ['an unknown type', 'X1: {}', 'X1', 'nodeType'],
    ['half a character', 'G1: {text: "\\ud800"}', 'G1.text', 'surrogate'],
    ['a long text', `G1: {text: ${'x'.repeat(4_001)}}`, 'G1.text', 'longer than 4000'],
    ['a circle', 'G1: {supportedBy: G2}\nG2: {supportedBy: G1}', 'G1', 'G1 → G2 → G1'],
    ['depth', `G1: ${'['.repeat(10_000)}`, 'line 1', 'nested too deeply'],
    [
      'aliases of aliases',
      `G1:\n  a: &a [x, x, x, x]\n${[...'bcdefghijklmnopq'].map((name, at) => `  ${name}: &${name} [${`*${'abcdefghijklmnopq'[at]}, `.repeat(8)}]`).join('\n')}`,
      'G1.annotations',
      'longer than',
    ],
  ];
  for (const [what, text, path, message] of refusals) {
    it(`are refused with their place: ${what}`, () => {
      const { document, findings } = read(text);
      expect(document).toBeNull();
      const error = findings.find(({ severity }) => severity === 'error');
      expect(error?.path).toContain(path);
      expect(error?.message).toContain(message);
    });
  }

  it('are refused when they are in another encoding or too large', () => {
    const utf16 = Uint8Array.from([0xff, 0xfe, 0x47, 0x00, 0x31, 0x00]);
    expect(importGsn2x(utf16, countingIds()).findings[0]?.message).toContain('UTF-8');
    const large = new Uint8Array(33 * 1024 * 1024).fill(0x61);
    expect(importGsn2x(large, countingIds()).findings[0]?.message).toContain('larger than');
    const wide = bytes('- a\n'.repeat(600_000));
    expect(importGsn2x(wide, countingIds()).findings[0]?.message).toContain('too much');
  });

  it('name elements as they like', () => {
    const document = imported(
      '__proto__: {nodeType: Goal, supportedBy: [constructor, toString]}\nconstructor: {nodeType: Goal}\n',
    );
    expect(document.nodes.map(({ identifier }) => identifier)).toEqual([
      '__proto__',
      'constructor',
      'toString',
    ]);
  });

  it('never throw, and are either whole or refused', () => {
    const valid = bytes(CASE);
    const change = fc.record({ at: fc.nat(valid.length - 1), byte: fc.nat(255), cut: fc.nat(3) });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) => {
        const mutated = [...valid];
        for (const { at, byte, cut } of changes) mutated.splice(at, cut, byte);
        const data = Uint8Array.from(mutated);
        const { document, findings } = importGsn2x(data, derivedIds(data));
        expect(document === null).toBe(findings.some(({ severity }) => severity === 'error'));
      }),
      { seed: 20263, numRuns: 300 },
    );
  });
});

describe('the format of GSN YAML', () => {
  it('is told by its elements, not by its name', () => {
    const format = (text: string) => detectImportFormat(bytes(text), 'x.yaml')?.id;
    expect(format(CASE)).toBe('gsn2x');
    expect(format('module:\n  name: A\n')).toBe('gsn2x');
    expect(format('Top:\n  nodeType: Goal\n')).toBe('gsn2x');
    expect(format('meta:\n  id: x\nG1:\n')).toBe('template');
    expect(format('- X1')).toBeUndefined();
  });
});
