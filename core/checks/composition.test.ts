import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseDocument } from '@/core/argument/document';
import { checkDocument } from './checkDocument';
import { away, composed, whole, type Elements } from './composed.fixture';

function circles(document: CaseDocument): string[] {
  return checkDocument(document).flatMap(({ rule, message }) =>
    rule === 'modules-acyclic' ? [message.replace(/^[^:]*: (.*?)\. Modules may.*/, '$1')] : [],
  );
}

/** The modules of a case, the inner one contained in an outer one that nothing stands in. */
function innerWithinOuter({ modules }: CaseDocument): CaseDocument['modules'] {
  return [
    ...modules.map((one) => (one.name === 'inner' ? { ...one, within: 'outer' } : one)),
    { ...modules[0]!, id: 'f'.repeat(32), name: 'outer' },
  ];
}

const G = {};

describe('the argument that modules make together (GSN 1:4.5.2)', () => {
  it('may have modules support each other in branches of their own', () => {
    const elements = {
      'a.G1': G,
      'a.G2': G,
      'a.AG1': away('b.G1'),
      'b.G1': G,
      'b.G9': G,
      'b.AG1': away('a.G2'),
    };
    expect(circles(composed(elements, ['a.G1 > a.AG1', 'a.G1 > a.G2', 'b.G9 > b.AG1']))).toEqual(
      [],
    );
    expect(circles(composed(elements, ['a.G1 > a.AG1', 'b.G1 > b.AG1']))).toEqual([]);
  });

  it('is no circle by away elements', () => {
    const elements = { 'a.G1': G, 'a.AG1': away('b.G1'), 'b.G1': G, 'b.AG2': away('a.G1') };
    const said = circles(composed(elements, ['a.G1 > a.AG1', 'b.G1 > b.AG2']));
    expect(said).toEqual(['AG1 of a → G1 of b → AG2 → G1 of a → AG1']);
  });

  it('is no circle of a link across modules and a citation back', () => {
    const elements = { 'a.G1': G, 'b.S1': { kind: 'strategy' }, 'b.AG1': away('a.G1') } as const;
    const said = circles(composed(elements, ['a.G1 > b.S1 > b.AG1']));
    expect(said).toEqual(['AG1 of b → G1 of a → S1 of b → AG1']);
  });

  it('is a circle of links alone, across modules or not, by another rule', () => {
    const document = composed({ 'a.G1': G, 'b.G1': G, 'a.AG1': away('b.G1') }, [
      'a.G1 > b.G1 > a.G1 > a.AG1',
    ]);
    const two = checkDocument(document).filter(({ rule }) => /acyclic/.test(rule));
    expect(two.map(({ rule }) => rule)).toEqual(['acyclic', 'modules-acyclic']);
    const links = composed({ 'a.G1': G, 'b.G1': G }, ['a.G1 > b.G1 > a.G1']);
    expect(circles(links)).toEqual([]);
  });

  it('rests on all that a module offers where the module is referred to as a whole', () => {
    const elements = { 'a.G1': G, 'a.M1': whole('b'), 'b.G1': G, 'b.G2': G, 'b.AG1': away('a.G1') };
    const steps = ['a.G1 > a.M1', 'b.G2 > b.AG1'];
    expect(circles(composed(elements, steps))).toEqual(['M1 of a → G2 of b → AG1 → G1 of a → M1']);
    const hidden = { ...elements, 'b.G2': { public: false } };
    expect(circles(composed(hidden, steps))).toEqual([]);
  });

  it('is no circle by way of a goal that waits for a contract', () => {
    const elements = {
      'a.G1': { toBeSupportedByContract: true },
      'deal.AG1': away('a.G1'),
      'deal.AG2': away('b.G1'),
      'b.G1': G,
      'b.AG1': away('a.G1'),
    };
    const contract = 'deal.AG1 > deal.AG2';
    expect(circles(composed(elements, [contract]))).toEqual([]);
    expect(circles(composed(elements, [contract, 'b.G1 > b.AG1']))).toEqual([
      'G1 of a → AG1 of deal → AG2 → G1 of b → AG1 → G1 of a',
    ]);
  });

  it('lets a contract argue for a goal that refers to it', () => {
    const elements = {
      'a.G1': G,
      'a.K1': whole('deal', 'contract'),
      'deal.AG1': away('a.G1'),
      'deal.AG2': away('b.G1'),
      'b.G1': G,
    };
    const steps = ['a.G1 > a.K1'];
    expect(circles(composed(elements, steps))).toEqual([]);
    expect(circles(composed(elements, [...steps, 'deal.AG1 > deal.AG2']))).toEqual([]);
    const back = { ...elements, 'b.AG1': away('a.G1') };
    expect(circles(composed(back, [...steps, 'deal.AG1 > deal.AG2', 'b.G1 > b.AG1'])).length).toBe(
      1,
    );
  });

  it('reaches what an interface of the container offers, and is a circle by it as well', () => {
    const elements = {
      'a.G1': G,
      'a.AG1': away('outer.X1'),
      'inner.G1': G,
      'inner.AG1': away('a.G1'),
    };
    const flat = composed(elements, ['a.G1 > a.AG1', 'inner.G1 > inner.AG1']);
    const inner = flat.nodes.find(
      ({ module, identifier }) => `${module}${identifier}` === 'innerG1',
    );
    const elementId = inner?.id ?? '';
    const document: CaseDocument = {
      ...flat,
      modules: innerWithinOuter(flat),
      interfaces: [
        {
          id: 'e'.repeat(32),
          module: 'outer',
          name: 'api',
          description: '',
          elements: [elementId],
          aliases: { [elementId]: 'X1' },
        },
      ],
    };
    expect(circles(document)).toEqual(['AG1 of a → G1 of inner → AG1 → G1 of a → AG1']);
    const rules = (of: CaseDocument) => checkDocument(of).map(({ rule }) => rule);
    expect(rules(document)).not.toContain('away-visible');
    expect(rules(document)).not.toContain('away-target-public');
    expect(rules({ ...document, interfaces: [] })).toContain('away-target-public');
    // Cited by the name of its own module it is private to the container.
    const past = document.nodes.map((one) =>
      one.identifier === 'AG1' && one.module === 'a' && one.away
        ? { ...one, away: { ...one.away, module: 'inner', node: 'G1' } }
        : one,
    );
    expect(rules({ ...document, nodes: past })).toContain('away-visible');
  });

  it('rests on what a container argues where it is referred to as a whole', () => {
    const elements = {
      'a.G1': G,
      'a.M1': whole('outer'),
      'inner.G1': G,
      'inner.AG1': away('a.G1'),
    };
    const flat = composed(elements, ['a.G1 > a.M1', 'inner.G1 > inner.AG1']);
    const document: CaseDocument = {
      ...flat,
      modules: innerWithinOuter(flat),
    };
    expect(circles(document)).toEqual(['M1 of a → G1 of inner → AG1 → G1 of a → M1']);
    expect(checkDocument(document).map(({ rule }) => rule)).not.toContain('connected');
  });

  it('is a circle exactly when an element can be reached from itself by a citation', () => {
    const ids = ['a.G1', 'a.G2', 'a.G3', 'b.G1', 'b.G2', 'c.G1'];
    const steps = fc.array(
      fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids), fc.boolean()),
      {
        maxLength: 9,
      },
    );
    fc.assert(
      fc.property(steps, (drawn) => {
        const elements: Elements = Object.fromEntries(ids.map((id) => [id, G]));
        const lines: string[] = [];
        const leads: { from: string; to: string; cites: boolean }[] = [];
        drawn.forEach(([from, to, byLink], at) => {
          const [module] = from.split('.');
          if (byLink || to.startsWith(`${module}.`)) {
            lines.push(`${from} > ${to}`);
            leads.push({ from, to, cites: false });
          } else {
            elements[`${module}.AG${at}`] = away(to);
            lines.push(`${from} > ${module}.AG${at}`);
            leads.push({ from, to, cites: true });
          }
        });
        const reachable = (start: string): Set<string> => {
          const reached = new Set([start]);
          for (const at of reached) {
            for (const { from, to } of leads) if (from === at) reached.add(to);
          }
          return reached;
        };
        const isCircle = leads.some(({ from, to, cites }) => cites && reachable(to).has(from));
        expect(circles(composed(elements, [...new Set(lines)])).length > 0).toBe(isCircle);
      }),
      { seed: 20_313, numRuns: 400 },
    );
  });
});
