import { expect } from '@playwright/test';
import { TEXT as INSPECTOR } from '@/components/argument/inspector/text';
import { TEXT as SCOPE } from '@/components/argument/scope/text';
import { TEXT as ARGUMENT } from '@/components/argument/text';
import { TEXT as CASES } from '@/components/cases/text';
import { inspect, saved } from '../support/person';
import { pathOf, WorkspacePage, type CaseAddress } from '../support/workspace';
import { LAB, type Cast } from './cast';

export const TITLE = 'Larch 2, scheming';
export const CASE: CaseAddress = { orgSlug: LAB.slug, slug: 'larch-2-scheming' };

/** A case from the scheming template: everything is there and nothing is green. */
export async function createCase({ authorA: { page } }: Cast): Promise<void> {
  await page.goto('/cases');
  await inspect(page, 'cases, empty');
  await page.getByRole('link', { name: CASES.list.new }).first().click();
  await page.getByRole('radio', { name: /^AI scheming/ }).check();
  await page.getByLabel(CASES.make.name, { exact: true }).fill(TITLE);
  await expect(page.getByLabel(CASES.make.slug)).toHaveValue(CASE.slug);
  await inspect(page, 'new case');
  await page.getByRole('button', { name: CASES.make.act }).click();
  await page.waitForURL(`**${pathOf(CASE)}*`);

  const workspace = new WorkspacePage(page);
  await expect(page.getByRole('heading', { name: `${ARGUMENT.outline}80` })).toBeVisible();
  const open = workspace.tree
    .getByRole('treeitem')
    .filter({ has: page.getByTitle(ARGUMENT.marks.openLong) });
  const identifiers = await open.locator('> .id').allTextContents();
  expect(new Set(identifiers).size, 'open problems').toBe(15);
  await expect(page.getByText(/^supported$/i), 'claims shown as supported').toHaveCount(0);
  await expect(page.locator('.st.ok'), 'anything green').toHaveCount(0);
  await inspect(page, 'workspace');

  await page.goto(pathOf(CASE, '/scope'));
  const conditions = page.getByRole('region', { name: SCOPE.conditions.head });
  await expect(conditions.getByRole('textbox')).toHaveCount(12);
  await inspect(page, 'scope');
}

/** Two people write into one statement at once; each sees the other and both texts survive. */
export async function writeTogether({ authorA: a, authorB: b }: Cast): Promise<void> {
  const first = await WorkspacePage.open(a.page, CASE, 'G3');
  const second = await WorkspacePage.open(b.page, CASE, 'G3');
  const here = a.page.getByRole('list', { name: 'Here now' }).getByRole('img');
  await expect(here).toHaveAccessibleName(b.name);
  await expect(first.row('G3').getByRole('img', { name: b.name })).toBeVisible();

  const fieldA = first.statement('G3');
  const fieldB = second.statement('G3');
  const before = await fieldA.inputValue();
  await fieldA.press('Control+Home');
  await fieldB.press('Control+End');
  const front = 'For every team that may use it: ';
  const back = ' Checked with the red team on 3 November.';
  await Promise.all([fieldA.pressSequentially(front), fieldB.pressSequentially(back)]);
  for (const field of [fieldA, fieldB]) await expect(field).toHaveValue(`${front}${before}${back}`);
  await saved(a.page);
  await saved(b.page);
  await expect(first.row('G3')).toContainText(front);
  await expect(second.row('G3')).toContainText(front);
}

/** B comments, A reads it at once and answers. */
export async function comment({ authorA: a, authorB: b }: Cast): Promise<void> {
  const words = 'Which list of threat models is meant: ours, or the one of the report?';
  const onB = new WorkspacePage(b.page).section(INSPECTOR.comments.head);
  await onB.getByLabel(INSPECTOR.comments.label).fill(words);
  await onB.getByRole('button', { name: INSPECTOR.comments.send }).click();
  const onA = new WorkspacePage(a.page).section(INSPECTOR.comments.head);
  await expect(onA.getByText(words)).toBeVisible();
  await expect(onA.getByText(b.name)).toBeVisible();
  await inspect(a.page, 'workspace with comment');
  await onA.getByRole('button', { name: INSPECTOR.comments.reply }).click();
  await onA.getByLabel(INSPECTOR.comments.reply).fill('Ours; it is linked in C2.');
  await onA.getByRole('button', { name: INSPECTOR.comments.send }).click();
  await expect(onB.getByText('Ours; it is linked in C2.')).toBeVisible();
}

/** Undo takes back one's own last edit and leaves the colleague's. */
export async function undoOwn({ authorA: a, authorB: b }: Cast): Promise<void> {
  const fieldA = new WorkspacePage(a.page).statement('G3');
  const fieldB = new WorkspacePage(b.page).statement('G3');
  const kept = await fieldA.inputValue();
  await fieldA.press('Control+End');
  await fieldA.pressSequentially(' Mine.');
  await expect(fieldB).toHaveValue(`${kept} Mine.`);
  await fieldB.press('Control+Home');
  await fieldB.pressSequentially('Yours. ');
  await expect(fieldA).toHaveValue(`Yours. ${kept} Mine.`);
  await a.page.keyboard.press('Control+z');
  for (const field of [fieldA, fieldB]) await expect(field).toHaveValue(`Yours. ${kept}`);
  // What was typed without a pause is one step back; on a slow machine the pauses are longer.
  for (let value = await fieldB.inputValue(); value !== kept; value = await fieldB.inputValue()) {
    expect(value).toContain(kept);
    await b.page.keyboard.press('Control+z');
    await expect(fieldB).not.toHaveValue(value);
  }
  for (const field of [fieldA, fieldB]) await expect(field).toHaveValue(kept);
  await saved(a.page);
  await saved(b.page);
}
