import { describe, expect, it } from 'vitest';
import { blankNode } from './blank';
import { Containment, offeredBy, promotionsOf } from './containment';
import type { CaseModule, NamedInterface } from './document';

const module = (name: string, within = ''): CaseModule => ({
  id: name,
  name,
  kind: 'module',
  within,
  title: '',
  description: '',
  annotations: {},
});
const node = (home: string, identifier: string) =>
  blankNode({ id: `${home}.${identifier}`, kind: 'goal', identifier, module: home });

describe('modules in modules (GSN 1:4.6.5, 1:4.7.4)', () => {
  const nested = new Containment([
    module('top'),
    module('outer'),
    module('inner', 'outer'),
    module('core', 'inner'),
    module('lost', 'nowhere'),
  ]);

  it('contains at any depth', () => {
    expect([...nested.around('core')]).toEqual(['inner', 'outer']);
    expect(nested.inside('outer')).toEqual(['inner', 'core']);
    expect(nested.contains('outer', 'core')).toBe(true);
    expect(nested.contains('core', 'outer')).toBe(false);
    expect(nested.contains('outer', 'outer')).toBe(false);
  });

  it('is seen from within the container alone', () => {
    const sees = (from: string) =>
      ['top', 'outer', 'inner', 'core', 'lost', 'elsewhere'].filter((one) =>
        nested.isVisible(one, from),
      );
    expect(sees('top')).toEqual(['top', 'outer', 'elsewhere']);
    expect(sees('outer')).toEqual(['top', 'outer', 'inner', 'elsewhere']);
    expect(sees('inner')).toEqual(['top', 'outer', 'inner', 'core', 'elsewhere']);
    expect(sees('core')).toEqual(['top', 'outer', 'inner', 'core', 'elsewhere']);
  });

  it('ends where modules contain each other', () => {
    const circle = new Containment([module('a', 'b'), module('b', 'c'), module('c', 'a')]);
    expect([...circle.around('a')]).toEqual(['b', 'c', 'a']);
    expect(circle.inside('a')).toEqual(['c', 'b']);
    expect([...new Containment([module('a', 'a')]).around('a')]).toEqual(['a']);
  });

  it('takes the first of several modules by one name', () => {
    const twice = new Containment([module('a', 'b'), module('a', 'c'), module('b'), module('c')]);
    expect([...twice.around('a')]).toEqual(['b']);
    expect(twice.inside('c')).toEqual([]);
  });

  it('is linear in a chain of modules', () => {
    const chain = new Containment(
      Array.from({ length: 500 }, (_, at) => module(`m${at}`, at === 0 ? '' : `m${at - 1}`)),
    );
    expect(chain.inside('m0').length).toBe(499);
    expect(chain.contains('m0', 'm499')).toBe(true);
  });
});

describe('what an interface offers (GSN 1:4.6.2)', () => {
  const nodes = new Map(
    [node('outer', 'G1'), node('outer', 'G2'), node('inner', 'G1'), node('far', 'G9')].map(
      (one) => [one.id, one],
    ),
  );
  const nodeOf = (id: string) => nodes.get(id);
  const offered = (elements: string[], aliases = {}): NamedInterface => ({
    id: 'i',
    module: 'outer',
    name: 'api',
    description: '',
    elements,
    aliases,
  });

  it('is called by its own name or by the alias', () => {
    const one = offered(['outer.G1', 'inner.G1', 'gone'], { 'inner.G1': 'X1' });
    expect([...offeredBy(one, nodeOf)].map(({ name }) => name)).toEqual(['G1', 'X1', '']);
  });

  it('is cited by the name of the container, what is its own by its own', () => {
    const containment = new Containment([module('outer'), module('inner', 'outer')]);
    const promoted = (...interfaces: NamedInterface[]) =>
      promotionsOf({ interfaces, module: 'outer' }, containment, nodeOf, (one) => one.module);
    const one = offered(['far.G9', 'inner.G1', 'outer.G1', 'outer.G2'], {
      'inner.G1': 'X1',
      'outer.G2': 'Y2',
    });
    expect([...(promoted(one).get('outer') ?? [])]).toEqual([
      ['X1', 'inner.G1'],
      ['Y2', 'outer.G2'],
    ]);
    expect(promoted({ ...one, module: '' })).toEqual(promoted(one));
    expect(promoted(offered(['outer.G1'])).size).toBe(0);
    const other = { ...offered(['outer.G1'], { 'outer.G1': 'X1' }), id: 'j' };
    expect(promoted(one, other).get('outer')?.get('X1')).toBe('inner.G1');
  });
});
