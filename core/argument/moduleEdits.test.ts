import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { blankCase, blankLink, blankNode } from './blank';
import type { CaseDocument, NodeKind } from './document';
import {
  addInterface,
  addModule,
  freeModuleName,
  isInUse,
  moduleNameProblem,
  moduleSizes,
  moveToModule,
  offer,
  offerable,
  possibleContainers,
  removeModule,
  renameModule,
  setAlias,
} from './moduleEdits';
import { parseStrict, readDocument, writeDocument } from './structureDoc';

const id = (name: string) => Buffer.from(name).toString('hex').padStart(32, '0').slice(0, 32);

function node(name: string, kind: NodeKind, cites?: string) {
  const [module = '', identifier = ''] = name.split('.');
  const [of = '', cited = ''] = cites?.split('.') ?? [];
  const away =
    cites === undefined
      ? null
      : { module: of, node: cited, baseDigest: null, recordId: null, textLeaf: null };
  return blankNode({ id: id(name), kind, identifier, module, away });
}

function module(name: string, within = ''): CaseDocument['modules'][number] {
  const blank = { title: '', description: '', annotations: {} };
  return { id: id(name), name, kind: 'module', within, ...blank };
}

/** a.G1 over a.G2 and a.G3, which share a.Sn1; a.G2 has a.Sn2 alone. b cites a.G2. */
function sample(): CaseDocument {
  const link = (from: string, to: string) =>
    blankLink({
      id: id(`${from}${to}`),
      kind: 'supported-by',
      from: id(from),
      to: id(to),
      rank: 'a0',
    });
  return blankCase({
    module: 'a',
    root: id('a.G1'),
    nodes: [
      ...['a.G1', 'a.G2', 'a.G3', 'b.G2'].map((name) => node(name, 'goal')),
      ...['a.Sn1', 'a.Sn2'].map((name) => node(name, 'solution')),
      node('b.AG1', 'away-goal', 'a.G2'),
    ],
    links: [
      link('a.G1', 'a.G2'),
      link('a.G1', 'a.G3'),
      link('a.G2', 'a.Sn1'),
      link('a.G3', 'a.Sn1'),
      link('a.G2', 'a.Sn2'),
      link('b.G2', 'b.AG1'),
    ],
    modules: [module('a'), module('b'), module('c', 'b')],
    interfaces: [
      { id: id('i'), module: 'b', name: 'api', description: '', elements: [], aliases: {} },
    ],
    claimPoints: [
      {
        id: id('p'),
        identifier: 'ACP1',
        target: { node: id('a.Sn1') },
        argument: null,
        module: 'b',
      },
    ],
  });
}

function live(document = sample()) {
  const doc = new Y.Doc();
  writeDocument(doc, document);
  return { doc, read: () => readDocument(doc).document };
}

const identifiers = (document: CaseDocument, of: string) =>
  document.nodes
    .filter((one) => one.module === of)
    .map((one) => one.identifier)
    .sort();

describe('modules', () => {
  it('take what names them along when they are renamed', () => {
    const { doc, read } = live();
    expect(renameModule(doc, id('a'), 'main', 'me')).toBe(true);
    expect(renameModule(doc, id('b'), 'beside', 'me')).toBe(true);
    const after = read();
    expect(after.module).toBe('main');
    expect(moduleSizes(after)).toEqual(
      new Map([
        ['main', 5],
        ['beside', 2],
      ]),
    );
    expect(after.nodes.find(({ away }) => away)?.away?.module).toBe('main');
    expect(after.modules.find(({ name }) => name === 'c')?.within).toBe('beside');
    expect(after.interfaces[0]?.module).toBe('beside');
    expect(after.claimPoints[0]?.module).toBe('beside');
    expect(parseStrict(doc).ok).toBe(true);
  });

  it('are not renamed to nothing, to a name that is taken, or when they are gone', () => {
    const { doc, read } = live();
    const before = read();
    for (const name of ['', '  ', 'b', 'x'.repeat(81)])
      expect(renameModule(doc, id('a'), name, 'me')).toBe(false);
    expect(renameModule(doc, id('gone'), 'x', 'me')).toBe(false);
    expect(read()).toEqual(before);
    expect(moduleNameProblem(before, id('b'), 'a')).toBe('taken');
    expect(moduleNameProblem({ ...before, modules: [] }, id('new'), 'a')).toBe('taken');
    expect(moduleNameProblem(before, id('b'), 'b')).toBe(null);
  });

  it('begin with a record of the case\u2019s own beside the first one', () => {
    const { doc, read } = live(blankCase({ nodes: [{ ...node('.G1', 'goal'), public: true }] }));
    expect(freeModuleName(read())).toBe('part 2');
    addModule(doc, { name: 'part 2', kind: 'module' }, 'me');
    expect(read().module).toBe('main');
    expect(
      read()
        .modules.map(({ name }) => name)
        .toSorted(),
    ).toEqual(['main', 'part 2']);
    expect(freeModuleName(read())).toBe('part 3');
    expect(moduleSizes(read())).toEqual(new Map([['main', 1]]));
    expect(offerable(read(), 'main').length).toBe(1);
    expect(offerable(read(), 'part 2')).toEqual([]);
  });

  it('do not contain themselves', () => {
    const { doc, read } = live();
    addModule(doc, { name: 'd', kind: 'contract' }, 'me');
    const names = possibleContainers(read(), { id: id('b'), name: 'b' });
    expect(names.sort()).toEqual(['a', 'd']);
  });

  it('go when nothing stands in them, with their interfaces', () => {
    const { doc, read } = live();
    expect(removeModule(doc, id('b'), 'me')).toBe(false);
    expect(removeModule(doc, id('gone'), 'me')).toBe(false);
    addInterface(doc, { module: 'c', name: 'api' }, 'me');
    expect(isInUse(read(), { name: 'c' })).toBe(false);
    expect(removeModule(doc, id('c'), 'me')).toBe(true);
    expect(read().modules.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(read().interfaces.map(({ module: of }) => of)).toEqual(['b']);
  });
});

describe('moving into a module', () => {
  it('takes what hangs there alone along, keeps names apart, and citations follow', () => {
    const { doc, read } = live();
    const moved = moveToModule(doc, id('a.G2'), 'b', 'me');
    expect(moved.toSorted()).toEqual([id('a.G2'), id('a.Sn2')].toSorted());
    const after = read();
    expect(identifiers(after, 'a')).toEqual(['G1', 'G3', 'Sn1']);
    expect(identifiers(after, 'b')).toEqual(['AG1', 'G2', 'G3', 'Sn2']);
    expect(after.nodes.find(({ away }) => away)?.away).toMatchObject({ module: 'b', node: 'G3' });
    expect(after.links).toEqual(sample().links.toSorted((x, y) => (x.id < y.id ? -1 : 1)));
  });

  it('moves nothing that is gone or stands there already', () => {
    const { doc, read } = live();
    const before = read();
    expect(moveToModule(doc, id('a.G2'), 'a', 'me')).toEqual([]);
    expect(moveToModule(doc, id('gone'), 'b', 'me')).toEqual([]);
    expect(read()).toEqual(before);
  });

  it('leaves what hangs below something that stays', () => {
    const document = sample();
    const { doc, read } = live({
      ...document,
      nodes: [...document.nodes, node('a.C1', 'context')],
      links: [
        ...document.links,
        blankLink({
          id: id('x'),
          kind: 'in-context-of',
          from: id('a.Sn1'),
          to: id('a.C1'),
          rank: 'a0',
        }),
      ],
    });
    moveToModule(doc, id('a.G2'), 'c', 'me');
    expect(identifiers(read(), 'c')).toEqual(['G2', 'Sn2']);
    expect(identifiers(read(), 'a')).toEqual(['C1', 'G1', 'G3', 'Sn1']);
  });
});

describe('an interface', () => {
  it('offers elements, some by another name, and forgets the name with the element', () => {
    const { doc, read } = live();
    expect(offer(doc, id('i'), id('b.G2'), true, 'me')).toBe(true);
    expect(setAlias(doc, id('i'), id('b.G2'), 'X1', 'me')).toBe(true);
    expect(read().interfaces[0]).toMatchObject({
      elements: [id('b.G2')],
      aliases: { [id('b.G2')]: 'X1' },
    });
    expect(() => setAlias(doc, id('i'), id('b.G2'), 'x'.repeat(41), 'me')).toThrow(/not allowed/);
    offer(doc, id('i'), id('b.G2'), false, 'me');
    expect(read().interfaces[0]).toMatchObject({ elements: [], aliases: {} });
    expect(offer(doc, id('gone'), id('b.G2'), true, 'me')).toBe(false);
    expect(setAlias(doc, id('gone'), id('b.G2'), 'X1', 'me')).toBe(false);
  });
});
