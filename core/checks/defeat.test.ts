import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blankDefeater, blankLink, blankNode } from '@/core/argument/blank';
import type { CaseDocument, Defeater, Id } from '@/core/argument/document';
import { arbitraryCase } from '@/core/argument/testing/arbitraryCase';
import { proposeDefeats, type DefeatProposal } from './defeat';
import { number, wellFormedCase } from './wellFormed.fixture';

const [TOP, STRATEGY, CLAIM, REPORT, ATTACK, COUNTER, BARE] = [1, 2, 3, 4, 5, 6, 7].map(number);
const base = { module: 'm', text: 'x', claim: 'claimed' } as const;
const node = (id: Id | undefined, kind: 'goal' | 'strategy' | 'solution', more = {}) =>
  blankNode({ ...base, id: id ?? '', kind, identifier: `N${Number(id)}`, ...more });
const link = (from: Id | undefined, to: Id | undefined) =>
  blankLink({
    id: number(1_000 * Number(from) + Number(to)),
    kind: 'supported-by',
    from: from ?? '',
    to: to ?? '',
    rank: 'a0',
  });

/** A goal over a strategy over a claim with a report; two reports and a bare goal beside it. */
function caseWith(...defeaters: readonly Defeater[]): CaseDocument {
  return {
    ...wellFormedCase(),
    root: TOP ?? null,
    nodes: [
      node(TOP, 'goal'),
      node(STRATEGY, 'strategy'),
      node(CLAIM, 'goal'),
      node(REPORT, 'solution'),
      node(ATTACK, 'solution'),
      node(COUNTER, 'solution'),
      node(BARE, 'goal'),
    ],
    links: [link(TOP, STRATEGY), link(STRATEGY, CLAIM), link(CLAIM, REPORT)],
    defeaters: [...defeaters],
    evidence: [],
    criteria: [],
    indicators: [],
  };
}

function challenge(
  at: number,
  target: Defeater['target'],
  argument: Id | undefined,
  more: Partial<Defeater> = {},
): Defeater {
  const identifier = `D${at}`;
  return blankDefeater({
    id: number(100 + at),
    identifier,
    target,
    argument: argument ?? null,
    ...more,
  });
}

const on = (id: Id | undefined) => ({ node: id ?? '' });
const D = (at: number) => number(100 + at);

/** "3 defeated": record number and what is proposed. */
function told(proposals: readonly DefeatProposal[]): string[] {
  return proposals.map(({ of, proposes }) => `${Number(`0x${Object.values(of)[0]}`)} ${proposes}`);
}

describe('defeat is proposed', () => {
  it('for the target of a challenge with evidence, with doubt on all that rests on it', () => {
    const proposals = proposeDefeats(caseWith(challenge(1, on(CLAIM), ATTACK)));
    expect(told(proposals)).toEqual(['1 in-doubt', '2 in-doubt', '3 defeated']);
    expect(proposals[2]?.because).toEqual([D(1)]);
    expect(proposals[1]?.because).toEqual([CLAIM]);
  });

  it('by no doubt that has words alone', () => {
    const bare = challenge(1, on(CLAIM), undefined, { text: 'Is it so?' });
    expect(proposeDefeats(caseWith(bare))).toEqual([]);
  });

  it('by no goal without evidence, which leaves its own target in doubt', () => {
    expect(told(proposeDefeats(caseWith(challenge(1, on(CLAIM), BARE))))).toEqual(['3 in-doubt']);
  });

  it('no longer once a counter-challenge is upheld, which is proposed against the challenge', () => {
    const attack = challenge(1, on(CLAIM), ATTACK);
    const counter = challenge(2, { defeater: D(1) }, COUNTER);
    expect(told(proposeDefeats(caseWith(attack, counter)))).toEqual(['101 defeated']);
    const reply = challenge(3, { defeater: D(2) }, REPORT);
    expect(told(proposeDefeats(caseWith(attack, counter, reply)))).toContain('3 defeated');
  });

  it('for a goal whose challenger’s evidence is itself challenged: not', () => {
    const attack = challenge(1, on(CLAIM), ATTACK);
    const undermining = challenge(2, on(ATTACK), COUNTER);
    expect(told(proposeDefeats(caseWith(attack, undermining)))).toEqual(['5 defeated']);
  });

  it('by nobody against what somebody decided', () => {
    const document = caseWith(challenge(1, on(CLAIM), ATTACK));
    const decided = (outcome: 'stands' | 'defeated') => ({
      ...document,
      nodes: document.nodes.map((one) =>
        one.id === CLAIM ? { ...one, defeat: { outcome, reason: 'We looked.' } } : one,
      ),
    });
    expect(proposeDefeats(decided('stands'))).toEqual([]);
    expect(told(proposeDefeats(decided('defeated')))).toEqual(['1 in-doubt', '2 in-doubt']);
  });

  it('to be taken back once every challenge to it is defeated', () => {
    const fallen = { outcome: 'defeated', reason: 'The sample was doubled.' } as const;
    const document = caseWith(challenge(1, on(CLAIM), ATTACK, { defeat: fallen }));
    const nodes = document.nodes.map((one) =>
      one.id === CLAIM ? { ...one, defeat: fallen } : one,
    );
    expect(told(proposeDefeats({ ...document, nodes }))).toContain('3 reopened');
  });

  it('for none of those who challenge each other in a circle', () => {
    const document = caseWith(
      challenge(1, { defeater: D(2) }, ATTACK),
      challenge(2, { defeater: D(1) }, COUNTER),
    );
    expect(proposeDefeats(document)).toEqual([]);
  });

  it('the same whatever the order of records, without an end to no circle', () => {
    const circled = fc
      .tuple(arbitraryCase(), fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { maxLength: 6 }))
      .map(([document, aims]): CaseDocument => {
        const solution = document.nodes.find(({ kind }) => kind === 'solution')?.id ?? null;
        const added = aims.map(([at, to]) =>
          challenge(at, { defeater: D(to) }, solution ?? undefined, { id: D(at) }),
        );
        const unique = new Map([...document.defeaters, ...added].map((one) => [one.id, one]));
        return { ...document, defeaters: [...unique.values()] };
      });
    fc.assert(
      fc.property(circled, fc.nat(5), (document, turn) => {
        const turned = <T>(list: readonly T[]): T[] =>
          [...list.slice(turn), ...list.slice(0, turn)].reverse();
        const shuffled = {
          ...document,
          nodes: turned(document.nodes),
          links: turned(document.links),
          defeaters: turned(document.defeaters),
        };
        expect(proposeDefeats(shuffled)).toEqual(proposeDefeats(document));
      }),
      { seed: 20_313, numRuns: 300 },
    );
  });

  it('no more against a target whose only challenge an upheld one counters, in any case', () => {
    fc.assert(
      fc.property(arbitraryCase(), (document) => {
        const free = document.nodes.filter(({ defeat }) => defeat === null);
        const target = free[0];
        if (!target) return;
        const [first, second] = [number(900), number(901)];
        const solution = (id: Id) => node(id, 'solution', { module: 'main' });
        const others = document.defeaters.filter(
          ({ target: aim }) => !('node' in aim && aim.node === target.id),
        );
        const grown = {
          ...document,
          nodes: [...document.nodes, solution(first), solution(second)],
        };
        const attack = challenge(1, on(target.id), first);
        const against = (defeaters: Defeater[]) =>
          proposeDefeats({ ...grown, defeaters }).some(
            ({ of, proposes }) => 'node' in of && of.node === target.id && proposes === 'defeated',
          );
        expect(against([...others, attack])).toBe(true);
        const counter = challenge(2, { defeater: attack.id }, second);
        expect(against([...others, attack, counter])).toBe(false);
      }),
      { seed: 20_314, numRuns: 200 },
    );
  });
});
