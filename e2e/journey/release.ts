import { expect, type Page } from '@playwright/test';
import { TEXT as LIVE } from '@/components/argument/liveText';
import { TEXT as CASES } from '@/components/cases/text';
import { TEXT as RELEASES } from '@/components/releases/text';
import { sign, type Organisation } from '../support/people';
import { inspect, type Person } from '../support/person';
import { pathOf, WorkspacePage } from '../support/workspace';
import { AUDITOR, OFFICE, type Cast } from './cast';
import { CASE } from './writing';

/** A release as its pages address it. */
export interface Release {
  releaseId: string;
  digest: string;
}

/** What the journey withholds from the public, and why. */
export const WITHHELD = {
  identifier: 'HC5',
  statement: 'cannot be taken outside its controls',
  reason: 'Says what the controls are that keep the weights in.',
};

/** The officer sees what a freeze would hold, and freezes exactly that. */
export async function freeze({ officer: { page } }: Cast): Promise<Release> {
  const workspace = await WorkspacePage.open(page, CASE);
  await workspace.expectFreezeStoppers(0);
  await inspect(page, 'workspace, read by the officer');
  await page.getByRole('link', { name: LIVE.freeze }).click();
  await expect(page.getByText(RELEASES.freeze.noBlockers)).toBeVisible();
  const previewed = await fullDigest(page);
  await inspect(page, 'freeze, previewed');
  await page
    .getByLabel(RELEASES.freeze.changelog)
    .fill('First release: argues control of harm in supervised drafting.');
  await page.getByRole('button', { name: RELEASES.freeze.freeze }).click();
  await page.waitForURL(/\/releases\/[0-9a-f]{32}$/);
  const releaseId = page.url().slice(-32);
  await inspect(page, 'release, candidate');
  const digest = await fullDigest(page);
  // What is signed covers the salts too: it is another digest than the content's.
  expect(digest).not.toBe(previewed);
  return { releaseId, digest };
}

/** The digest that the page writes out whole. */
async function fullDigest(page: Page): Promise<string> {
  const words = await page.locator('.dg.full').first().textContent();
  const digest = (words ?? '').replaceAll(' ', '');
  expect(digest).toMatch(/^[0-9a-f]{64}$/);
  return digest;
}

/** The officer engages an assessor and a decision-maker of other organisations. */
export async function engage({ officer: { page }, auditor, decider }: Cast): Promise<void> {
  await page.goto(pathOf(CASE, '/access'));
  await engageOne(page, 'assessor', AUDITOR, auditor);
  await engageOne(page, 'decision-maker', OFFICE, decider);
  await inspect(page, 'access');
}

async function engageOne(
  page: Page,
  part: keyof typeof CASES.access.parts,
  org: Organisation,
  who: Person,
): Promise<void> {
  const t = CASES.access;
  await page.getByRole('button', { name: t.open }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: new RegExp(`^${t.parts[part].words}`) }).check();
  await dialog.getByLabel(t.holderOrg).fill(org.slug);
  await dialog.getByLabel(t.email).fill(who.email);
  await dialog.getByRole('button', { name: t.act, exact: true }).click();
  await expect(page.getByRole('row').filter({ hasText: who.name })).toContainText(
    t.parts[part].words,
  );
}

/** The officer submits the candidate and discloses two views of it, both signed. */
export async function submit({ officer: { page } }: Cast, release: Release): Promise<void> {
  const t = RELEASES.steps;
  await page.goto(pathOf(CASE, `/releases/${release.releaseId}`));
  await page.getByRole('button', { name: t.submit.act }).click();
  await sign(page);
  await page.getByRole('button', { name: t.disclose.act }).click();

  const words = RELEASES.redaction;
  await page.getByLabel(words.search).fill(WITHHELD.identifier);
  await page.getByRole('checkbox', { name: words.choose(WITHHELD.identifier) }).check();
  await page.getByLabel(words.class(WITHHELD.identifier)).selectOption('security');
  await page.getByLabel(words.reason(WITHHELD.identifier)).fill(WITHHELD.reason);
  await page.getByRole('button', { name: words.preview }).click();
  await expect(page.getByRole('heading', { name: words.leaks })).toBeVisible();
  await inspect(page, 'public view, chosen');
  await page.getByRole('button', { name: words.sign }).click();
  await sign(page);
  const views = page.getByRole('table', { name: RELEASES.page.viewsCaption });
  for (const name of ['public', 'assessors'])
    await expect(views).toContainText(RELEASES.page.viewNames[name] ?? name);
  await inspect(page, 'release, submitted');
  await page.goto(pathOf(CASE, '/releases'));
  await inspect(page, 'releases');
}
