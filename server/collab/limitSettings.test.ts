import { afterEach, describe, expect, it } from 'vitest';
import { COLLAB_LIMITS, COLLAB_LIMIT_TABLE } from './limits';
import { LimitSettingError, limitsFrom, limitsPage, setCollabLimits } from './limitSettings';

afterEach(() => {
  for (const [name, { value }] of Object.entries(COLLAB_LIMIT_TABLE))
    Object.assign(COLLAB_LIMITS, { [name]: value });
});

describe('the limits of the collaboration server', () => {
  it('are what docs/collaboration-limits.md shows', async () => {
    await expect(limitsPage()).toMatchFileSnapshot('../../docs/collaboration-limits.md');
  });

  it('are set by name, alone or as a rate or a series', () => {
    setCollabLimits('strikes=5, opens=2400/40,commitRetries=50/500,');
    expect(COLLAB_LIMITS).toMatchObject({
      strikes: 5,
      opens: { burst: 2_400, perSecond: 40 },
      commitRetries: [50, 500],
      banFor: COLLAB_LIMIT_TABLE.banFor.value,
    });
  });

  it('stay as they are where nothing is set', () => {
    expect(limitsFrom('')).toEqual({});
  });

  for (const [what, text, says] of [
    ['a name that is none', 'strikes=5,strike=5', '"strike=5"'],
    ['a name of what every object has', 'constructor=5', '"constructor=5"'],
    ['no value', 'strikes=', '"strikes="'],
    ['two values', 'strikes=5=6', '"strikes=5=6"'],
    ['words', 'strikes=many', 'strikes to "many"'],
    ['a fraction', 'strikes=1.5', 'strikes to "1.5"'],
    ['nothing at all', 'strikes=0', 'its default is 3'],
    ['something far off', 'messageBytes=1', 'no further from it than 100 times'],
    ['a rate for a number', 'strikes=3/4', 'strikes to "3/4"'],
    ['a number for a rate', 'opens=1200', 'its default is 1200/20'],
    ['a rate of three', 'opens=1200/20/3', 'opens to "1200/20/3"'],
    ['a series with a hole', 'commitRetries=50//200', 'commitRetries to "50//200"'],
  ] as const) {
    it(`refuse ${what} in one sentence and set nothing`, () => {
      const set = (): void => setCollabLimits(`banFor=30000,${text}`);
      expect(set).toThrow(LimitSettingError);
      expect(set).toThrow(says);
      expect(COLLAB_LIMITS.banFor).toBe(COLLAB_LIMIT_TABLE.banFor.value);
    });
  }
});
