import { expect, it } from 'vitest';
import type { RegistryLine } from '@/server/publication/registry';
import { isDigest, offeredBases, refusalToBuildOn } from './offeredBases';

const line = (
  id: string,
  status: Partial<RegistryLine['status']>,
  kind = 'base',
): RegistryLine => ({
  id,
  title: id,
  organisation: 'Meridian Labs',
  example: false,
  subject: 'Larch 2',
  path: `meridian/${id}`,
  number: 1,
  kind,
  digest: 'a'.repeat(64),
  publishedAt: '2027-01-01T00:00:00.000Z',
  window: { from: '2027-01-01', until: '2027-12-31', zone: 'UTC' },
  status: {
    inForce: true,
    onHold: false,
    state: 'published',
    failing: [],
    until: null,
    today: '2027-02-01',
    ...status,
  },
  href: '/r/meridian/larch/1',
});

it('offers base releases alone, those in force first and those that refuse last', () => {
  const offered = offeredBases([
    line('suspended', { state: 'suspended', inForce: false }),
    line('ended', { inForce: false }),
    line('supplement', {}, 'supplement'),
    line('good', {}),
  ]);
  expect(offered.map(({ id }) => id)).toEqual(['good', 'ended', 'suspended']);
  expect(offered.map((one) => refusalToBuildOn(one) !== null)).toEqual([false, false, true]);
  expect(refusalToBuildOn(line('r', { state: 'revoked' }))).toContain('Revoked');
});

it('knows a pasted digest', () => {
  expect(isDigest(` ${'0aF'.repeat(21)}b `)).toBe(true);
  expect(isDigest('0af')).toBe(false);
  expect(isDigest(`${'g'.repeat(64)}`)).toBe(false);
});
