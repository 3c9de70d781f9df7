import { describe, expect, it } from 'vitest';
import { blankCase, blankDefeater, blankLink, blankNode } from './blank';
import type { CaseDocument } from './document';
import { instantiate } from './instantiate';
import { outlineOf } from './outline';
import { ranksFrom } from './rank';

const BRANCHES = 9;
const idOf = (list: number, at: number) => `${list}${at.toString(16).padStart(31, '0')}`;

/** A strategy over branches that each name an index, with a doubt about each. */
function repeated(values: number): CaseDocument {
  const [top, strategy] = [idOf(1, 0), idOf(1, 1)];
  const branches = Array.from({ length: BRANCHES }, (_, at) => idOf(2, at));
  const ranks = ranksFrom(BRANCHES);
  const goal = { kind: 'goal', module: '' } as const;
  const pattern = blankCase({
    root: top,
    parameters: [{ name: 'h', description: '', value: '', index: true, type: 'text' }],
    nodes: [
      blankNode({ ...goal, id: top, identifier: 'G0' }),
      blankNode({ id: strategy, kind: 'strategy', module: '', identifier: 'S1' }),
      ...branches.map((id, at) =>
        blankNode({ ...goal, id, identifier: `G${at + 1}`, text: 'The {h} is met.' }),
      ),
    ],
    links: [
      blankLink({ id: idOf(3, 0), kind: 'supported-by', from: top, to: strategy, rank: 'a0' }),
      ...branches.map((to, at) =>
        blankLink({
          id: idOf(4, at),
          kind: 'supported-by',
          from: strategy,
          to,
          rank: ranks[at] ?? '',
        }),
      ),
    ],
    defeaters: branches.map((node, at) =>
      blankDefeater({ id: idOf(5, at), identifier: `D${at + 1}`, target: { node } }),
    ),
  });
  const given = Array.from({ length: values }, (_, at) => `h${at}`);
  return instantiate(pattern, { indexValues: { h: given } });
}

describe('repeating over an index', () => {
  it('puts the copies of each branch behind it, in the order of the values', () => {
    const read = outlineOf(repeated(3)).slice(2);
    expect(read.map(({ node }) => node.identifier).slice(0, 7)).toEqual([
      'G1.1',
      'G1.2',
      'G1.3',
      'G2.1',
      'G2.2',
      'G2.3',
      'G3.1',
    ]);
    expect(read.slice(3, 6).map(({ node }) => node.text)).toEqual([
      'The h0 is met.',
      'The h1 is met.',
      'The h2 is met.',
    ]);
    expect(read.length).toBe(3 * BRANCHES);
  });

  it('takes thousands of values in a moment, and names what comes with them', () => {
    const began = performance.now();
    const document = repeated(2_000);
    // Placing each copy by itself took twenty seconds.
    expect(performance.now() - began).toBeLessThan(8_000);
    expect(document.nodes.length).toBe(2 + 2_000 * BRANCHES);
    const names = new Set(document.defeaters.map(({ identifier }) => identifier));
    expect(names.size).toBe(2_000 * BRANCHES);
    expect(outlineOf(document).at(-1)?.node.identifier).toBe(`G${BRANCHES}.2000`);
  });
});
