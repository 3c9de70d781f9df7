import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { builtInTemplate } from '@/core/templates/templates';
import type { CaseDocument, Id, TemplateParameter } from './document';
import { countingIds } from './ids';
import {
  applyInstantiation,
  instantiate,
  InstantiationError,
  planInstantiation,
  type Instantiation,
} from './instantiate';
import { outlineOf } from './outline';
import { fillParameters, filledText, indexValues } from './parameters';
import { claimedNodes } from './reach';
import { caseDocumentSchema } from './schema';
import { normaliseDocument, parseStrict, readDocument, writeDocument } from './structureDoc';
import { createUndoManager } from './undo';

function named(document: CaseDocument, identifier: string) {
  const node = document.nodes.find((candidate) => candidate.identifier === identifier);
  if (!node) throw new Error(`No node ${identifier}.`);
  return node;
}

function idsOf(document: CaseDocument, ...identifiers: string[]): Id[] {
  return identifiers.map((identifier) => named(document, identifier).id);
}

function children(document: CaseDocument, identifier: string): string[] {
  const parent = named(document, identifier).id;
  return outlineOf(document)
    .filter((row) => row.parentLink?.from === parent)
    .map((row) => row.node.identifier)
    .filter((name, at, all) => all.indexOf(name) === at);
}

const scheming = builtInTemplate('scheming', countingIds());
const cyber = builtInTemplate('cyber-inability', countingIds());

/** Everything that the scheming template asks for. */
function whole(document: CaseDocument): Instantiation {
  const keep = (strategy: string, ...kept: string[]) => [
    named(document, strategy).id,
    idsOf(document, ...kept),
  ];
  return {
    values: {
      system: 'Atlas 3',
      setting: 'internal coding',
      window: '2027',
      outcomes: 'leak',
      protocol: 'P1',
      'absolute: any setting | bounded: only the setting profile and its permissions':
        'bounded: only the setting profile and its permissions',
    },
    indexValues: { k: ['data poisoning', 'sabotage', 'exfiltration'] },
    choices: Object.fromEntries([
      keep('S2', 'HI0', 'HC0', 'AL0'),
      keep('SI-S', 'SI1', 'SI2', 'SI3', 'CAP0'),
      keep('CAP3a-S', 'CAP3a2'),
    ]),
  };
}

describe('the instantiation plan', () => {
  it('lists what scheming leaves open', () => {
    const plan = planInstantiation(scheming);
    expect(plan.complete).toBe(false);
    expect(plan.parameters.map(({ name }) => name)).toEqual([
      'system',
      'setting',
      'window',
      'outcomes',
      'protocol',
      'absolute: any setting | bounded: only the setting profile and its permissions',
    ]);
    expect(plan.parameters.at(-1)?.alternatives).toHaveLength(2);
    expect(plan.indexes).toMatchObject([{ name: 'k', repeats: idsOf(scheming, 'G4') }]);
    const strategies = plan.choices.map(({ strategy }) => strategy);
    expect(strategies.sort()).toEqual(idsOf(scheming, 'S2', 'SI-S', 'CAP3a-S').sort());
  });

  it('is complete once everything is settled', () => {
    const document = instantiate(scheming, whole(scheming));
    expect(planInstantiation(document).complete).toBe(true);
    expect(planInstantiation(document).choices).toEqual([]);
  });

  it('asks for nothing that lies only below a branch left out', () => {
    const [strategy = ''] = idsOf(scheming, 'S2');
    const document = instantiate(scheming, {
      choices: { [strategy]: idsOf(scheming, 'SI0') },
    });
    const plan = planInstantiation(document);
    expect(plan.parameters.find(({ name }) => name === 'protocol')?.needed).toBe(false);
    expect(plan.parameters.find(({ name }) => name === 'system')?.needed).toBe(true);
  });
});

describe('instantiating', () => {
  it('with nothing changes nothing: 80 nodes, 12 conditions, 15 open problems, all drafts', () => {
    const document = instantiate(scheming, {});
    expect(document).toEqual(scheming);
    expect(document.nodes).toHaveLength(80);
    expect(document.conditions).toHaveLength(12);
    expect(document.nodes.filter(({ openProblem }) => openProblem)).toHaveLength(15);
    expect(document.nodes.filter(({ claim }) => claim !== 'draft')).toEqual([]);
  });

  it('claims nothing, whatever is settled', () => {
    const document = instantiate(scheming, whole(scheming));
    expect(document.nodes.filter(({ claim }) => claim === 'claimed')).toEqual([]);
    expect(document.evidence).toEqual([]);
    expect(caseDocumentSchema.safeParse(document).error).toBeUndefined();
  });

  it('repeats the goal of each threat model and shares the argument below', () => {
    const document = instantiate(scheming, whole(scheming), countingIds(10_000));
    expect(children(document, 'S1')).toEqual(['G4.1', 'G4.2', 'G4.3']);
    expect(named(document, 'G4.2').text).toContain('Threat model sabotage does not lead');
    expect(named(document, 'G4.1').id).toBe(named(scheming, 'G4').id);
    for (const goal of ['G4.1', 'G4.2', 'G4.3']) expect(children(document, goal)).toEqual(['S2']);
    expect(document.nodes).toHaveLength(82);
    const condition = document.conditions.find(({ identifier }) => identifier === 'COU-01');
    expect(condition?.protects.sort()).toEqual(
      idsOf(document, 'C2', 'G4.1', 'G4.2', 'G4.3').sort(),
    );
    const index = document.parameters.find(({ name }) => name === 'k');
    expect(index && indexValues(index)).toEqual(['data poisoning', 'sabotage', 'exfiltration']);
  });

  it('repeats what lies between two nodes that name the index, one index after the other', () => {
    const values = { rm: ['phishing', 'worms'], pt: ['ctf', 'uplift'] };
    const document = instantiate(cyber, { indexValues: values }, countingIds(10_000));
    expect(children(document, 'CY-S0')).toEqual(['CY-RM0', 'CY-RMk.1', 'CY-RMk.2']);
    expect(children(document, 'CY-RMk.2')).toEqual(['CY-C4.2', 'CY-S1.2']);
    expect(named(document, 'CY-C4.2').text).toContain('Risk model worms:');
    expect(children(document, 'CY-S1.1')).toEqual([
      'CY-PT0.1',
      'CY-SET0',
      'CY-RES0.1',
      'CY-RES0.2',
      'CY-MG0',
    ]);
    expect(children(document, 'CY-PT0.1')).toEqual(['CY-PT1.1', 'CY-PT2', 'CY-PT3.1']);
    expect(children(document, 'CY-S1.2')).toContain('CY-SET0');
    const doubts = document.defeaters.filter(
      ({ target }) => 'node' in target && target.node === named(document, 'CY-PT0.2').id,
    );
    expect(doubts).toHaveLength(2);
    expect(new Set(document.defeaters.map(({ identifier }) => identifier)).size).toBe(
      document.defeaters.length,
    );
  });

  it('keeps the identifier when the index has one value', () => {
    const document = instantiate(scheming, { indexValues: { k: ['data poisoning'] } });
    expect(named(document, 'G4').text).toContain('Threat model data poisoning');
    expect(document.nodes).toHaveLength(80);
  });

  it('leaves a branch out visibly, and the argument no longer rests on it', () => {
    const document = instantiate(scheming, whole(scheming));
    expect(named(document, 'SI0').claim).toBe('not-claimed');
    expect(children(document, 'S2')).toContain('SI0');
    const claimed = claimedNodes(document);
    expect(idsOf(document, 'SI0', 'SI1', 'SI-S').some((id) => claimed.has(id))).toBe(false);
    expect(idsOf(document, 'CAP0', 'HI0').every((id) => claimed.has(id))).toBe(true);
    expect(named(document, 'S2').choice).toEqual({
      min: 2,
      of: idsOf(document, 'HI0', 'HC0'),
      optional: [],
      supportingOnly: idsOf(document, 'AL0'),
    });
  });

  it('says what is wrong with a choice or an index', () => {
    const [strategy = '', goal = ''] = idsOf(scheming, 'S2', 'G0');
    const choose = (kept: Id[]) => () => instantiate(scheming, { choices: { [strategy]: kept } });
    expect(choose(idsOf(scheming, 'AL0'))).toThrow(
      'S2 needs at least 1 of its 3 branches; 0 are kept.',
    );
    expect(choose([goal])).toThrow('not one of the branches of S2');
    const repeat = (k: string[]) => () => instantiate(scheming, { indexValues: { k } });
    expect(repeat([])).toThrow(InstantiationError);
    expect(repeat(['a', 'a'])).toThrow('twice');
    expect(() => instantiate(scheming, { indexValues: { system: ['a'] } })).toThrow('not an index');
    expect(() => instantiate(scheming, { values: { k: 'a' } })).toThrow('a list of values');
  });
});

describe('a choice of m branches', () => {
  const [strategy = ''] = idsOf(scheming, 'S2');
  const ofMany = (label: string): CaseDocument => ({
    ...scheming,
    nodes: scheming.nodes.map((node) =>
      node.id === strategy && node.choice
        ? { ...node, choice: { ...node.choice, min: 1, label } }
        : node,
    ),
  });
  const planned = (document: CaseDocument) =>
    planInstantiation(document).choices.find((choice) => choice.strategy === strategy);

  it.each(['m', '{m}', ' { m } '])('asks for what stands for its number: %j', (label) => {
    const document = ofMany(label);
    expect(planInstantiation(document).parameters).toContainEqual({
      name: 'm',
      description: '',
      value: '',
      alternatives: [],
      nodes: [strategy],
      needed: true,
    });
    expect(planned(document)?.min).toBeNull();
  });

  it.each(['m', '{m}'])('is settled by filling, choosing and applying at once: %s', (label) => {
    const kept = { [strategy]: idsOf(scheming, 'SI0', 'HI0') };
    const document = instantiate(ofMany(label), { values: { m: '2' }, choices: kept });
    expect(named(document, 'S2').choice).toEqual({
      min: 2,
      of: kept[strategy],
      optional: [],
      supportingOnly: [],
    });
    expect(named(document, 'HC0').claim).toBe('not-claimed');
  });

  it('is settled step by step alike', () => {
    const filled = instantiate(ofMany('m'), { values: { m: ' 2 ' } });
    expect(planned(filled)?.min).toBe(2);
    const choose = (...kept: string[]) =>
      instantiate(filled, { choices: { [strategy]: idsOf(scheming, ...kept) } });
    expect(() => choose('SI0')).toThrow('S2 needs at least 2 of its 3 branches; 1 is kept.');
    expect(named(choose('SI0', 'HI0'), 'S2').choice?.label).toBeUndefined();
  });

  it.each(['', 'two', '0', '4', '-1', '1.5'])('is not settled by %j', (m) => {
    const kept = { [strategy]: idsOf(scheming, 'SI0', 'HI0', 'HC0') };
    expect(() => instantiate(ofMany('m'), { values: { m }, choices: kept })).toThrow(
      'How many branches S2 needs is open: let m be a number from 1 to 3.',
    );
  });

  it('keeps the reference to its instantiation data, which says where the argument came from', () => {
    const document = ofMany('m');
    const from = { ...named(document, 'S2'), instantiation: 'The hazard log' };
    const nodes = document.nodes.map((node) => (node.id === strategy ? from : node));
    const kept = { [strategy]: idsOf(scheming, 'SI0', 'HI0') };
    const settled = instantiate({ ...document, nodes }, { values: { m: '2' }, choices: kept });
    expect(named(settled, 'S2').instantiation).toBe('The hazard log');
  });
});

describe('instantiating the live document', () => {
  it('gives what the plain step gives, in one transaction, and can be undone', () => {
    const doc = new Y.Doc({ gc: false });
    writeDocument(doc, scheming);
    let transactions = 0;
    doc.on('afterTransaction', (transaction) => {
      if (transaction.changed.size > 0) transactions += 1;
    });
    const undo = createUndoManager(doc, 'me');
    applyInstantiation(doc, whole(scheming), 'me', countingIds(10_000));
    expect(transactions).toBe(1);
    const expected = instantiate(scheming, whole(scheming), countingIds(10_000));
    expect(readDocument(doc)).toEqual({ document: normaliseDocument(expected), problems: [] });
    expect(parseStrict(doc).ok).toBe(true);
    undo.undo();
    expect(readDocument(doc)).toEqual({ document: scheming, problems: [] });
  });

  it('keeps what a colleague types meanwhile', () => {
    const mine = new Y.Doc();
    writeDocument(mine, scheming);
    const theirs = new Y.Doc();
    Y.applyUpdate(theirs, Y.encodeStateAsUpdate(mine));
    const statement = theirs.getMap('nodes').get(named(scheming, 'G4').id);
    const text = statement instanceof Y.Map ? statement.get('text') : null;
    if (!(text instanceof Y.Text)) throw new Error('G4 has no text.');
    text.insert(text.length, ' (reviewed)');
    applyInstantiation(mine, whole(scheming), 'me');
    Y.applyUpdate(mine, Y.encodeStateAsUpdate(theirs));
    expect(named(readDocument(mine).document, 'G4.1').text).toBe(
      'Threat model data poisoning does not lead to its unacceptable outcome beyond the agreed criterion. (reviewed)',
    );
  });
});

describe('parameters in a statement', () => {
  const parameters: TemplateParameter[] = [
    { name: 'system', description: '', value: 'Atlas', index: false, type: 'text' },
    { name: 'k', description: '', value: 'a\nb', index: true, type: 'text' },
    { name: 'window', description: '', value: '', index: false, type: 'date' },
  ];
  it('are shown as what they are', () => {
    expect(fillParameters('{system} is safe for { window }.', parameters)).toEqual([
      { parameter: 'system', value: 'Atlas' },
      { text: ' is safe for ' },
      { parameter: 'window', value: '' },
      { text: '.' },
    ]);
  });
  it('stay in braces until they are filled', () => {
    expect(filledText('{system}, {k}, {window}, {x}', parameters)).toBe(
      'Atlas, {k}, {window}, {x}',
    );
  });
});
