import { describe, expect, it } from 'vitest';

import { evaluateCriterion } from './criterion';
import { type LinkFacts, judgeLink } from './linkState';

const metric = { name: 'attack_success/upper', value: '0.0093', stderr: null, samples: 4800 };
const version = { state: 'ready', metrics: [metric] };
const rule = { metric: 'attack_success/upper', comparator: '<=', value: '0.01', unit: '' } as const;

describe('a criterion', () => {
  it('is met or not by the exact digits', () => {
    expect(evaluateCriterion(rule, version)).toEqual({
      result: 'met',
      measured: metric,
      words: 'attack_success/upper is 0.0093: within ≤ 0.01.',
    });
    const barely = { ...rule, value: '0.00929999999999999999999' };
    expect(evaluateCriterion(barely, version).result).toBe('not-met');
    expect(evaluateCriterion({ ...rule, value: '9.3e-3' }, version).result).toBe('met');
    expect(evaluateCriterion({ ...rule, comparator: '<', value: '0.0093' }, version).result).toBe(
      'not-met',
    );
    expect(evaluateCriterion({ ...rule, comparator: '>=', value: '0.0093' }, version).result).toBe(
      'met',
    );
    expect(evaluateCriterion({ ...rule, comparator: '>' }, version)).toMatchObject({
      result: 'not-met',
      words: 'attack_success/upper is 0.0093: not > 0.01.',
    });
  });

  it('names the metrics there are when its own is missing', () => {
    expect(evaluateCriterion({ ...rule, metric: 'accuracy' }, version)).toEqual({
      result: 'no-such-metric',
      measured: null,
      words: 'The evidence has no metric ‘accuracy’. It has attack_success/upper.',
    });
  });

  it('finds a metric by its last part only where that is unambiguous', () => {
    expect(evaluateCriterion({ ...rule, metric: 'upper' }, version).result).toBe('met');
    const two = { ...version, metrics: [metric, { ...metric, name: 'other/upper' }] };
    expect(evaluateCriterion({ ...rule, metric: 'upper' }, two).result).toBe('no-such-metric');
  });

  it('waits while there is nothing to compare', () => {
    expect(evaluateCriterion(rule, null).result).toBe('not-ready');
    expect(evaluateCriterion(rule, { ...version, state: 'scanning' }).result).toBe('not-ready');
    expect(evaluateCriterion(rule, { ...version, state: 'retracted' }).result).toBe('not-ready');
    expect(evaluateCriterion({ ...rule, value: '1 %' }, version).result).toBe('not-ready');
  });
});

describe('an evidence link', () => {
  const now = new Date('2026-12-01T00:00:00Z');
  const facts: LinkFacts = {
    version: {
      state: 'ready',
      madeAt: '2026-11-10T00:00:00Z',
      subject: 'Larch 2',
      illustrative: false,
    },
    maxAgeDays: 30,
    subjects: ['Larch 2', 'sha256:abc'],
    criteria: [evaluateCriterion(rule, version)],
  };
  const of = (changed: Partial<LinkFacts>, at = now) => judgeLink({ ...facts, ...changed }, at);
  const made = (changed: Partial<LinkFacts['version']>) =>
    of({ version: { ...facts.version, ...changed } });

  it('is fresh until its age limit', () => {
    expect(of({})).toEqual({
      state: 'fresh',
      reasons: [],
      freshUntil: '2026-12-10T00:00:00.000Z',
    });
    expect(of({}, new Date('2026-12-10T00:00:00Z'))).toMatchObject({
      state: 'stale',
      reasons: ['The evidence is older than 30 days.'],
    });
    expect(made({ madeAt: null }).state).toBe('stale');
    expect(of({ maxAgeDays: null }).state).toBe('fresh');
  });

  it('is stale when made on another subject or on none that it names', () => {
    expect(made({ subject: ' larch  2 ' }).state).toBe('fresh');
    expect(made({ subject: 'Larch 1' }).reasons).toEqual([
      'The evidence was made on Larch 1, not on Larch 2.',
    ]);
    expect(made({ subject: '' }).state).toBe('stale');
  });

  it('is failing when a criterion is not met, or the evidence is retracted or illustrative', () => {
    const missed = evaluateCriterion({ ...rule, value: '0.001' }, version);
    expect(of({ criteria: [missed] })).toMatchObject({ state: 'failing', reasons: [missed.words] });
    expect(made({ state: 'retracted' }).state).toBe('failing');
    expect(made({ illustrative: true }).state).toBe('failing');
    expect(made({ state: 'superseded' }).state).toBe('stale');
  });
});
