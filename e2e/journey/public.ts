import { spawnSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { expect, type Browser, type Page } from '@playwright/test';
import { TEXT as RELEASE } from '@/components/release/text';
import { PUBLIC_TEXT } from '@/components/releases/publicText';
import { TEXT as STATUS } from '@/components/status/text';
import { inspect } from '../support/person';
import { picture } from '../support/screenshots';
import type { Cast } from './cast';
import { CONDITION, REASONS } from './decision';
import { WITHHELD, type Release } from './release';
import { CASE, TITLE } from './writing';

const ADDRESS = `/r/${CASE.orgSlug}/${CASE.slug}/1`;

/** Somebody without an account, and without JavaScript. */
async function reader(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled: false });
  return context.newPage();
}

/** The public page says all that matters to a reader without account and without JavaScript. */
export async function readPublicly(browser: Browser, cast: Cast, release: Release): Promise<void> {
  const page = await reader(browser);
  await page.goto(ADDRESS);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(TITLE);
  await expectInForce(page, true);

  const label = page.locator('dl.label');
  for (const head of ['indications', 'contraindications', 'required-controls', 'window'] as const)
    await expect(label.getByText(RELEASE.label.heads[head], { exact: true })).toBeVisible();

  const signers = page.locator('main');
  for (const { name } of [cast.decider, cast.auditor])
    await expect(signers.getByText(name).first()).toBeVisible();
  await expect(page.getByText(REASONS)).toBeVisible();
  await expect(page.getByText(CONDITION)).toBeVisible();
  await expect(page.locator('.dg.full').first()).toHaveText(
    new RegExp(release.digest.match(/.{4}/g)?.join(' ') ?? 'no digest'),
  );

  const argument = page.getByRole('region', { name: RELEASE.argument.head });
  await expect(argument).toContainText('Operating Larch 2 in supervised drafting');
  await expect(argument).toContainText(WITHHELD.reason);
  await expect(argument).not.toContainText(WITHHELD.statement);
  const withheld = page.getByRole('region', { name: PUBLIC_TEXT.withheld.head });
  await expect(withheld).toContainText(WITHHELD.reason);
  await page.context().close();

  const visitor = await (await browser.newContext()).newPage();
  await visitor.goto(ADDRESS);
  await inspect(visitor, 'public page');
  await picture(visitor, 'public');
  await visitor.goto('/registry');
  await expect(visitor.getByRole('link', { name: TITLE })).toBeVisible();
  await inspect(visitor, 'registry');
  await visitor.context().close();
}

/** What the public reads once it is suspended, and once it is back. */
export async function readStatus(browser: Browser, failing: string | null): Promise<void> {
  const page = await reader(browser);
  await page.goto(ADDRESS);
  await expectInForce(page, failing === null);
  if (failing !== null) {
    const terms = page.getByRole('list', { name: STATUS.inForce.terms });
    await expect(terms.getByRole('listitem').first()).toHaveAttribute('data-term', 'not-suspended');
    await expect(page.getByText(PUBLIC_TEXT.suspendedFor(failing))).toBeVisible();
  }
  await page.context().close();
}

async function expectInForce(page: Page, inForce: boolean): Promise<void> {
  await expect(page.locator('.inforce')).toHaveAttribute('data-in-force', String(inForce));
  await expect(page.locator('.inforce .answer')).toContainText(
    inForce ? STATUS.inForce.yesToday : STATUS.inForce.no,
  );
}

/** The bundle verifies offline as it is, and not after one byte of it has changed. */
export async function verify(browser: Browser, folder: string): Promise<void> {
  const page = await reader(browser);
  await page.goto(ADDRESS);
  const waiting = page.waitForEvent('download');
  await page.getByRole('link', { name: /^Download bundle/ }).click();
  await mkdir(folder, { recursive: true });
  const whole = `${folder}/release.casewright.zip`;
  await (await waiting).saveAs(whole);
  await page.context().close();
  expect(runVerify(whole)).toEqual({ status: 0, outcome: 'valid' });

  const bytes = await readFile(whole);
  const at = Math.floor(bytes.length / 2);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  const altered = `${folder}/altered.casewright.zip`;
  await writeFile(altered, bytes);
  expect(runVerify(altered)).toEqual({ status: 2, outcome: 'false' });

  const visitor = await (await browser.newContext()).newPage();
  await visitor.goto('/verify');
  await inspect(visitor, 'verify');
  for (const [file, outcome] of [
    [whole, 'valid'],
    [altered, 'false'],
  ] as const) {
    await visitor.getByLabel(PUBLIC_TEXT.verify.choose).setInputFiles(file);
    await expect(visitor.getByText(PUBLIC_TEXT.verify.outcome[outcome])).toBeVisible();
    await inspect(visitor, `verify, ${outcome}`);
    await visitor.getByRole('button', { name: PUBLIC_TEXT.verify.again }).click();
  }
  await visitor.context().close();
}

/** `casewright verify`, as a person at a terminal runs it. */
function runVerify(file: string): { status: number | null; outcome: string } {
  const { status, stdout } = spawnSync(
    'npm',
    ['run', '-s', 'cli', '--', 'verify', file, '--json'],
    {
      encoding: 'utf8',
    },
  );
  return { status, outcome: JSON.parse(stdout).outcome };
}
