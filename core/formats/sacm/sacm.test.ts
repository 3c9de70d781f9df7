import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blankCase, blankNode } from '@/core/argument/blank';
import type { CaseDocument } from '@/core/argument/document';
import { countingIds } from '@/core/argument/ids';
import { normaliseDocument } from '@/core/argument/structureDoc';
import { arbitraryCase } from '@/core/argument/testing/arbitraryCase';
import { builtInTemplate, TEMPLATES } from '@/core/templates/templates';
import { derivedIds } from '../derivedIds';
import { detectImportFormat } from '../importFormats';
import { cpuSeconds } from '../testing/cpuSeconds';
import { mutated } from '../testing/mutations';
import { richCase } from '../testing/richCase';
import { exportSacm } from './exportSacm';
import { importSacm } from './importSacm';
import { SACM_RULES } from './sacmRules';

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (data: Uint8Array) => new TextDecoder().decode(data);
const read = (xml: string) => importSacm(bytes(xml), derivedIds(bytes(xml)));

function opened(xml: string): CaseDocument {
  const { document, findings } = read(xml);
  if (!document) throw new Error(JSON.stringify(findings));
  return document;
}

/** Elements and links by their identifiers, and whatever a test asks of them. */
function seen(document: CaseDocument) {
  const names = new Map(document.nodes.map(({ id, identifier }) => [id, identifier]));
  return {
    name: (id: string) => names.get(id),
    node: (identifier: string) => document.nodes.find((node) => node.identifier === identifier),
    links: document.links
      .map(({ kind, from, to }) => `${names.get(from)} ${kind} ${names.get(to)}`)
      .sort(),
    defeaters: document.defeaters.map(({ argument, target }) => [
      names.get(argument ?? ''),
      'node' in target ? names.get(target.node) : Object.keys(target)[0],
    ]),
  };
}

const around = (body: string) => `<?xml version="1.0" encoding="UTF-8"?>
<sacm:AssuranceCasePackage xmlns:sacm="http://www.omg.org/spec/SACM/2.3" id="c" name="Braking">
${body}
</sacm:AssuranceCasePackage>`;
const argument = (body: string) =>
  around(`<argumentPackage id="AP" name="Main">\n${body}\n</argumentPackage>`);

describe('SACM XML', () => {
  it('reads claims, reasoning, evidence and context, turning relationships round', () => {
    const { document, findings } = read(
      around(`
        <artifactPackage><artifact id="AR" name="Test report" version="3"/></artifactPackage>
        <terminologyPackage><expression id="T1" value="Safe: no one is hurt"/></terminologyPackage>
        <argumentPackage id="AP" name="Main">
          <Claim id="G1" name="Top" assertionDeclaration="asserted">
            <description><content lang="en">The car stops.</content><content lang="de">Das Auto hält.</content></description>
          </Claim>
          <claim id="G2" content="Brakes work" assertionDeclaration="needsSupport"/>
          <claim id="G3"><statement>Tyres grip</statement><note>Ask Ines</note></claim>
          <claim id="A1" content="Roads are dry" assertionDeclaration="assumed"/>
          <argumentReasoning id="S1" content="Each part"/>
          <artifactReference id="E1" referencedArtifact="#AR"/>
          <artifactReference id="C1" content="One driver" isAbstract="true"/>
          <assertedInference id="R1" reasoning="S1"><source ref="G2"/><source href="#G3"/><target href="#G1"/></assertedInference>
          <assertedEvidence id="R2"><source href="#E1"/><target ref="G3"/></assertedEvidence>
          <assertedContext id="R3" source="C1 A1" target="G1"/>
        </argumentPackage>`),
    );
    if (!document) throw new Error('was refused');
    const { node, links } = seen(document);
    expect(links).toEqual([
      'G1 in-context-of A1',
      'G1 in-context-of C1',
      'G1 supported-by S1',
      'G3 supported-by E1',
      'S1 supported-by G2',
      'S1 supported-by G3',
    ]);
    expect(node('G1')).toMatchObject({
      kind: 'goal',
      text: 'The car stops.',
      annotations: { 'sacm-name': 'Top', 'sacm-description-de': 'Das Auto hält.' },
    });
    expect(node('G2')?.undeveloped).toBe(true);
    expect(node('G3')).toMatchObject({
      text: 'Tyres grip',
      annotations: { 'sacm-note': 'Ask Ines' },
    });
    expect(node('E1')).toMatchObject({
      kind: 'solution',
      text: 'Test report',
      annotations: { 'sacm-artifact': 'AR', 'sacm-artifact-version': '3' },
    });
    expect(node('C1')).toMatchObject({ kind: 'context', uninstantiated: true });
    expect(node('A1')?.kind).toBe('assumption');
    expect(node('T1')).toMatchObject({ kind: 'context', text: 'Safe: no one is hurt' });
    expect(document.root).toBe(node('G1')?.id);
    expect(findings.map(({ severity, path }) => [severity, path])).toEqual([
      ['hint', 'line 16, column 11'],
      ['hint', 'line 17, column 11'],
      ['hint', 'line 18, column 11'],
    ]);
  });

  it('reads modules, citations, challenges, claim points and tagged values', () => {
    const document = opened(
      around(`
        <argumentPackage id="P1" name="Outer">
          <argumentPackage id="P2" name="Inner">
            <claim id="G1" content="Top"><taggedValue key="owner" value="Ines"/></claim>
            <claim id="G2" content="Under" assertionDeclaration="axiomatic"/>
            <claim id="G9" content="It is icy"/>
            <claim id="G8" content="Nobody drives then"/>
            <claim id="X1" isCitation="true"><citedElement href="other.xml#G7"/></claim>
            <claim id="X2" isCitation="true" citedElement="#H1"/>
            <claim id="X3" isCitation="true" citedElement="#F2"/>
            <claim id="K1" content="The step holds"/>
            <assertedInference id="R1"><source href="#X1"/><source href="#X2"/><target href="#G1"/><metaClaim href="#K1"/></assertedInference>
            <assertedInference id="R2" isCounter="true"><source href="#G9"/><target href="#R1"/></assertedInference>
            <assertedInference id="R3" isCounter="true" assertionDeclaration="defeated"><source href="#G8"/><target href="#R2"/></assertedInference>
            <assertedContext id="R4" assertionDeclaration="defeated"><source href="#G2"/><target href="#G1"/></assertedContext>
          </argumentPackage>
          <argumentPackage id="P3" name="Other"><claim id="H1" content="Elsewhere"/></argumentPackage>
          <argumentPackageInterface id="I3" implements="#P3"><claim id="F1" isCitation="true" citedElement="#H1"/></argumentPackageInterface>
          <argumentPackageInterface id="I4" name="For sites" implements="#P1"><description><content lang="en">Less</content></description>
            <claim id="F2" name="Brakes" isCitation="true" citedElement="#H1"/><claim id="F3" isCitation="true" citedElement="#G1"/></argumentPackageInterface>
          <argumentPackageBinding id="B1" name="Joint"><participantPackage href="#I3"/></argumentPackageBinding>
        </argumentPackage>`),
    );
    const { node, name, defeaters } = seen(document);
    expect(document.modules.map(({ name, kind, within }) => [name, kind, within]).sort()).toEqual([
      ['Inner', 'module', 'Outer'],
      ['Joint', 'contract', 'Outer'],
      ['Other', 'module', 'Outer'],
      ['Outer', 'module', ''],
    ]);
    expect(document.interfaces).toMatchObject([
      { module: 'Outer', name: 'For sites', description: 'Less' },
    ]);
    const [offered] = document.interfaces;
    expect(offered?.elements.map(name).sort()).toEqual(['G1', 'H1']);
    expect(Object.entries(offered?.aliases ?? {}).map(([id, alias]) => [name(id), alias])).toEqual([
      ['H1', 'Brakes'],
    ]);
    expect(node('G1')?.annotations).toEqual({ owner: 'Ines' });
    expect(node('G2')?.kind).toBe('justification');
    expect(node('X1')).toMatchObject({ kind: 'away-goal', away: { module: '', node: 'G7' } });
    expect(node('X2')).toMatchObject({ kind: 'away-goal', away: { module: 'Other', node: 'H1' } });
    expect(node('X3')).toMatchObject({ kind: 'away-goal', away: { module: 'Other', node: 'H1' } });
    expect(node('H1')?.public).toBe(true);
    expect(node('F1')).toBeUndefined();
    expect(defeaters.sort()).toEqual([
      ['G8', 'defeater'],
      ['G9', 'link'],
    ]);
    expect(document.defeaters.find(({ defeat }) => defeat)?.defeat?.outcome).toBe('defeated');
    expect(document.links.find(({ kind }) => kind === 'in-context-of')?.defeat).not.toBeNull();
    expect(document.claimPoints).toMatchObject([{ identifier: 'ACP1', argument: node('K1')?.id }]);
  });

  it('reads claims that say their class in xsi:type, and a package without a case', () => {
    const document =
      opened(`<arg:ArgumentPackage xmlns:arg="http://omg.sacm/2.0/argumentation" name="M">
      <argumentationElement xsi:type="arg:Claim" xmi:id="_a1" name="G1"/></arg:ArgumentPackage>`);
    expect(document.nodes).toMatchObject([{ kind: 'goal', text: 'G1', module: 'M' }]);
  });

  describe('warns, naming the class, and reads it all the same, when', () => {
    const claims = '<claim id="G1" content="a"/><claim id="G2" content="b"/>';
    const ends = '<source href="#G2"/><target href="#G1"/>';
    const broken: [string, string, string][] = [
      [
        'a relationship has no source',
        `${claims}<assertedInference id="R1"><target href="#G1"/></assertedInference>`,
        'A relationship has a source (SACM 2.3, 11, AssertedRelationship).',
      ],
      [
        'a relationship has two targets',
        `${claims}<assertedInference id="R1">${ends}<target href="#G2"/></assertedInference>`,
        'A relationship has one target (SACM 2.3, 11, AssertedRelationship).',
      ],
      [
        'evidence is a claim',
        `${claims}<assertedEvidence id="R1">${ends}</assertedEvidence>`,
        'Evidence is an ArtifactReference (SACM 2.3, 11, AssertedEvidence).',
      ],
      [
        'a claim supports an artefact',
        `${claims}<assertedArtifactSupport id="R1">${ends}</assertedArtifactSupport>`,
        'Both ends are ArtifactReferences (SACM 2.3, 11, AssertedArtifactSupport).',
      ],
      [
        'a claim is the context of an artefact',
        `${claims}<assertedArtifactContext id="R1">${ends}</assertedArtifactContext>`,
        'Both ends are ArtifactReferences (SACM 2.3, 11, AssertedArtifactContext).',
      ],
      [
        'a package holds packages and claims',
        `${claims}<argumentPackage id="Q"/>`,
        'A package that holds packages holds nothing else (SACM 2.3, 11, ArgumentPackage).',
      ],
      [
        'an interface holds a claim of its own',
        '<argumentPackageInterface id="I" implements="#P"><claim id="G3" content="own"/></argumentPackageInterface>',
        'What an interface holds cites an element of its package (SACM 2.3, 11, ArgumentPackageInterface).',
      ],
      [
        'a binding is of a package',
        '<argumentPackage id="Q"><claim id="G3" content="a"/></argumentPackage><argumentPackageBinding id="B"><participantPackage href="#Q"/></argumentPackageBinding>',
        'The participant ‘Q’ is not an interface (SACM 2.3, 11, ArgumentPackageBinding).',
      ],
      [
        'a relationship leads nowhere',
        `${claims}<assertedContext id="R1"><source href="#nobody"/><target href="#G1"/></assertedContext>`,
        'No element has the id ‘nobody’',
      ],
    ];
    for (const [what, xml, says] of broken) {
      it(what, () => {
        const { document, findings } = read(
          around(`<argumentPackage id="P">${xml}</argumentPackage>`),
        );
        expect(document?.nodes.length).toBeGreaterThan(0);
        expect(findings.map(({ message }) => message).join('\n')).toContain(says);
      });
    }

    it('a rule of its own says so, each one above', () => {
      const classes = broken.flatMap(([, , says]) => /, (\w+)\)\.$/.exec(says)?.[1] ?? []);
      expect(classes).toEqual(SACM_RULES.map(({ of }) => of));
    });
  });

  it('is told from other XML by its beginning', () => {
    expect(detectImportFormat(bytes(argument('')))?.id).toBe('sacm');
    expect(detectImportFormat(exportSacm(builtInTemplate('scheming')).bytes)?.id).toBe('sacm');
    expect(detectImportFormat(bytes('<html/>'))).toBeNull();
    expect(detectImportFormat(bytes(''), 'case.xml')?.id).toBe('sacm');
  });
});

describe('any case as SACM XML', () => {
  for (const { id } of TEMPLATES) {
    it(`carries ${id} there and back, byte for byte`, () => {
      const document = builtInTemplate(id, countingIds());
      const { bytes: written, losses } = exportSacm(document);
      expect(losses).toEqual([]);
      const { document: again, findings } = importSacm(written, countingIds(1_000_000));
      expect(findings).toEqual([]);
      expect(again).toEqual(document);
      expect(text(exportSacm(again ?? document).bytes)).toBe(text(written));
    });
  }

  it('comes back whole, and is then written alike', () => {
    fc.assert(
      fc.property(fc.oneof(arbitraryCase(), richCase()), (document) => {
        const { bytes: written, losses } = exportSacm(document);
        expect(losses).toEqual([]);
        const { document: again, findings } = importSacm(written, countingIds());
        expect(findings).toEqual([]);
        expect(again).toEqual(document);
        expect(text(exportSacm(again ?? document).bytes)).toBe(text(written));
      }),
      { seed: 29, numRuns: 300 },
    );
  });

  it('keeps text that XML has no characters for, and modules and annotations', () => {
    const document = builtInTemplate('scheming', countingIds());
    const [first, second] = document.nodes;
    if (!first || !second) throw new Error('is empty');
    first.text = 'a\u0000b\uFFFE "<&>" \r\n\t ]]>';
    first.identifier = ' G\u0001 ';
    first.annotations = { owner: ' two\nlines ', empty: '', 'casewright:text': '"no"' };
    second.annotations = { 'tea-url': 'x&y' };
    second.module = 'else\u0002where';
    document.title = '\u0003';
    document.modules = [
      {
        id: 'f'.repeat(32),
        name: 'else\u0002where',
        kind: 'contract',
        within: '',
        title: 't',
        description: ' d\r\ne ',
        annotations: { k: 'v' },
      },
    ];
    const { bytes: written, losses } = exportSacm(document);
    expect(losses).toEqual([]);
    expect(importSacm(written, countingIds(1_000_000)).document).toEqual(document);
  });

  it('puts modules into modules, as deeply as a reader takes them', () => {
    const document = builtInTemplate('scheming', countingIds());
    const [first] = document.nodes;
    if (!first) throw new Error('is empty');
    document.modules = Array.from({ length: 300 }, (_, at) => ({
      id: `f${1_000 + at}`.padEnd(32, '0'),
      name: at === 0 ? document.module : `M${at}`,
      kind: 'module',
      within: at === 0 ? '' : at === 1 ? document.module : `M${at - 1}`,
      title: '',
      description: '',
      annotations: {},
    }));
    first.module = 'M1';
    document.interfaces = [
      {
        id: 'e'.repeat(32),
        module: document.module,
        name: 'For sites',
        description: '',
        elements: [first.id],
        aliases: { [first.id]: 'Top' },
      },
    ];
    const expected = normaliseDocument(document);
    const { bytes: written, losses } = exportSacm(document);
    expect(losses).toEqual([]);
    const xml = text(written);
    expect(xml).toMatch(/\n {4}<argumentPackage id="_f10010*" name="M1">/);
    expect(xml).toMatch(
      /<argumentPackageInterface id="_e+" name="For sites" implements="#_f10000*">/,
    );
    expect(xml).toMatch(/<claim id="c_e+_\w+" name="Top" .*isCitation="true"/);
    const { document: again, findings } = importSacm(written, countingIds(1_000_000));
    expect(findings).toEqual([]);
    expect(again).toEqual(expected);
  });

  it('lets a contract be between the interfaces of what it cites', () => {
    const module = { within: '', title: '', description: '', annotations: {} };
    const away = { module: 'a', baseDigest: null, recordId: null, textLeaf: null };
    const ids = Array.from({ length: 7 }, countingIds());
    const [g1 = '', g2 = '', ag1 = '', ag2 = '', one = '', deal = '', face = ''] = ids;
    const document = normaliseDocument(
      blankCase({
        module: 'a',
        nodes: [
          blankNode({ id: g1, kind: 'goal', identifier: 'G1', module: 'a', public: true }),
          blankNode({ id: g2, kind: 'goal', identifier: 'G2', module: 'a' }),
          ...[ag1, ag2].map((id, at) => {
            const node = `G${at + 1}`;
            const cites = { kind: 'away-goal' as const, away: { ...away, node } };
            return blankNode({ id, ...cites, identifier: node, module: 'deal' });
          }),
        ],
        modules: [
          { ...module, id: one, name: 'a', kind: 'module' },
          { ...module, id: deal, name: 'deal', kind: 'contract' },
        ],
        interfaces: [
          { id: face, module: 'a', name: 'more', description: '', elements: [g1, g2], aliases: {} },
        ],
      }),
    );
    const { bytes: written } = exportSacm(document);
    const participants = text(written).match(/(?<=<participantPackage href=")[^"]+/g);
    expect(participants).toEqual(['#f0', `#_${face}`]);
    const { document: again, findings } = importSacm(written, countingIds(1_000_000));
    expect(findings).toEqual([]);
    expect(again).toEqual(document);
  });

  it('names links that lead nowhere or stand twice', () => {
    const document = builtInTemplate('scheming', countingIds());
    const [link] = document.links;
    if (!link) throw new Error('is empty');
    document.links.push({ ...link, id: 'e'.repeat(32) }, { ...link, id: 'd'.repeat(32), to: 'c' });
    const [nowhere, twice, ...others] = exportSacm(document).losses.map(({ path }) => path);
    expect(nowhere).toMatch(/^links\..*-c$/);
    expect(twice).toMatch(/^links\..*-\w+$/);
    expect(others).toEqual([]);
  });

  it('writes what the standard asks for', () => {
    const xml = text(exportSacm(builtInTemplate('hospital-supplement', countingIds())).bytes);
    expect(xml).toContain('xmlns:sacm="http://www.omg.org/spec/SACM/2.3"');
    expect(xml).toMatch(/<assertedInference id="_[0-9a-f]{32}" assertionDeclaration="asserted">/);
    expect(xml).toMatch(/<reasoning href="#_[0-9a-f]{32}"\/>/);
    expect(xml).toMatch(/isCitation="true"/);
  });
});

describe('hostile XML', () => {
  const valid = exportSacm(builtInTemplate('ai-control', countingIds())).bytes;
  const small = bytes(
    argument(
      '<claim id="G1" content="a &amp; b"/><claim id="G2"><description>x</description></claim>\n<assertedInference id="R"><source href="#G2"/><target href="#G1"/></assertedInference>\n<argumentPackage id="Q" name="In"><claim id="G3"/></argumentPackage><argumentPackageInterface id="I" name="Face" implements="#AP"><claim name="X" isCitation="true" citedElement="#G3"/></argumentPackageInterface>',
    ),
  );

  it('is refused or read whole, never half', () => {
    const files = fc.oneof(mutated(small), mutated(valid.subarray(0, 20_000)), mutated(valid));
    fc.assert(
      fc.property(files, (data) => {
        const { document, findings } = importSacm(data, derivedIds(data));
        expect(document === null).toBe(findings.some(({ severity }) => severity === 'error'));
      }),
      { seed: 30, numRuns: 300 },
    );
  });

  it('is refused with a place: entities, types, depth, attributes, other encodings', () => {
    const attributes = Array.from({ length: 70 }, (_, at) => `a${at}="x"`).join(' ');
    const ends = (name: string) => `<${name} href="#x"/>`.repeat(400);
    const many = `<claim id="x"/><assertedInference>${ends('source')}${ends('target')}</assertedInference>`;
    const bomb =
      '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><AssuranceCasePackage>&b;</AssuranceCasePackage>';
    const refusals: [Uint8Array, string, string][] = [
      [bytes(bomb), 'line 1', 'DOCTYPE'],
      [bytes(argument('<claim content="&other;"/>')), 'line 4', 'not well-formed'],
      [bytes(argument('<claim content="&#0;"/>')), 'line 4', 'not well-formed'],
      [bytes(argument('<claim content="&#xD800;"/>')), 'line 4', 'not well-formed'],
      [bytes(argument('').slice(0, -9)), 'line 6', 'not well-formed'],
      [bytes('<a>'.repeat(10_000)), 'line 1', 'nested more than'],
      [bytes(argument(`<claim ${attributes}/>`)), 'line 4', 'more than 60 attributes'],
      [bytes('<html/>'), 'line 1, column 1', 'no AssuranceCasePackage'],
      [bytes(''), 'line 1', ''],
      [new Uint8Array(new Uint16Array([0xfeff, 0x3c]).buffer), '', 'not UTF-8'],
      [bytes(argument('&amp;'.repeat(1_000_001))), '', 'too many character references'],
      [bytes('<a/>'.repeat(1_200_001)), '', 'too many elements'],
      [bytes(argument('<argumentPackage/>'.repeat(2_100))), 'line 4', 'more than a case may have'],
      [bytes(argument(many)), 'line 4', '60000 links'],
      [new Uint8Array(33 * 1024 * 1024), '', 'larger than 32 MiB'],
    ];
    for (const [data, path, message] of refusals) {
      const { document, findings } = importSacm(data, derivedIds(data));
      expect(document).toBeNull();
      expect(findings[0]?.path).toContain(path);
      expect(findings[0]?.message).toContain(message);
    }
  });

  it('gives cycles, doubled ids and names of prototypes no power', () => {
    const { document, findings } = read(
      argument(`<claim id="__proto__" content="a"><taggedValue key="__proto__" value="x"/></claim>
        <claim id="constructor" content="b"/><claim id="constructor" content="c"/>
        <assertedInference id="R"><source href="#constructor"/><target href="#__proto__"/></assertedInference>
        <assertedInference id="S"><source href="#__proto__"/><target href="#constructor"/></assertedInference>`),
    );
    expect(document?.nodes).toHaveLength(3);
    expect(document?.links).toHaveLength(2);
    expect(findings.map(({ message }) => message).join()).toContain('stands twice');
  });

  it('reads 12,000 elements within the bar', () => {
    const claims = Array.from({ length: 6_000 }, (_, at) =>
      [
        `<claim id="G${at}" content="Claim ${at}"/><artifactReference id="E${at}" content="Report ${at}"/>`,
        `<assertedInference id="R${at}"><source href="#G${at}"/><target href="#G${at >> 1}"/></assertedInference>`,
        `<assertedEvidence id="V${at}"><source href="#E${at}"/><target href="#G${at}"/></assertedEvidence>`,
      ].join(''),
    ).join('\n');
    const data = bytes(argument(claims));
    const { result, seconds } = cpuSeconds(() => importSacm(data, derivedIds(data)));
    expect(result.document?.nodes).toHaveLength(12_000);
    expect(seconds).toBeLessThan(6);
  });
});
