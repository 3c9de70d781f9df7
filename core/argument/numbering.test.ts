import { describe, expect, it } from 'vitest';
import { builtInTemplate } from '../templates/templates';
import { numberedRows } from './numbering';
import { outlineOf } from './outline';

const template = builtInTemplate('scheming');
const numbered = numberedRows(outlineOf(template));
const first = (identifier: string) =>
  numbered.find(({ row }) => row.node.identifier === identifier);

describe('the numbers of a document', () => {
  it('count claims below claims, past the strategies between them', () => {
    expect(first('G0')).toMatchObject({ number: '', level: 0 });
    expect(first('G1')).toMatchObject({ number: '1', level: 1 });
    expect(first('G5')).toMatchObject({ number: '4', level: 1 });
    expect(first('G4')).toMatchObject({ number: '1.1', level: 2 });
    expect(first('HC4a')).toMatchObject({ number: '1.1.3.4.1', level: 5 });
  });

  it('are no part of strategies, contexts and solutions, which belong to the claim above', () => {
    expect(first('HC-S')).toMatchObject({ number: '', level: 3 });
    expect(first('C1')).toMatchObject({ number: '', level: 0 });
    expect(first('Sn-HC4a')).toMatchObject({ number: '', level: 5 });
  });

  it('are all different and say where a shared claim is argued', () => {
    const numbers = numbered.map(({ number }) => number).filter((number) => number !== '');
    expect(new Set(numbers).size).toBe(numbers.length);
    const again = numbered.find(({ row }) => row.node.identifier === 'CAP0' && row.repeated);
    expect(again?.arguedAt).toBe(first('CAP0')?.number);
    expect(again?.number).not.toBe(again?.arguedAt);
  });

  it('are not given to what is parked', () => {
    const links = template.links.filter(({ to }) => to !== first('G5')?.row.node.id);
    const parked = numberedRows(outlineOf({ ...template, links })).filter(({ row }) => row.parked);
    expect(parked.map(({ row }) => row.node.identifier)).toContain('G5a');
    expect(parked.every(({ number }) => number === '')).toBe(true);
  });
});
