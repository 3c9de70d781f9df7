import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseDocument } from '@/core/argument/document';
import { countingIds } from '@/core/argument/ids';
import { derivedIds } from '../derivedIds';
import { detectImportFormat } from '../importFormats';
import { exportLtac } from './exportLtac';
import { importLtac } from './importLtac';
import { takeTrailing, withTrailing } from './trailing';

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => importLtac(bytes(text), countingIds());

function imported(text: string): CaseDocument {
  const { document, findings } = read(text);
  if (!document) throw new Error(JSON.stringify(findings));
  return document;
}

const CASE = `# Safety of the crossing
# Written by the team.

- Claim Top: The crossing is safe: always (scope.pdf)
  # Only in daylight.
  - Context Roads: Public roads
  - Strategy Split: Over all hazards
    - Claim H1: Hazard 1 is mitigated {needssupport}
    - Claim H2: Hazard 2 is mitigated {defeated}
      - Evidence Ev: Test report (report (2).pdf)
      - Claim Doubt: The test was wrong {defeater}
      - Evidence Counter: Field data {counter}
    - Relation {defeated}
      - Claim H3: Hazard 3 is mitigated {assumed}
    - Claim ^Other
  - Claim Sure: The argument is complete {metaclaim}
  * Assumption: Drivers obey

- Claim Other: Elsewhere {abstract}
  - Link Ev
  - Relation D1: Out of date {counter}
    - Evidence Old: A later report
  - Claim ^[Base] B1: Cited {axiomatic}
`;

describe('reading LTAC text', () => {
  const document = imported(CASE);
  const node = (identifier: string) => {
    const found = document.nodes.find((one) => one.identifier === identifier);
    if (!found) throw new Error(identifier);
    return found;
  };
  const linked = (from: string) =>
    document.links
      .filter((link) => link.from === node(from).id)
      .map(({ to }) => document.nodes.find(({ id }) => id === to)?.identifier);

  it('keeps elements in their order with what the line says of them', () => {
    expect(document.title).toBe('Safety of the crossing');
    expect(document.modules.map(({ name, description }) => [name, description])).toEqual([
      ['Top', 'Written by the team.'],
      ['Other', ''],
    ]);
    expect(linked('Top')).toEqual(['Roads', 'Split', 'A1']);
    expect(linked('Split')).toEqual(['H1', 'H2', 'H3', 'Other']);
    expect(node('Top')).toMatchObject({
      kind: 'goal',
      text: 'The crossing is safe: always',
      module: 'Top',
      annotations: { reference: 'scope.pdf' },
    });
    expect(node('Ev').annotations).toEqual({ reference: 'report (2).pdf' });
    expect(node('Roads').notes).toBe('Only in daylight.');
    expect(node('H1').undeveloped).toBe(true);
    expect(node('H2').defeat).toEqual({ outcome: 'defeated', reason: '' });
    expect(node('H3').annotations).toEqual({ assertion: 'assumed' });
    expect(node('A1')).toMatchObject({ kind: 'assumption', text: 'Drivers obey' });
  });

  it('cites other packages with away elements and links its own elements', () => {
    const away = document.nodes.filter((one) => one.away !== null);
    expect(away.map(({ module, text, away: to }) => [module, text, to?.module, to?.node])).toEqual([
      ['Top', '', 'Other', 'Other'],
      ['Other', 'Cited', 'Base', 'B1'],
    ]);
    const links = document.links.filter(({ to }) => to === node('Ev').id);
    expect(links).toHaveLength(2);
  });

  it('reads defeaters and counters as challenges, metaclaims as claim points', () => {
    expect(
      document.defeaters.map(({ identifier, kind, text }) => [identifier, kind, text]),
    ).toEqual([
      ['Doubt', 'rebut', 'The test was wrong'],
      ['Counter', 'rebut', 'Field data'],
      ['D1', 'rebut', 'Out of date'],
    ]);
    expect(document.defeaters[0]).toMatchObject({
      target: { node: node('H2').id },
      argument: node('Doubt').id,
    });
    expect(document.defeaters[2]?.argument).toBe(node('Old').id);
    expect(document.claimPoints).toMatchObject([
      { identifier: 'Sure', target: { node: node('Top').id }, argument: node('Sure').id },
    ]);
    const link = document.links.find(({ to }) => to === node('H3').id);
    expect(link?.defeat).toEqual({ outcome: 'defeated', reason: '' });
  });

  it('writes the same lines again', () => {
    const { bytes: written, losses } = exportLtac(document);
    expect(losses).toEqual([]);
    const text = new TextDecoder().decode(written);
    const same = CASE.replace('  * Assumption:', '  - Assumption A1:')
      .replace('  - Claim Sure: The argument is complete {metaclaim}\n', '')
      .replace(
        'Drivers obey\n',
        'Drivers obey\n  - Claim Sure: The argument is complete {metaclaim}\n',
      )
      .replace('- Relation {defeated}', '- Relation: {defeated}')
      .replace('      - Claim Doubt: The test was wrong {defeater}\n', '')
      .replace('{counter}\n', '{counter}\n      - Claim Doubt: The test was wrong {defeater}\n')
      .replace(
        /( {2}- Relation D1.*\n.*\n)(.*\n)$/,
        (_, challenge: string, cited: string) => cited + challenge,
      );
    expect(text).toBe(same);
  });

  it('gives elements without a name the next free one', () => {
    const { nodes } = imported('- Claim G1: a\n  - Claim: b\n  - Evidence\n');
    expect(nodes.map(({ identifier, text }) => [identifier, text])).toEqual([
      ['G1', 'a'],
      ['G2', 'b'],
      ['Sn1', ''],
    ]);
  });

  it('says what it left out or could not place', () => {
    const { findings } = read(
      '- Claim C1: a {assumed, sure}\n  - Claim ^Gone\n  - Relation R1: why\n    - Claim C2: b\n# The end\n',
    );
    expect(findings.map(({ severity, path }) => `${severity} ${path}`)).toEqual([
      'warning line 1, column 9',
      'hint line 5',
      'hint line 2, column 11',
      'warning line 3, column 14',
    ]);
  });

  it('reports a citation that says something else than its target', () => {
    const { findings } = read('- Claim A: a\n  - Claim ^B: not b\n\n- Claim B: b\n');
    expect(findings).toMatchObject([{ severity: 'warning', path: 'line 2, column 11' }]);
  });
});

describe('the end of a line', () => {
  it('holds a reference and options in either order', () => {
    const expected = { text: 'a', reference: 'r (1)', options: ['assumed'] };
    expect(takeTrailing('a (r (1)) {assumed}')).toMatchObject(expected);
    expect(takeTrailing('a {Assumed} (r (1))')).toMatchObject(expected);
    expect(takeTrailing('safe for {system}')).toMatchObject({
      text: 'safe for {system}',
      options: [],
    });
    expect(takeTrailing('f(x)')).toMatchObject({ text: 'f(x)', reference: null });
  });

  it('gives any text back', () => {
    const piece = fc.constantFrom(
      'a',
      ' ',
      '(',
      ')',
      '{',
      '}',
      '(b)',
      '{defeated}',
      '{x}',
      'é',
      ',',
    );
    const text = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join('').trim());
    fc.assert(
      fc.property(text, fc.boolean(), fc.boolean(), (words, isReferenced, isOption) => {
        const reference = isReferenced ? 'r' : '';
        const line = withTrailing(words, reference, isOption ? ['abstract'] : []);
        const { text: again, reference: found, options } = takeTrailing(line);
        expect([again, found ?? '']).toEqual([words, reference]);
        expect(options.filter((option) => option !== 'asserted')).toEqual(
          isOption ? ['abstract'] : [],
        );
      }),
      { seed: 20274, numRuns: 1_000 },
    );
  });
});

describe('texts that are no LTAC', () => {
  const refusals: [text: string, place: string, message: string][] = [
    ['', '', 'no element'],
    ['- Claim C1: a\n   - Claim C2: b', 'line 2, column 4', 'each level takes two'],
    ['- Claim C1: a\n\t- Claim C2: b', 'line 2, column 1', 'with spaces'],
    ['- Claim C1: a\n    - Claim C2: b', 'line 2, column 5', 'more than one level'],
    ['- Claim C1: a\n  -Claim C2: b', 'line 2, column 4', 'blank is missing'],
    ['- Claim C1: a\n  - Clam C2: b', 'line 2, column 5', 'no type of element'],
    ['- Claim C1: a\nhello', 'line 2, column 1', 'is no element'],
    ['- Claim C1: a\n  - Link', 'line 2, column 9', 'names an element'],
    ['- Claim C1: a\n  - Link C2', 'line 2, column 10', 'called ‘C2’'],
    ['- Claim C1: a\n  - Claim C1: b', 'line 2, column 11', 'line 1 already'],
    ['- Claim C1: a\n  - Claim ^[B C2', 'line 2, column 10', 'not closed'],
    ['- Link C1', 'line 1, column 1', 'begins with an element'],
    [
      '- Claim C1:\n  - Claim ^C2\n- Claim C2:\n  - Claim ^C1',
      'line 1, column 9',
      'supports itself',
    ],
    ['- Claim C1: a\n  - Link C1', 'line 1, column 9', 'C1 → C1'],
    [`- Claim C1: ${'a'.repeat(4_001)}`, 'line 1, column 9', 'longer than 4000'],
    [`- Claim ${'a'.repeat(41)}: b`, 'line 1, column 9', 'longer than 40'],
    ['x'.repeat(1_000_000), 'line 1, column 1', 'longer than any element'],
    ['- Claim: a\n'.repeat(100_001), 'line 100001, column 1', 'more than 100000'],
  ];
  for (const [text, place, message] of refusals) {
    it(`are refused with line and column: ${JSON.stringify(text.slice(0, 40))}`, () => {
      const { document, findings } = read(text);
      expect(document).toBeNull();
      expect(findings.find(({ severity }) => severity === 'error')).toMatchObject({ path: place });
      expect(findings.map((one) => one.message).join(' ')).toContain(message);
    });
  }

  it('never throw, and are either whole or refused', () => {
    const valid = bytes(CASE);
    const change = fc.record({ at: fc.nat(valid.length - 1), byte: fc.nat(255), cut: fc.nat(3) });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) => {
        const mutated = [...valid];
        for (const { at, byte, cut } of changes) mutated.splice(at, cut, byte);
        const data = Uint8Array.from(mutated);
        const { document, findings } = importLtac(data, derivedIds(data));
        expect(document === null).toBe(findings.some(({ severity }) => severity === 'error'));
      }),
      { seed: 20275, numRuns: 500 },
    );
  });

  it('are as deep as an argument is', () => {
    const deep = Array.from({ length: 2_000 }, (_, at) => `${'  '.repeat(at)}- Claim C${at}: a`);
    const document = imported(deep.join('\n'));
    expect(document.links).toHaveLength(1_999);
    expect(exportLtac(document).losses).toEqual([]);
  });
});

describe('the format of LTAC text', () => {
  it('is told by its first element', () => {
    expect(detectImportFormat(bytes(CASE))?.id).toBe('ltac');
    expect(detectImportFormat(bytes('# A list\n\n- Milk\n'))).toBeNull();
    expect(detectImportFormat(bytes('not yet'), 'case.ltac')?.id).toBe('ltac');
  });
});
