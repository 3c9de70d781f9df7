import { expect } from '@playwright/test';
import { TEXT as RELEASE } from '@/components/release/text';
import { SIGN_OFF } from '@/components/releases/signOffText';
import { TEXT as RELEASES } from '@/components/releases/text';
import { sign } from '../support/people';
import { inspect } from '../support/person';
import { picture } from '../support/screenshots';
import { pathOf } from '../support/workspace';
import type { Cast } from './cast';
import type { Release } from './release';
import { day } from './scope';
import { CASE } from './writing';

export const CONDITION = 'A second red team repeats the evaluation.';
export const REASONS = 'The argument covers the setting; what is open is named and watched.';

/** The decision-maker accepts what is open by name, states a condition and signs off. */
export async function decide({ decider: { page } }: Cast, release: Release): Promise<void> {
  await page.goto(`/sign-off/${release.releaseId}`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('May Larch 2 be operated');
  await page
    .getByRole('radio', { name: new RegExp(`^${SIGN_OFF.options['approved-with-conditions']}`) })
    .check();
  await page.getByRole('button', { name: SIGN_OFF.addCondition }).click();
  await page
    .getByRole('textbox', { name: SIGN_OFF.conditionWords(1), exact: true })
    .fill(CONDITION);
  await page.getByLabel(SIGN_OFF.conditionDue(1), { exact: true }).fill(day(60));
  await page.getByRole('textbox', { name: SIGN_OFF.reasons, exact: true }).fill(REASONS);
  await inspect(page, 'sign-off');

  const onward = page.getByRole('button', { name: SIGN_OFF.prepare });
  await expect(onward).toBeDisabled();
  const open = page.getByRole('list').getByRole('checkbox');
  const count = await open.count();
  expect(count, 'open points').toBeGreaterThan(0);
  for (let at = 0; at < count - 1; at += 1) await open.nth(at).check();
  await expect(page.getByText(SIGN_OFF.missing.accept(1))).toBeVisible();
  await open.nth(count - 1).check();
  await onward.click();
  const act = page.getByRole('button', { name: RELEASE.deed.sign });
  await expect(act).toBeEnabled();
  await inspect(page, 'sign-off, statement prepared');
  await page.locator('.deed .text').evaluate((text) => text.scrollTo(0, 0));
  await page.evaluate(() => scrollTo(0, 0));
  await picture(page, 'sign-off');
  await act.click();
  await expect(page.getByText(SIGN_OFF.done['approved-with-conditions'])).toBeVisible();
  await inspect(page, 'sign-off, receipt');
}

/** The officer publishes what was decided. */
export async function publish({ officer: { page } }: Cast, release: Release): Promise<void> {
  await page.goto(pathOf(CASE, `/releases/${release.releaseId}`));
  await page.getByRole('button', { name: RELEASES.steps.publish.act }).click();
  await sign(page);
  await expect(page.getByRole('link', { name: RELEASES.page.public })).toBeVisible();
  await inspect(page, 'release, published');
}

/** The officer suspends at once, with a reason. */
export async function suspend(
  { officer: { page } }: Cast,
  release: Release,
  reason: string,
): Promise<void> {
  const t = RELEASES.steps;
  await page.goto(pathOf(CASE, `/releases/${release.releaseId}`));
  await page.getByRole('button', { name: t.suspend.act, exact: true }).click();
  await page.getByLabel(t.reason).fill(reason);
  await page.getByRole('button', { name: t.goOn }).click();
  await sign(page);
  await expect(page.getByRole('button', { name: t.suspend.act, exact: true })).toHaveCount(0);
  await inspect(page, 'release, suspended');
}

/** Only the decision-maker puts it back. */
export async function reinstate({ officer, decider }: Cast, release: Release): Promise<void> {
  const t = RELEASES.steps;
  await expect(officer.page.getByRole('button', { name: t.reinstate.act })).toHaveCount(0);
  const { page } = decider;
  await page.goto(pathOf(CASE, `/releases/${release.releaseId}`));
  await page.getByRole('button', { name: t.reinstate.act }).click();
  await page.getByLabel(t.reason).fill('The monitor was repaired and tested again.');
  await page.getByLabel(t.reinstate.outcome).fill('Closed: a certificate had run out.');
  await inspect(page, 'release, being reinstated');
  await page.getByRole('button', { name: t.goOn }).click();
  await sign(page);
  await expect(page.getByRole('button', { name: t.suspend.act, exact: true })).toBeVisible();
}
