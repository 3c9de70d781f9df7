import { describe, expect, it } from 'vitest';
import { demandedAs, demandedBranches, demandParameters, demandWords } from './choiceDemand';
import type { Choice, TemplateParameter } from './document';
import { choiceSchema } from './schema';

const ids = ['a', 'b', 'c'].map((letter) => letter.repeat(32));
const choice: Choice = { min: 1, of: ids, optional: [], supportingOnly: [] };
const parameter = (name: string, value: string, index = false): TemplateParameter => {
  return { name, value, description: '', index, type: 'text' };
};

describe('how many branches a choice demands', () => {
  it('is its number where nothing stands for that', () => {
    expect(demandedBranches(choice, [parameter('m', '2')])).toBe(1);
    expect(demandWords(choice, [])).toBe('1');
    expect(demandParameters(choice)).toEqual([]);
  });

  it.each(['m', '{m}', '{ m }', ' m '])('is open until %j is filled', (label) => {
    const open = { ...choice, label };
    expect(demandedBranches(open, [])).toBeNull();
    expect(demandWords(open, [])).toBe('m');
    expect(demandParameters(open)).toEqual(['m']);
    expect(demandedBranches(open, [parameter('m', ' 3 ')])).toBe(3);
    expect(demandWords(open, [parameter('m', ' 3 ')])).toBe('3');
  });

  it.each(['0', '4', 'two', '1.5', '-1', ''])('is none that the choice can meet: %j', (value) => {
    expect(demandedBranches({ ...choice, label: 'm' }, [parameter('m', value)])).toBeNull();
  });

  it('is not the list of an index', () => {
    const open = { ...choice, label: 'k' };
    expect(demandedBranches(open, [parameter('k', '2', true)])).toBeNull();
  });

  it('asks for nothing where a number stands for it', () => {
    expect(demandedBranches({ ...choice, label: '2' }, [])).toBe(2);
    expect(demandParameters({ ...choice, label: '2' })).toEqual([]);
  });
});

describe('what an author writes for it', () => {
  it.each(['0', '3', ' 2 '])('may be a number up to all branches: %j', (words) => {
    const changed = demandedAs(words, { ...choice, label: 'm' });
    expect(changed).toEqual({ ...choice, min: Number(words) });
    expect(changed).not.toHaveProperty('label');
  });

  it.each(['m', '{m}', 'how many'])('may be a name, above the least of before: %j', (words) => {
    const changed = demandedAs(` ${words} `, choice);
    expect(changed).toEqual({ ...choice, label: words });
    expect(choiceSchema.safeParse(changed).error).toBeUndefined();
  });

  it.each(['', ' ', '4', '-1', '1.5', '2 of 3', '{', '{m', 'm}', '{1}', '{a}{b}', 'm'.repeat(41)])(
    'is refused else: %j',
    (words) => expect(demandedAs(words, choice)).toBeNull(),
  );
});
