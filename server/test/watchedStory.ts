import type { CaseDocument, Indicator } from '@/core/argument/document';
import { sampleId } from '@/core/snapshot/testing/sampleCase';
import { ReleaseStory } from './releaseStory';
import type { World } from './world';

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
