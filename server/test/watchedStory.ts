import type { CaseDocument, Indicator } from '@/core/argument/document';
import { sampleId } from '@/core/snapshot/testing/sampleCase';
import { ReleaseStory } from './releaseStory';
import type { TestCase, TestPerson, World } from './world';

/** What an indicator says where a test does not mind. */
export const WATCHED: Indicator = {
  id: sampleId('SPI-1'),
  identifier: 'SPI-1',
  node: sampleId('G1'),
  title: 'Attack success in the standing red team',
  definition: 'Upheld attacks of one week, divided by all attacks of that week.',
  source: 'Red team log, job rt-weekly',
  unit: '%',
  comparator: '<=',
  amber: '0.5',
  red: '1.0',
  period: 'P7D',
  grace: 'P1D',
  critical: true,
};

/** A case whose release watches indicators, ready to be published. */
export async function watchedStory(
  world: World,
  indicators: readonly Partial<Indicator>[] = [{}],
): Promise<ReleaseStory> {
  return ReleaseStory.open(world, (document): CaseDocument => ({
    ...document,
    indicators: indicators.map((given) => ({ ...WATCHED, ...given })),
  }));
}

/** A published release that watches one indicator, as rows alone: nobody signed anything. */
export async function watchedRows(
  world: World,
  given: Partial<Indicator> = {},
): Promise<{ owned: TestCase; author: TestPerson; releaseId: string; world: World }> {
  const { id: indicatorId, node: nodeId, ...terms } = { ...WATCHED, ...given };
  const owned = await world.case();
  const window = { from: '2027-01-01', until: '2028-12-31', zone: 'Europe/London' };
  const { id: releaseId } = await world.release(owned, { state: 'published', window });
  await world.db.releaseStatus.update({
    where: { releaseId },
    data: { publishedAt: world.deps.now() },
  });
  await world.db.releaseIndicator.create({ data: { releaseId, indicatorId, nodeId, ...terms } });
  return { owned, author: owned.author, releaseId, world };
}
