import { expect, type Page } from '@playwright/test';
import { TEXT as ARGUMENT } from '@/components/argument/text';
import { TEXT as SCOPE } from '@/components/argument/scope/text';
import { inspect, saved } from '../support/person';
import { pathOf, WorkspacePage } from '../support/workspace';
import type { Cast } from './cast';
import { CASE } from './writing';

export const THREAT_MODELS = ['Tampering with training data', 'Sabotage of safety research'];

const PARAMETERS = {
  system: 'Larch 2',
  setting: 'supervised drafting',
  window: 'the year from its first day',
  outcomes: 'loss of control over the system or its successors',
  protocol: 'trusted monitoring with two reviewers',
};

/** From template to argument: parameters, one threat model a line, the branches that are argued. */
export async function instantiate({ authorA: { page } }: Cast): Promise<void> {
  await page.goto(pathOf(CASE, '/scope'));
  const part = page.getByRole('region', { name: SCOPE.instantiate.head });
  for (const [name, value] of Object.entries(PARAMETERS))
    await part.getByLabel(`{${name}}`, { exact: true }).fill(value);
  await part.getByLabel(/^\{absolute: /).selectOption({ index: 2 });
  await part.getByLabel(SCOPE.instantiate.index('k')).fill(THREAT_MODELS.join('\n'));
  await keep(page, 'S2', ['HC0', 'AL0']);
  await keep(page, 'CAP3a-S', ['CAP3a2']);
  await keep(page, 'SI-S', ['SI1', 'SI2', 'SI3', 'CAP0']);
  await part.getByRole('button', { name: SCOPE.instantiate.apply }).click();
  await expect(part.getByText(SCOPE.instantiate.done)).toBeVisible();
  await saved(page);

  const workspace = await WorkspacePage.open(page, CASE);
  await expect(workspace.row('G0')).toContainText('Operating Larch 2 in supervised drafting');
  for (const model of THREAT_MODELS)
    await expect(
      workspace.tree.getByRole('treeitem', { name: `Threat model ${model}` }),
    ).toHaveCount(1);
  for (const left of ['SI0', 'HI0'])
    await expect(workspace.row(left)).toContainText(ARGUMENT.marks.notClaimed);
  await expect(workspace.row('AL0')).toContainText(ARGUMENT.marks.supports);
  await expect(page.getByText(/^supported$/i), 'claims shown as supported').toHaveCount(0);
}

async function keep(page: Page, strategy: string, branches: string[]): Promise<void> {
  const choice = page.getByRole('group', { name: new RegExp(`^${strategy}: `) });
  for (const branch of branches)
    await choice.getByRole('checkbox', { name: new RegExp(`^${branch} `) }).check();
}

/** Everything else that a freeze needs: system, setting, decision, window, outcome, fall. */
export async function fillScope({ authorA: { page } }: Cast): Promise<void> {
  await page.goto(pathOf(CASE, '/scope'));
  const part = (head: string) => page.getByRole('region', { name: head });
  await part(SCOPE.decision.head)
    .getByLabel(SCOPE.decision.question)
    .fill('May Larch 2 be operated in supervised drafting for one year?');
  const subject = part(SCOPE.subject.head);
  await subject.getByLabel(SCOPE.subject.name, { exact: true }).fill('Larch 2');
  await subject.getByLabel(SCOPE.subject.version).fill('2.1');
  await subject
    .getByLabel(SCOPE.subject.description)
    .fill('Scaffold CP-3, no browsing, tools limited to the document store.');
  const setting = part(SCOPE.setting.head);
  await setting.getByLabel(SCOPE.setting.name, { exact: true }).fill('Supervised drafting');
  await setting
    .getByLabel(SCOPE.setting.purpose)
    .fill('Drafts internal documents that a person reads before they leave.');
  const window = part(SCOPE.window.head);
  await window.getByLabel(SCOPE.window.from).fill(day(-1));
  await window.getByLabel(SCOPE.window.until).fill(day(363));
  await window.getByLabel(SCOPE.window.zone).fill('UTC');
  await window.getByLabel(SCOPE.window.ends).selectOption('re-argue');
  const outcomes = part(SCOPE.outcomes.head);
  await outcomes.getByRole('button', { name: SCOPE.outcomes.add }).click();
  await outcomes
    .getByLabel(SCOPE.outcomes.text, { exact: true })
    .fill('The system weakens its own oversight without being noticed.');
  await outcomes
    .getByLabel(SCOPE.outcomes.criterion)
    .fill('Fewer than one undetected attempt in a thousand, at 95 % confidence.');
  const failures = part(SCOPE.failures.head);
  await failures.getByRole('button', { name: SCOPE.failures.add }).click();
  await failures
    .getByLabel(SCOPE.failures.text, { exact: true })
    .fill('An attack succeeds against the monitor in use.');
  await failures.getByLabel(SCOPE.failures.trigger).fill('Weekly red-team run, incident report.');
  await saved(page);
  await inspect(page, 'scope, filled');
}

/** A date so many days from today, as a date field takes it. */
export function day(offset: number): string {
  return new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
}
