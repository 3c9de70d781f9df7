import { writeFile } from 'node:fs/promises';
import { expect, type Browser, type Page } from '@playwright/test';
import { TEXT as SCOPE } from '@/components/argument/scope/text';
import { TEXT as RELEASE } from '@/components/release/text';
import { STANDING } from '@/components/releases/standingText';
import { TEXT as STATUS } from '@/components/status/text';
import { TEXT as CONTRACT } from '@/components/supplement/text';
import { KIND_WORDS } from '@/core/inbox/words';
import { sign } from '../support/people';
import { inspect, saved } from '../support/person';
import { picture } from '../support/screenshots';
import { pathOf } from '../support/workspace';
import type { Cast } from './cast';
import { INDICATOR, WARDS, WARDS_TITLE, type Staff } from './hospital';
import type { Release } from './release';
import { CASE } from './writing';

const PUBLIC = `/r/${WARDS.orgSlug}/${WARDS.slug}/1`;

async function asReader<T>(browser: Browser, look: (page: Page) => Promise<T>): Promise<T> {
  const context = await browser.newContext({ javaScriptEnabled: false });
  try {
    return await look(await context.newPage());
  } finally {
    await context.close();
  }
}

/** What somebody without account and without JavaScript reads: the answer, and the terms that fail. */
export async function expectSupplement(
  browser: Browser,
  answer: string,
  failing: readonly string[],
): Promise<void> {
  await asReader(browser, async (page) => {
    await page.goto(PUBLIC);
    await expect(page.locator('.inforce .answer')).toContainText(answer);
    const terms = page.locator('.terms li.fail');
    await expect(terms).toHaveCount(failing.length);
    for (const [at, key] of failing.entries())
      await expect(terms.nth(at)).toHaveAttribute('data-term', key);
  });
}

/** The supplement's own page: in force, its label with the base's conditions, on one sheet of paper. */
export async function readSupplement(browser: Browser): Promise<void> {
  await expectSupplement(browser, STATUS.inForce.yesToday, []);
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(PUBLIC);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(WARDS_TITLE);
  await expect(page.locator('dl.label')).toContainText('COU-02');
  await expect(page.locator('dl.label')).toContainText('Met by HS1b.');
  await inspect(page, 'public page of a supplement');
  await picture(page, 'supplement');
  await page.getByRole('link', { name: RELEASE.label.alone }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    RELEASE.label.title(WARDS_TITLE),
  );
  await inspect(page, 'label');
  for (const path of [PUBLIC, `/r/${CASE.orgSlug}/${CASE.slug}/1`]) {
    await page.goto(`${path}/label`);
    const pdf = await page.pdf({ format: 'A4', margin: { top: '10mm', bottom: '10mm' } });
    const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g);
    expect(pages, `sheets of the label at ${path}`).toHaveLength(1);
  }
  await context.close();
  await asReader(browser, async (reader) => {
    await reader.goto(`/r/${CASE.orgSlug}/${CASE.slug}/1/supplements`);
    await expect(reader.getByRole('link', { name: WARDS_TITLE })).toBeVisible();
  });
}

/** The officer finds the move in the inbox and says, signed, what is done about it. */
export async function acknowledge(
  { safetyOfficer: { page } }: Staff,
  move: RegExp,
  response: string,
): Promise<void> {
  await page.goto('/inbox');
  await page.getByRole('link', { name: move }).first().click();
  await inspect(page, 'inbox, the base moved');
  await picture(page, 'inbox-base');
  await page.getByRole('link', { name: KIND_WORDS['base-moved'].act }).click();
  await page.getByLabel(STANDING.response).fill(response);
  await inspect(page, 'release of a supplement, the base moved');
  await page.getByRole('button', { name: STANDING.acknowledge }).click();
  await sign(page);
  await expect(page.getByText(response)).toBeVisible();
  await expect(page.getByRole('button', { name: STANDING.acknowledge })).toHaveCount(0);
}

/** The lab tightens one condition of use in its draft. */
export async function tighten({ authorA: { page } }: Cast): Promise<void> {
  await page.goto(pathOf(CASE, '/scope'));
  const conditions = page.getByRole('region', { name: SCOPE.conditions.head });
  const volume = conditions.getByRole('textbox').nth(5);
  await expect(volume).toHaveValue(/^Volume, session length/);
  await volume.fill('Volume, session length and parallel copies stay under half the stated caps.');
  await saved(page);
}

/** Exactly one clause of the hospital's contract is outdated, and both sides see which. */
export async function seeOutdated(
  browser: Browser,
  { author, safetyOfficer }: Staff,
  { releaseId }: Release,
): Promise<void> {
  await expectSupplement(browser, STATUS.inForce.no, ['contract']);
  const { page } = author;
  await page.goto(pathOf(WARDS, '/contract'));
  await expect(page.getByText(CONTRACT.moved.touches(1))).toBeVisible();
  await page.getByRole('button', { name: CONTRACT.moved.look }).click();
  await expect(page.getByRole('dialog')).toContainText('COU-06');
  await inspect(page, 'contract, the base moved');
  await picture(page, 'contract-moved');
  await safetyOfficer.page.goto(pathOf(WARDS, `/releases/${releaseId}`));
  await expect(safetyOfficer.page.getByText(STANDING.newer(2))).toBeVisible();
  await expect(safetyOfficer.page.getByText('COU-06').first()).toBeVisible();
}

/** Three days pass and nothing is heard of the indicator. Nothing else had to happen. */
export async function passInSilence(browser: Browser): Promise<void> {
  const clock = process.env.CASEWRIGHT_CLOCK_FILE ?? '';
  await writeFile(clock, String(3 * 86_400_000));
  await expectSupplement(browser, STATUS.inForce.no, ['indicators', 'contract']);
  await asReader(browser, async (page) => {
    await page.goto(PUBLIC);
    await expect(page.locator('[data-term=indicators]')).toContainText(`${INDICATOR} is silent`);
  });
  await writeFile(clock, '0');
}
