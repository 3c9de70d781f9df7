import { addReadingByHand } from '@/server/monitors/readings';
import type { PersonName } from './cast';
import { readDraft } from './document';
import type { Stage } from './stage';

interface Rhythm {
  /** SPI-1 */
  indicator: string;
  /** Who sends the readings. */
  who: PersonName;
  /** The day of the first, counted from that of the first start. */
  from: number;
  everyDays: number;
  values: readonly string[];
}

/** Plans the readings of an indicator: each is sent on its day, as the use of the system goes on. */
export async function planReadings(
  stage: Stage,
  caseId: string,
  { indicator, who, from, everyDays, values }: Rhythm,
): Promise<void> {
  const indicatorId = await indicatorOf(stage, caseId, indicator);
  for (const [at, value] of values.entries())
    stage.plan(from + at * everyDays, async () => {
      await addReadingByHand(stage.as(who), { caseId, indicatorId, value });
    });
}

/** Id of the indicator that people call so. @throws when the case has none */
export async function indicatorOf(
  stage: Stage,
  caseId: string,
  identifier: string,
): Promise<string> {
  const { indicators } = await readDraft(stage, caseId);
  const found = indicators.find((one) => one.identifier === identifier);
  if (!found) throw new Error(`The case has no indicator ${identifier}.`);
  return found.id;
}
