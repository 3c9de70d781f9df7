import { describe, expect, it } from 'vitest';
import { seriesOf, ticksFor } from './series';

const version = (number: number, value: string, stderr: string | null = null) => ({
  number,
  state: 'superseded',
  measuredAt: null,
  metrics: [
    { name: 'success/mean', value, stderr, samples: 200 },
    { name: 'success/stderr', value: stderr ?? '0', stderr: null, samples: 200 },
    { name: 'refusal/mean', value: '0.9', stderr: null, samples: 200 },
  ],
});

const criterion = (metric: string, value: string) => ({
  id: 'c',
  node: 'n',
  metric,
  comparator: '<=' as const,
  value,
  unit: '',
  failure: '',
});

describe('the series of an artefact', () => {
  const uses = [{ node: { identifier: 'HC1a' }, criteria: [criterion('success/mean', '0.01')] }];

  it('begins with the metric that a criterion names, oldest version first', () => {
    const [first, second, ...others] = seriesOf(
      [version(2, '0.0062', '0.001'), version(1, '0.019')],
      uses,
    );
    expect(first?.metric).toBe('success/mean');
    expect(first?.limit).toMatchObject({ identifier: 'HC1a', position: 1, words: '≤ 0.01' });
    expect(first?.points).toMatchObject([
      { version: 1, met: false, margin: null },
      { version: 2, met: true, margin: 0.00196 },
    ]);
    expect(second?.metric).toBe('refusal/mean');
    expect(second?.points[0]?.met).toBeNull();
    expect(others).toEqual([]);
  });

  it('matches a last part only where it is the only one', () => {
    const ambiguous = [{ node: { identifier: 'G1' }, criteria: [criterion('mean', '1')] }];
    expect(seriesOf([version(1, '0.5')], ambiguous).every(({ limit }) => limit === null)).toBe(
      true,
    );
    const clear = [{ node: { identifier: 'G1' }, criteria: [criterion('stderr', '1')] }];
    expect(seriesOf([version(1, '0.5')], clear)[0]?.metric).toBe('success/stderr');
  });

  it('leaves out what is no number and versions without figures', () => {
    const empty = { number: 3, state: 'ready', measuredAt: null, metrics: [] };
    const [first] = seriesOf([empty, version(2, 'nan'), version(1, '0.5')], uses);
    expect(first?.points.map((point) => point.version)).toEqual([1]);
  });
});

describe('the ticks of a chart', () => {
  const series = (values: number[], limit: number | null) => ({
    metric: 'm',
    unit: '',
    points: values.map((value, at) => ({
      version: at,
      at: null,
      text: String(value),
      value,
      margin: null,
      samples: null,
      met: null,
    })),
    limit:
      limit === null
        ? null
        : {
            criterion: criterion('m', String(limit)),
            identifier: 'G1',
            position: 1,
            value: limit,
            words: '',
          },
  });

  it.each([
    [[0.62, 1.9, 2.4], 1, [0, 1, 2, 3]],
    [[0.1, 0.3], null, [0, 0.1, 0.2, 0.3]],
    [[0], null, [0, 1]],
    [[-2, 3], null, [-2, 0, 2, 4]],
  ])('span %j and limit %j in round steps', (values, limit, ticks) => {
    expect(ticksFor(series(values, limit))).toEqual(ticks);
  });
});
