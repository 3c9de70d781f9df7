import { expect, type Page } from '@playwright/test';
import { TEXT as CASES } from '@/components/cases/text';
import { TEXT as LIVE } from '@/components/argument/liveText';
import { TEXT as RELEASE } from '@/components/release/text';
import { SIGN_OFF } from '@/components/releases/signOffText';
import { TEXT as RELEASES } from '@/components/releases/text';
import { CONTRACT } from '@/components/review/contractText';
import { SCREEN } from '@/components/review/screenText';
import { sign } from '../support/people';
import { inspect } from '../support/person';
import { picture } from '../support/screenshots';
import { pathOf, WorkspacePage } from '../support/workspace';
import { AUDITOR, type Cast } from './cast';
import { WARDS, type Staff } from './hospital';
import type { Release } from './release';

/** The hospital's officer freezes, engages the auditor, submits and discloses. */
export async function submitSupplement(
  { safetyOfficer: { page } }: Staff,
  { auditor }: Cast,
): Promise<Release> {
  const workspace = await WorkspacePage.open(page, WARDS);
  await workspace.expectFreezeStoppers(0);
  await page.getByRole('link', { name: LIVE.freeze }).click();
  await expect(page.getByText(RELEASES.freeze.noBlockers)).toBeVisible();
  await page.getByLabel(RELEASES.freeze.changelog).fill('First release for the wards.');
  await page.getByRole('button', { name: RELEASES.freeze.freeze }).click();
  await page.waitForURL(/\/releases\/[0-9a-f]{32}$/);
  const releaseId = page.url().slice(-32);
  const words = await page.locator('.dg.full').first().textContent();

  const t = CASES.access;
  await page.goto(pathOf(WARDS, '/access'));
  await page.getByRole('button', { name: t.open }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: new RegExp(`^${t.parts.assessor.words}`) }).check();
  await dialog.getByLabel(t.holderOrg).fill(AUDITOR.slug);
  await dialog.getByLabel(t.email).fill(auditor.email);
  await dialog.getByRole('button', { name: t.act, exact: true }).click();
  await expect(page.getByRole('row').filter({ hasText: auditor.name })).toBeVisible();

  await page.goto(pathOf(WARDS, `/releases/${releaseId}`));
  await page.getByRole('button', { name: RELEASES.steps.submit.act }).click();
  await sign(page);
  await page.getByRole('button', { name: RELEASES.steps.disclose.act }).click();
  await page.getByRole('button', { name: RELEASES.redaction.preview }).click();
  await page.getByRole('button', { name: RELEASES.redaction.sign }).click();
  await sign(page);
  await inspect(page, 'release of a supplement, submitted');
  return { releaseId, digest: (words ?? '').replaceAll(' ', '') };
}

/** The auditor sets each context of the base beside the hospital's own, and verifies the contract. */
export async function verifyContract(
  { auditor: { page } }: Cast,
  { releaseId }: Release,
): Promise<void> {
  await page.goto(`/review/${releaseId}`);
  const t = SCREEN.join;
  await page.getByLabel(t.scope, { exact: true }).fill('The supplement and its contract.');
  await page.getByLabel(t.access, { exact: true }).fill('The release, and a visit to ward 4.');
  for (const words of Object.values(t.affirm))
    await page.getByRole('checkbox', { name: words }).check();
  await page.getByRole('button', { name: t.act }).click();
  await openContract(page);
  const matches = page.getByRole('radio', { name: CONTRACT.verdicts.matches, exact: true });
  await expect(matches.first()).toBeVisible();
  const count = await matches.count();
  expect(count, 'contexts to judge').toBeGreaterThan(9);
  await inspect(page, 'review, contract');
  await picture(page, 'review-contract');

  const hand = SCREEN.handIn;
  const verified = () =>
    page.getByRole('radio', { name: new RegExp(`^${CONTRACT.handIn.options.verified.words}`) });
  await page.getByRole('button', { name: hand.act(0) }).click();
  await expect(verified()).toBeDisabled();
  await page.keyboard.press('Escape');
  for (let at = 0; at < count; at += 1) {
    await matches.nth(at).check();
    await expect(page.getByText(CONTRACT.saved)).toHaveCount(at + 1);
  }
  await page.getByRole('button', { name: hand.act(0) }).click();
  await page.getByRole('radio', { name: hand.assessments.supported, exact: true }).check();
  await verified().check();
  await page
    .getByLabel(hand.summary, { exact: true })
    .fill('The wards are narrower than the base’s setting in every context.');
  await page.getByRole('button', { name: hand.goOn }).click();
  await sign(page);
  await expect(page.getByRole('button', { name: SCREEN.handedIn })).toBeVisible();
}

async function openContract(page: Page): Promise<void> {
  await page
    .getByRole('group', { name: CONTRACT.place })
    .getByRole('radio', { name: /^Contract/ })
    .check();
  await expect(page.getByRole('heading', { name: CONTRACT.head })).toBeVisible();
}

/** The medical director accepts what is open by name and signs; the officer publishes. */
export async function decideSupplement(
  { medicalDirector, safetyOfficer }: Staff,
  { releaseId }: Release,
): Promise<void> {
  const { page } = medicalDirector;
  await page.goto(`/sign-off/${releaseId}`);
  await page
    .getByRole('radio', { name: new RegExp(`^${SIGN_OFF.options.approved}`) })
    .first()
    .check();
  await page
    .getByRole('textbox', { name: SIGN_OFF.reasons, exact: true })
    .fill('Drafts only, and each is signed.');
  const open = page.getByRole('list').getByRole('checkbox');
  for (let at = 0, count = await open.count(); at < count; at += 1) await open.nth(at).check();
  await inspect(page, 'sign-off of a supplement');
  await page.getByRole('button', { name: SIGN_OFF.prepare }).click();
  const act = page.getByRole('button', { name: RELEASE.deed.sign });
  await expect(act).toBeEnabled();
  await act.click();
  await expect(page.getByText(SIGN_OFF.done.approved)).toBeVisible();

  const officer = safetyOfficer.page;
  await officer.goto(pathOf(WARDS, `/releases/${releaseId}`));
  await officer.getByRole('button', { name: RELEASES.steps.publish.act }).click();
  await sign(officer);
  await expect(officer.getByRole('link', { name: RELEASES.page.public })).toBeVisible();
  await inspect(officer, 'release of a supplement, published');
}
