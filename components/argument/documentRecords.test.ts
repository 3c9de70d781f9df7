import { describe, expect, it } from 'vitest';
import type { Defeater, TemplateParameter } from '@/core/argument/document';
import { builtInTemplate } from '@/core/templates/templates';
import { notesOf, recordsByNode } from './documentRecords';

const template = builtInTemplate('scheming');
const nodes = new Map(template.nodes.map((node) => [node.id, node]));
const nodeOf = (identifier: string) => {
  const node = template.nodes.find((one) => one.identifier === identifier);
  if (!node) throw new Error(`The template has no ${identifier}.`);
  return node;
};

describe('what a document says below a statement', () => {
  it('is what is recorded about it, raised doubts alone', () => {
    const { id } = nodeOf('HC1a');
    const offered = template.defeaters.find(({ target }) => 'node' in target && target.node === id);
    if (!offered) throw new Error('HC1a has a checklist.');
    const raised: Defeater = { ...offered, id: 'f'.repeat(32), origin: 'assessor' };
    const criterion = { id: 'c', node: id, metric: 'm', value: '1', unit: '', failure: '' };
    const records = recordsByNode({
      defeaters: [offered, raised],
      criteria: [{ ...criterion, comparator: '<=' }],
      evidence: [{ id: 'e', node: nodeOf('Sn-HC1').id, evidence: 'x', shows: '' }],
    });
    expect(records.get(id)).toMatchObject({ doubts: [raised], criteria: [{ id: 'c' }] });
    expect(records.get(nodeOf('Sn-HC1').id)?.evidence).toHaveLength(1);
    expect(records.size).toBe(2);
  });

  it('names what a reader must know of it', () => {
    expect(notesOf(nodeOf('HC2'), nodes, false, [])).toEqual(['open problem', 'undeveloped']);
    expect(notesOf(nodeOf('S2'), nodes, false, [])).toEqual(['keep at least 1 of SI0, HI0, HC0']);
    expect(notesOf({ ...nodeOf('AL0'), claim: 'not-claimed' }, nodes, true, [])).toEqual([
      'not claimed',
      'supports, never alone',
    ]);
    const supplement = builtInTemplate('hospital-supplement');
    const away = supplement.nodes.find(({ identifier }) => identifier === 'HS-AG1');
    expect(away && notesOf(away, nodes, false, [])).toContain('cites G1 of scheming');
  });

  it('says what an argument is instantiated from, and how many branches are open or filled', () => {
    const { choice, ...strategy } = nodeOf('S2');
    const open = {
      ...strategy,
      choice: choice && { ...choice, label: '{m}' },
      instantiation: 'The hazard log of {system}',
    };
    const filled = (name: string, value: string): TemplateParameter => {
      return { name, value, description: '', index: false, type: 'text' };
    };
    expect(notesOf(open, nodes, false, [filled('system', 'Atlas')])).toEqual([
      'keep at least m of SI0, HI0, HC0',
      'instantiated from The hazard log of Atlas',
    ]);
    expect(notesOf(open, nodes, false, [filled('m', '2')])[0]).toBe(
      'keep at least 2 of SI0, HI0, HC0',
    );
  });
});
