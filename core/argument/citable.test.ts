import { expect, it } from 'vitest';
import { blankCase, blankNode } from './blank';
import { citableModules, citableNames } from './citable';
import type { CaseDocument, NodeKind } from './document';

const id = (name: string) => Buffer.from(name).toString('hex').padStart(32, '0');
const node = (name: string, kind: NodeKind, isPublic = true) => {
  const [module = '', identifier = ''] = name.split('.');
  return blankNode({ id: id(name), kind, identifier, module, public: isPublic });
};
const module = (name: string, within = ''): CaseDocument['modules'][number] => ({
  id: id(name),
  name,
  kind: 'module',
  within,
  title: '',
  description: '',
  annotations: {},
});

const document = blankCase({
  module: 'main',
  nodes: [
    node('.G1', 'goal'),
    node('outer.G10', 'goal'),
    node('outer.G2', 'goal'),
    node('outer.G3', 'goal', false),
    node('outer.Sn1', 'solution'),
    node('inner.G1', 'goal'),
  ],
  modules: [module('outer'), module('inner', 'outer')],
  interfaces: [
    {
      id: id('i'),
      module: 'outer',
      name: 'api',
      description: '',
      elements: [id('inner.G1')],
      aliases: { [id('inner.G1')]: 'X1' },
    },
  ],
});

it('are the other modules that are seen from where an element stands', () => {
  expect(citableModules(document, '')).toEqual(['outer']);
  expect(citableModules(document, 'outer')).toEqual(['inner', 'main']);
  expect(citableModules(document, 'inner')).toEqual(['main', 'outer']);
  expect(citableModules(blankCase({ module: 'main' }), '')).toEqual([]);
});

it('are public elements of the kind, and what the module offers of those that it contains', () => {
  expect(citableNames(document, 'outer', 'away-goal')).toEqual(['G2', 'G10', 'X1']);
  expect(citableNames(document, 'outer', 'away-solution')).toEqual(['Sn1']);
  expect(citableNames(document, 'main', 'away-goal')).toEqual(['G1']);
  expect(citableNames(document, 'outer', 'module')).toEqual([]);
});
