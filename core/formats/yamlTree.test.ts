import { describe, expect, it } from 'vitest';
import { readYaml, YamlError, type YamlValue } from './yamlTree';

/** Far more entries than one part holds. */
const MANY = 4_000;
const entries = (write: (at: number) => string) =>
  Array.from({ length: MANY }, (_, at) => write(at)).join('\n');
const read = (text: string) => readYaml(text, { tokens: 1_000_000 });

function failure(text: string): YamlError {
  try {
    read(text);
  } catch (error) {
    if (error instanceof YamlError) return error;
    throw error;
  }
  throw new Error('It was read.');
}

const mapOf = (value: YamlValue | null | undefined) => {
  if (value?.type !== 'map') throw new Error('It is no map.');
  return value.entries;
};

describe('a map at the top that is read in parts', () => {
  it('is one map, whatever stands between its entries', () => {
    const text = entries((at) => `# About ${at}\nG${at}:\n  text: Part ${at}\n  # end\n\n`);
    const whole = read(`--- # begin\n${text}\nlast: |\n  a\n  b\n`);
    const top = mapOf(whole);
    expect(whole?.at).toBe(text.indexOf('G0') + '--- # begin\n'.length);
    expect(top.size).toBe(MANY + 1);
    expect([...top.keys()].slice(0, 2)).toEqual(['G0', 'G1']);
    expect(mapOf(top.get('G3999')).get('text')).toMatchObject({
      text: 'Part 3999',
      at: `--- # begin\n${text}`.lastIndexOf('Part 3999'),
    });
    expect(top.get('last')).toMatchObject({ text: 'a\nb\n' });
  });

  it('shares what an alias names in an earlier part', () => {
    const top = mapOf(read(`first: &a [x]\n${entries((at) => `n${at}: y`)}\nlast: *a\n`));
    expect(top.get('last')).toBe(top.get('first'));
  });

  it('is refused where one file would be, and at that place', () => {
    const text = entries((at) => `n${at}: y`);
    const doubled = failure(`${text}\nn7: z\n`);
    expect([doubled.message, doubled.offset]).toEqual([
      'The key ‘n7’ stands twice.',
      text.length + 1,
    ]);
    const itself = failure(`&top\n${text}\nlast: *top\n`);
    expect(itself.message).toBe('No value is anchored as ‘top’ here.');
    expect(failure(`!own\n${text}\n`).message).toBe('The tag ‘!own’ is not allowed.');
    expect(failure(`${text}\n---\na: b\n`).message).toBe('The file holds more than one document.');
    expect(failure(`${text}\n nest: z\n`).offset).toBeGreaterThan(text.length - 10);
    expect(failure(`${text}\nlast: [a\n`).offset).toBeGreaterThan(text.length);
  });
});
