import { expect, type Page } from '@playwright/test';
import { SCREEN } from '@/components/review/screenText';
import { TEXT as REVIEW } from '@/components/review/text';
import { sign } from '../support/people';
import { inspect } from '../support/person';
import { picture } from '../support/screenshots';
import type { Cast } from './cast';
import type { Release } from './release';

const FINDING = {
  title: 'The red team knew which monitor was used',
  body: 'Repeat with a team that does not know it, or say why it does not matter.',
};

/** The auditor declares independence, judges claims and raises a finding. */
export async function assess({ auditor: { page } }: Cast, release: Release): Promise<void> {
  await page.goto(`/review/${release.releaseId}`);
  const t = SCREEN.join;
  await page.getByLabel(t.scope, { exact: true }).fill('The whole argument as frozen.');
  await page
    .getByLabel(t.access, { exact: true })
    .fill('Everything but the weights; two interviews with the red team.');
  for (const words of Object.values(t.affirm))
    await page.getByRole('checkbox', { name: words }).check();
  await inspect(page, 'review, declaration');
  await page.getByRole('button', { name: t.act }).click();

  await choose(page, 'SI1');
  await page.getByRole('radio', { name: REVIEW.judgements.supported, exact: true }).check();
  await page.getByPlaceholder(REVIEW.notePlaceholder).fill('The log was opened and recounted.');
  await expect(page.getByText(SCREEN.saved)).toBeVisible();
  await page.getByRole('button', { name: REVIEW.viewedNext }).click();
}

/** Judged in private, a finding goes from the pending batch to everybody at once. */
export async function raise({ auditor: { page }, authorA }: Cast, release: Release): Promise<void> {
  await choose(page, 'SI2');
  await page.getByRole('radio', { name: REVIEW.judgements['partly-supported'] }).check();
  await page.getByRole('button', { name: REVIEW.raise }).click();
  await page.getByLabel(SCREEN.finding.severity).selectOption('major');
  await page.getByLabel(SCREEN.finding.title).fill(FINDING.title);
  await page.getByLabel(SCREEN.finding.body).fill(FINDING.body);
  await page.getByRole('button', { name: SCREEN.finding.save }).click();
  await expect(page.getByRole('button', { name: SCREEN.finding.send(1) })).toBeVisible();
  await inspect(page, 'review, finding pending');
  await picture(page, 'review');

  await authorA.page.goto(`/review/${release.releaseId}`);
  await expect(authorA.page.getByText(FINDING.title)).toHaveCount(0);
  await page.getByRole('button', { name: SCREEN.finding.send(1) }).click();
  await expect(page.getByRole('button', { name: SCREEN.finding.send(1) })).toBeHidden();
}

/** The author answers and cannot close; only who raised the finding can. */
export async function settle({ auditor, authorA }: Cast, release: Release): Promise<void> {
  const t = SCREEN.thread;
  const { page } = authorA;
  await page.goto('/inbox');
  await expect(page.getByText(FINDING.title).first()).toBeVisible();
  await inspect(page, 'inbox');
  await picture(page, 'inbox');
  await page.goto(`/review/${release.releaseId}`);
  await page.getByRole('button', { name: new RegExp(FINDING.title) }).click();
  await expect(page.getByRole('button', { name: t.acts.close })).toHaveCount(0);
  await page.getByRole('button', { name: t.acts.answer }).click();
  await page
    .getByLabel(t.words.answer)
    .fill('Run again on 12 November by a team that did not know.');
  await page.getByRole('button', { name: t.acts.answer }).click();
  await expect(page.getByText('Run again on 12 November')).toBeVisible();
  await expect(page.getByRole('button', { name: t.acts.close })).toHaveCount(0);
  await inspect(page, 'review, read by an author');

  await auditor.page.reload();
  await auditor.page.getByRole('button', { name: new RegExp(FINDING.title) }).click();
  await auditor.page.getByRole('button', { name: t.acts.close }).click();
  await auditor.page.getByLabel(t.words.close).fill('The new log shows the same rate.');
  await auditor.page.getByRole('button', { name: t.acts.close }).click();
  await expect(auditor.page.getByText('The new log shows the same rate.')).toBeVisible();
}

/** The auditor signs the report over everything judged. */
export async function handIn({ auditor: { page } }: Cast): Promise<void> {
  const t = SCREEN.handIn;
  await page.getByRole('button', { name: t.act(0) }).click();
  await page.getByRole('radio', { name: t.assessments['partly-supported'] }).check();
  await page
    .getByLabel(t.summary, { exact: true })
    .fill('Inability is shown for legible reasoning; hidden reasoning stays an open problem.');
  await inspect(page, 'review, report');
  await page.getByRole('button', { name: t.goOn }).click();
  await sign(page);
  await expect(page.getByRole('button', { name: SCREEN.handedIn })).toBeVisible();
  await inspect(page, 'review, signed');
}

/** Selects a claim in the list on the left. */
async function choose(page: Page, identifier: string): Promise<void> {
  const claims = page.getByRole('navigation').or(page.getByRole('complementary'));
  await claims
    .getByRole('button', { name: new RegExp(`^${identifier}\\b`) })
    .first()
    .click();
  await expect(page.getByRole('region', { name: identifier, exact: true })).toBeVisible();
}
