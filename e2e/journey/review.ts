import { expect, type Page } from '@playwright/test';
import { SCREEN } from '@/components/review/screenText';
import { TEXT as REVIEW } from '@/components/review/text';
import type { FindingSeverity } from '@/core/workflow/finding';
import { sign } from '../support/people';
import { inspect } from '../support/person';
import { picture } from '../support/screenshots';
import type { Cast } from './cast';
import type { Release } from './release';

interface Draft {
  anchor: string;
  severity: FindingSeverity;
  title: string;
  body: string;
}

/** Settled before the decision: what is blocking or major has to be. */
const MAJOR: Draft = {
  anchor: 'HC2',
  severity: 'major',
  title: 'The red team knew which monitor was used',
  body: 'Repeat with a team that does not know it, or say why it does not matter.',
};
/** Stays open; the decision stands beside it. */
const MINOR: Draft = {
  anchor: 'HC7',
  severity: 'minor',
  title: 'Say who is on call at night',
  body: 'The action after a detection names a role, not a rota.',
};

/** The auditor declares independence of one release. */
export async function declare({ auditor: { page } }: Cast, release: Release): Promise<void> {
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
  await expect(page.getByRole('button', { name: SCREEN.handIn.act(0) })).toBeVisible();
}

/** The auditor judges a claim, in private. */
export async function assess(cast: Cast, release: Release): Promise<void> {
  await declare(cast, release);
  const { page } = cast.auditor;
  await choose(page, 'HC1');
  await judge(page, REVIEW.judgements.supported, 'The log was opened and its samples recounted.');
  await page.getByRole('button', { name: REVIEW.viewedNext }).click();
  await expect(page.getByRole('checkbox', { name: REVIEW.tick('HC1'), exact: true })).toBeChecked();
}

/** Findings stay with the auditor until they are sent, all at once. */
export async function raise({ auditor: { page }, authorA }: Cast, release: Release): Promise<void> {
  await draft(page, MINOR);
  await draft(page, MAJOR);
  await judge(
    page,
    REVIEW.judgements['partly-supported'],
    'Sound against a team that knows the monitor. The claim speaks of any team.',
  );
  await page.getByPlaceholder(REVIEW.notePlaceholder).blur();
  await inspect(page, 'review, findings pending');
  await picture(page, 'review');

  await authorA.page.goto(`/review/${release.releaseId}`);
  await expect(authorA.page.getByText(MAJOR.title)).toHaveCount(0);
  const send = page.getByRole('button', { name: SCREEN.finding.send(2) });
  await send.click();
  await expect(send).toBeHidden();
}

async function draft(page: Page, { anchor, severity, title, body }: Draft): Promise<void> {
  await choose(page, anchor);
  await page.getByRole('button', { name: REVIEW.raise }).click();
  await page.getByLabel(SCREEN.finding.severity).selectOption(severity);
  await page.getByLabel(SCREEN.finding.title).fill(title);
  await page.getByLabel(SCREEN.finding.body).fill(body);
  await page.getByRole('button', { name: SCREEN.finding.save }).click();
  await expect(page.getByRole('button', { name: title })).toBeVisible();
}

async function judge(page: Page, judgement: string, note: string): Promise<void> {
  await page.getByRole('radio', { name: judgement, exact: true }).check();
  await page.getByPlaceholder(REVIEW.notePlaceholder).fill(note);
  await expect(page.getByText(SCREEN.saved)).toBeVisible();
}

/** The author answers and cannot close; only who raised the finding can. */
export async function settle({ auditor, authorA }: Cast, release: Release): Promise<void> {
  const t = SCREEN.thread;
  const { page } = authorA;
  await page.goto('/inbox');
  await page.getByRole('link', { name: MAJOR.title }).click();
  await expect(page.getByRole('heading', { name: MAJOR.title })).toBeVisible();
  await inspect(page, 'inbox');
  await picture(page, 'inbox');
  await page.goto(`/review/${release.releaseId}`);
  await page.getByRole('button', { name: new RegExp(MAJOR.title) }).click();
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
  await auditor.page.getByRole('button', { name: new RegExp(MAJOR.title) }).click();
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
    .fill('Control is shown for the attacks tried; what a better red team would find stays open.');
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
