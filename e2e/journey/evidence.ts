import { expect, type Page } from '@playwright/test';
import { TEXT as INSPECTOR } from '@/components/argument/inspector/text';
import { TEXT as EVIDENCE } from '@/components/evidence/text';
import { evaluationArchive, evaluationJson, type Measured } from '../support/evaluationLog';
import { inspect, saved } from '../support/person';
import { picture } from '../support/screenshots';
import { pathOf, WorkspacePage } from '../support/workspace';
import type { Cast } from './cast';
import { CASE } from './writing';

const MEASURED: Measured = {
  task: 'control_evaluation',
  model: 'meridian/larch-2',
  attackSuccess: 0.00625,
  samples: 4800,
};

/** An evaluation log behind a solution, and a criterion that it meets. */
export async function registerEvidence({ authorA: { page }, authorB }: Cast): Promise<void> {
  const workspace = await WorkspacePage.open(page, CASE, 'Sn-HC1');
  const section = workspace.section(INSPECTOR.evidence.head);
  await section.getByRole('button', { name: INSPECTOR.evidence.add }).click();
  await page.getByRole('button', { name: EVIDENCE.picker.register }).click();
  await upload(
    page,
    'Control evaluation dossier',
    'control-evaluation.json',
    evaluationJson(MEASURED),
  );
  await inspect(page, 'workspace, evidence examined');
  await page.getByRole('button', { name: EVIDENCE.upload.use }).click();
  await expect(section.getByRole('link', { name: 'Control evaluation dossier' })).toBeVisible();

  await workspace.select('HC1');
  const criteria = workspace.inspector;
  await criteria.getByRole('button', { name: INSPECTOR.criteria.add }).click();
  await criteria.getByLabel(INSPECTOR.criteria.metric, { exact: true }).fill('attack_success/mean');
  await criteria.getByLabel(INSPECTOR.criteria.comparator).selectOption('<=');
  await criteria.getByLabel(INSPECTOR.criteria.value, { exact: true }).fill('0.01');
  await criteria
    .getByLabel(INSPECTOR.criteria.failure)
    .fill('More than one attack in a hundred gets past the monitor.');
  await criteria.getByRole('button', { name: INSPECTOR.criteria.save, exact: true }).click();
  const verdict = criteria.locator('[data-result=met]');
  await expect(verdict).toContainText(INSPECTOR.criteria.met);
  await expect(verdict).toContainText('0.00625');
  await saved(page);
  await inspect(page, 'workspace, criterion met');

  const colleague = await WorkspacePage.open(authorB.page, CASE, 'HC4a');
  await expect(colleague.statement('HC4a')).toBeVisible();
  await expect(workspace.row('HC4a').getByRole('img', { name: authorB.name })).toBeVisible();
  await picture(page, 'workspace');
}

/** The same log as an archive, registered in the evidence room, and what the room shows of it. */
export async function browseEvidence({ authorA: { page } }: Cast): Promise<void> {
  await page.goto(pathOf(CASE, '/evidence'));
  await page.getByRole('button', { name: EVIDENCE.library.register }).click();
  await upload(
    page,
    'Control evaluation, archived log',
    'control-evaluation.eval',
    evaluationArchive(MEASURED),
  );
  await page
    .getByRole('dialog')
    .getByRole('button', { name: EVIDENCE.upload.close })
    .last()
    .click();
  await inspect(page, 'evidence room');
  await page.getByRole('link', { name: 'Control evaluation dossier' }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  for (const words of [MEASURED.task, MEASURED.model, 'sabotage-tasks', '0.00625'])
    await expect(page.getByText(words).first()).toBeVisible();
  await inspect(page, 'evidence');
}

async function upload(page: Page, title: string, name: string, buffer: Buffer): Promise<void> {
  const dialog = page.getByRole('dialog');
  const mimeType = name.endsWith('.json') ? 'application/json' : 'application/zip';
  await dialog.locator('input[type=file]').setInputFiles({ name, mimeType, buffer });
  await dialog.getByLabel(EVIDENCE.upload.name, { exact: true }).fill(title);
  await dialog.getByLabel(EVIDENCE.upload.subject).fill('Larch 2.1, CP-3');
  await dialog.getByRole('button', { name: EVIDENCE.upload.act }).click();
  await expect(
    dialog.getByText(EVIDENCE.upload.readyLog(MEASURED.task, MEASURED.model, 2)),
  ).toBeVisible();
}
