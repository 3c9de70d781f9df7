import { expect, type APIResponse, type Browser, type Page } from '@playwright/test';
import { TEXT as INSPECTOR } from '@/components/argument/inspector/text';
import { KIND_WORDS } from '@/core/inbox/words';
import { TEXT as MONITORS } from '@/components/monitors/text';
import { INDICATOR_LOOKS } from '@/components/status/looks';
import { sign } from '../support/people';
import { inspect, saved } from '../support/person';
import { picture } from '../support/screenshots';
import { pathOf, WorkspacePage } from '../support/workspace';
import type { Cast } from './cast';
import { CASE } from './writing';

const TITLE = 'Attack success in the standing red team';
const CLAIM = 'HC1';
const DAY_MS = 86_400_000;
const t = INSPECTOR.indicators;

/** An indicator on a claim: refused while it is incomplete, changed, taken back and put back. */
export async function watchClaim({ authorA: { page } }: Cast): Promise<void> {
  const workspace = await WorkspacePage.open(page, CASE, CLAIM);
  const section = workspace.section(t.head);
  await section.getByRole('button', { name: t.add }).click();
  const field = (label: string) => section.getByLabel(label, { exact: true });
  await field(t.title).fill(TITLE);
  await field(t.definition).fill('Upheld attacks of one month, divided by all attacks of it.');
  await field(t.source).fill('Red team log, job rt-monthly');
  await field(t.amber).fill('half a percent');
  await field(t.red).fill('1.0');
  await section.getByLabel(t.unit).first().fill('%');
  await field(t.period).fill('30');
  await section.getByRole('checkbox', { name: t.critical }).check();
  await section.getByRole('button', { name: t.save, exact: true }).click();
  await expect(section.getByText(t.badLimit)).toBeVisible();
  await inspect(page, 'workspace, indicator with a problem');
  await field(t.amber).fill('2.0');
  await section.getByRole('button', { name: t.save, exact: true }).click();
  await expect(section.getByText(/red before it is amber/)).toBeVisible();
  await section.getByRole('button', { name: `${t.edit} SPI-1` }).click();
  await field(t.amber).fill('0.5');
  await section.getByRole('button', { name: t.keep, exact: true }).click();
  await expect(section.getByText('amber over 0.5 %, red over 1.0 %')).toBeVisible();
  await expect(section.getByText(/red before it is amber/)).toHaveCount(0);

  await section.getByRole('button', { name: `${t.remove} SPI-1` }).click();
  await expect(section.getByText(TITLE)).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(section.getByText(TITLE)).toBeVisible();
  await saved(page);
  await inspect(page, 'workspace, indicator');
}

/** A machine sends readings; red takes the release out of force until it is answered and read again. */
export async function monitor(browser: Browser, cast: Cast): Promise<void> {
  const { authorA, officer } = cast;
  const { page } = authorA;
  await page.goto('/monitors');
  await expect(page.getByRole('link', { name: TITLE })).toBeVisible();
  await page.goto(pathOf(CASE, '/monitors'));
  await expect(row(page)).toContainText(INDICATOR_LOOKS.waiting.word);
  await inspect(page, 'monitors, waiting');
  const { token, path } = await makeToken(page);
  const send = (value: string, daysAgo = 0) => sendReading(page, path, token, value, daysAgo);
  for (const [daysAgo, value] of [
    [29, '0.31'],
    [24, '0.28'],
    [19, '0.36'],
    [14, '0.41'],
    [9, '0.44'],
    [3, '0.62'],
  ] as const)
    expect((await send(value, daysAgo)).status()).toBe(201);
  await page.reload();
  await expect(row(page)).toContainText(INDICATOR_LOOKS.amber.word);
  await expectPublic(browser, true, INDICATOR_LOOKS.amber.word);

  await addByHand(page, '1.3');
  await expect(row(page)).toContainText(INDICATOR_LOOKS.red.word);
  await inspect(page, 'monitors, red');
  await picture(page, 'monitors');
  await expectPublic(browser, false, INDICATOR_LOOKS.red.word);

  await answer(officer.page);
  await expectPublic(browser, false, INDICATOR_LOOKS.red.word);
  expect((await send('0.3')).status()).toBe(201);
  await expectPublic(browser, true, INDICATOR_LOOKS.green.word);

  await page.reload();
  await page.getByRole('button', { name: /^Revoke/ }).click();
  await expect(page.getByText(MONITORS.tokens.states.revoked)).toBeVisible();
  expect((await send('0.3')).status()).toBe(401);
  await page.getByRole('button', { name: TITLE, exact: true }).click();
  await expect(page.getByRole('dialog').getByText('0.62 %')).toBeVisible();
  await inspect(page, 'monitors, readings of one');
}

const row = (page: Page) => page.getByRole('row', { name: new RegExp(`^${TITLE}`) });

/** @returns the token, shown once, and the address that its example names */
async function makeToken(page: Page): Promise<{ token: string; path: string }> {
  const words = MONITORS.tokens;
  await page.getByRole('button', { name: words.make }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(words.name).fill('Red team job');
  await inspect(page, 'monitors, new token');
  await dialog.getByRole('button', { name: words.makeIt }).click();
  const token = await dialog.getByLabel(words.token, { exact: true }).inputValue();
  const example = (await dialog.locator('pre').textContent()) ?? '';
  await inspect(page, 'monitors, token shown once');
  await dialog.getByRole('button', { name: words.done }).click();
  await expect(page.getByRole('row').filter({ hasText: 'Red team job' })).toBeVisible();
  await expect(page.getByText(token)).toHaveCount(0);
  return { token, path: /\/api\/v1\/[^"]+/.exec(example)?.[0] ?? '' };
}

function sendReading(
  { request }: Page,
  path: string,
  token: string,
  value: string,
  daysAgo: number,
): Promise<APIResponse> {
  const at = new Date(Date.now() - daysAgo * DAY_MS).toISOString();
  return request.post(path, {
    headers: { authorization: `Bearer ${token}` },
    data: { value, at },
  });
}

async function addByHand(page: Page, value: string): Promise<void> {
  await page.getByRole('button', { name: MONITORS.add.actOf(TITLE) }).click();
  const dialog = page.getByRole('dialog');
  const field = dialog.getByLabel(/^Value/);
  await field.fill('about one');
  await dialog.getByRole('button', { name: MONITORS.add.save, exact: true }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  await inspect(page, 'monitors, reading refused');
  await field.fill(value);
  await dialog.getByRole('button', { name: MONITORS.add.save, exact: true }).click();
  await expect(dialog).toBeHidden();
}

/** The officer finds the breach in the inbox and answers for it, signed. */
async function answer(page: Page): Promise<void> {
  await page.goto('/inbox');
  await page.getByRole('link', { name: new RegExp(`${TITLE}, red`) }).click();
  await page.getByRole('link', { name: KIND_WORDS['indicator-breach'].act }).click();
  await page.getByRole('button', { name: MONITORS.answer.title(TITLE) }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(MONITORS.answer.response).fill('The new jailbreak is patched.');
  await inspect(page, 'monitors, answer');
  await dialog.getByRole('button', { name: MONITORS.answer.goOn }).click();
  await sign(page);
  await expect(page.getByRole('button', { name: MONITORS.answer.title(TITLE) })).toHaveCount(0);
}

/** What somebody without account and without JavaScript reads. */
async function expectPublic(browser: Browser, inForce: boolean, state: string): Promise<void> {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`/r/${CASE.orgSlug}/${CASE.slug}/1`);
  await expect(page.locator('.inforce')).toHaveAttribute('data-in-force', String(inForce));
  const watched = page.getByRole('region', { name: MONITORS.public.head });
  await expect(watched).toContainText(TITLE);
  await expect(watched).toContainText('amber over 0.5 %, red over 1.0 %');
  await expect(watched.locator('.st').first()).toContainText(state);
  await context.close();
}
