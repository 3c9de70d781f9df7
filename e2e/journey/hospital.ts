import { expect, type Browser, type Page } from '@playwright/test';
import { TEXT as INSPECTOR } from '@/components/argument/inspector/text';
import { TEXT as SCOPE } from '@/components/argument/scope/text';
import { TEXT as CASES } from '@/components/cases/text';
import { TEXT as EVIDENCE } from '@/components/evidence/text';
import { TEXT as RELEASE } from '@/components/release/text';
import { TEXT as CONTRACT } from '@/components/supplement/text';
import {
  addRole,
  approveKey,
  createOrganisation,
  join,
  makeSigningKey,
  newMember,
  type Organisation,
} from '../support/people';
import { inspect, newPerson, saved, type Person } from '../support/person';
import { picture } from '../support/screenshots';
import { pathOf, WorkspacePage, type CaseAddress } from '../support/workspace';
import type { Cast } from './cast';
import { day } from './scope';
import { CASE, TITLE } from './writing';

export const HOSPITAL: Organisation = {
  name: 'St Brannoc Hospital',
  slug: 'st-brannoc',
  kind: 'deployer',
};
export const WARDS: CaseAddress = { orgSlug: HOSPITAL.slug, slug: 'ward-documentation' };
export const WARDS_TITLE = 'Ward documentation';
export const INDICATOR = 'Planted-error catch rate';

/** The hospital's people. The medical director decides, and neither wrote nor handled anything. */
export interface Staff {
  safetyOfficer: Person;
  author: Person;
  medicalDirector: Person;
}

export async function assembleHospital(browser: Browser, { owner }: Cast): Promise<Staff> {
  const email = 'helen@st-brannoc.example';
  const link = await createOrganisation(owner, HOSPITAL, email);
  const safetyOfficer = await newPerson(browser, 'Helen Marsh', email);
  await join(safetyOfficer, link, HOSPITAL);
  await addRole(safetyOfficer, HOSPITAL, safetyOfficer, 'officer');
  const author = await newMember(browser, safetyOfficer, HOSPITAL, {
    name: 'Noor Saleh',
    email: 'noor@st-brannoc.example',
    roles: ['author'],
  });
  const medicalDirector = await newMember(browser, safetyOfficer, HOSPITAL, {
    name: 'Owen Pryce',
    email: 'owen@st-brannoc.example',
    roles: ['officer'],
  });
  await makeSigningKey(safetyOfficer, 'Ward key', 'active');
  await makeSigningKey(medicalDirector, 'Director’s key', 'pending');
  await approveKey(safetyOfficer, HOSPITAL.slug, medicalDirector);
  return { safetyOfficer, author, medicalDirector };
}

/** From the public page of the base to a supplement that is pinned to it; nothing is green. */
export async function beginSupplement({ author: { page } }: Staff): Promise<void> {
  await page.goto(`/r/${CASE.orgSlug}/${CASE.slug}/1`);
  await page.getByRole('link', { name: RELEASE.supplements.buildOn }).click();
  await expect(page.getByRole('radio', { name: new RegExp(`^${TITLE}`) })).toBeChecked();
  await page
    .getByLabel(CASES.make.supplementTemplate)
    .selectOption({ label: 'Hospital supplement' });
  await page.getByLabel(CASES.make.name, { exact: true }).fill(WARDS_TITLE);
  await expect(page.getByLabel(CASES.make.slug)).toHaveValue(WARDS.slug);
  await inspect(page, 'new supplement');
  await page.getByRole('button', { name: CASES.make.act }).click();
  await page.waitForURL(`**${pathOf(WARDS)}*`);
  const workspace = new WorkspacePage(page);
  await expect(workspace.row('HS-AG1')).toBeVisible();
  await expect(page.locator('.pinned .st.ok'), 'the base is in force').toHaveCount(1);
  await expect(page.locator('.st.ok:not(.pinned .st)'), 'anything green').toHaveCount(0);
}

const PARAMETERS = {
  hospital: 'St Brannoc Hospital',
  product: 'Larch Scribe',
  wards: 'wards 4, 5 and 9',
  window: 'the half year from its first day',
  limits: 'the limits of the register',
};

export async function describeSetting({ author: { page } }: Staff): Promise<void> {
  await page.goto(pathOf(WARDS, '/scope'));
  const filling = page.getByRole('region', { name: SCOPE.instantiate.head });
  for (const [name, value] of Object.entries(PARAMETERS))
    await filling.getByLabel(`{${name}}`, { exact: true }).fill(value);
  await filling.getByRole('button', { name: SCOPE.instantiate.apply }).click();
  await expect(filling.getByText(SCOPE.instantiate.done)).toBeVisible();
  const part = (head: string) => page.getByRole('region', { name: head });
  await part(SCOPE.decision.head)
    .getByLabel(SCOPE.decision.question)
    .fill('May Larch Scribe be used on wards 4, 5 and 9?');
  const subject = part(SCOPE.subject.head);
  await subject.getByLabel(SCOPE.subject.name, { exact: true }).fill('Larch Scribe');
  await subject.getByLabel(SCOPE.subject.version).fill('3.2');
  await part(SCOPE.setting.head)
    .getByLabel(SCOPE.setting.name, { exact: true })
    .fill('Wards 4, 5 and 9');
  const window = part(SCOPE.window.head);
  await window.getByLabel(SCOPE.window.from).fill(day(-1));
  // Nothing outlives its base, whose window ends two days earlier.
  await window.getByLabel(SCOPE.window.until).fill(day(365));
  await window.getByLabel(SCOPE.window.ends).selectOption('re-argue');
  const outcomes = part(SCOPE.outcomes.head);
  await outcomes.getByRole('button', { name: SCOPE.outcomes.add }).click();
  await outcomes
    .getByLabel(SCOPE.outcomes.text, { exact: true })
    .fill('A patient is harmed by an entry that nobody checked.');
  await outcomes.getByLabel(SCOPE.outcomes.criterion).fill('No more often than without it.');
  const failures = part(SCOPE.failures.head);
  await failures.getByRole('button', { name: SCOPE.failures.add }).click();
  await failures
    .getByLabel(SCOPE.failures.text, { exact: true })
    .fill('A draft takes effect before a clinician signed it.');
  await failures.getByLabel(SCOPE.failures.trigger).fill('Incident report of the ward.');
  await saved(page);
  const workspace = await WorkspacePage.open(page, WARDS);
  await expect(workspace.checks.getByText(/ends after the base’s/)).toBeVisible();
  await page.goto(pathOf(WARDS, '/scope'));
  await page
    .getByRole('region', { name: SCOPE.window.head })
    .getByLabel(SCOPE.window.until)
    .fill(day(180));
  await saved(page);
}

/** A report behind a solution, and an indicator that has to be heard of every day. */
export async function bringLocalEvidence({ author: { page } }: Staff): Promise<void> {
  const workspace = await WorkspacePage.open(page, WARDS, 'HS-Sn1');
  const section = workspace.section(INSPECTOR.evidence.head);
  await section.getByRole('button', { name: INSPECTOR.evidence.add }).click();
  await page.getByRole('button', { name: EVIDENCE.picker.register }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('input[type=file]').setInputFiles({
    name: 'permission-test.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('Permission test of Larch Scribe 3.2: reads charts, writes drafts only.\n'),
  });
  await dialog.getByLabel(EVIDENCE.upload.name, { exact: true }).fill('Permission test');
  await dialog.getByLabel(EVIDENCE.upload.subject).fill('Larch Scribe 3.2');
  await dialog.getByRole('button', { name: EVIDENCE.upload.act }).click();
  await page.getByRole('button', { name: EVIDENCE.upload.use }).click();
  await expect(section.getByRole('link', { name: 'Permission test' })).toBeVisible();

  await workspace.select('HS2b');
  const t = INSPECTOR.indicators;
  const watched = workspace.section(t.head);
  await watched.getByRole('button', { name: t.add }).click();
  const field = (label: string) => watched.getByLabel(label, { exact: true });
  await field(t.title).fill(INDICATOR);
  await field(t.definition).fill('Share of planted errors that a clinician or pharmacist caught.');
  await field(t.source).fill('Pharmacy audit');
  await watched.getByLabel(t.comparator).selectOption('>=');
  await field(t.amber).fill('90');
  await field(t.red).fill('80');
  await field(t.period).fill('1');
  await watched.getByRole('checkbox', { name: t.critical }).check();
  await watched.getByRole('button', { name: t.save, exact: true }).click();
  await expect(watched.getByText(INDICATOR)).toBeVisible();
  await saved(page);
}

/** Every demand of the base is answered, every citation matched or taken back. */
export async function closeContract({ author: { page } }: Staff): Promise<void> {
  await page.goto(pathOf(WARDS, '/contract'));
  const demands = page.getByRole('listbox', { name: CONTRACT.list.head });
  await expect(demands.getByRole('option')).toHaveCount(12);
  const demand = (identifier: string) =>
    demands.getByRole('option', { name: new RegExp(`^${identifier}`) });
  await expect(demand('COU-05')).toHaveAttribute('data-state', 'open');
  await inspect(page, 'contract');
  for (const identifier of ['COU-05', 'COU-10']) {
    await demand(identifier).click();
    await page.getByLabel(CONTRACT.demand.reviewBy).fill(day(400));
    await expect(page.getByText(/the end of (your|the) window/i)).toBeVisible();
    await page.getByLabel(CONTRACT.demand.reviewBy).fill(day(90));
    await expect(demand(identifier)).toHaveAttribute('data-state', 'residual');
  }
  await picture(page, 'contract');
  await demand('COU-08').click();
  await page.getByRole('button', { name: CONTRACT.demand.link }).click();
  const picker = page.getByRole('dialog');
  await picker.getByRole('checkbox', { name: /^HS1b/ }).check();
  await inspect(page, 'contract, claims');
  await picker.getByRole('button', { name: CONTRACT.picker.done }).click();
  await expect(demand('COU-08')).toHaveAttribute('data-state', 'not-applicable');
  // A critical condition is never residual, and the page says so.
  await demand('COU-02').click();
  await expect(page.getByRole('radio', { name: /^Accept residual/ })).toBeDisabled();

  // The base argues by harm control and does not claim what HS-AG2 would inherit.
  const cited = (identifier: string) =>
    page.getByRole('region', { name: new RegExp(`^${identifier}: `) });
  await expect(cited('HS-AG2')).toContainText(CONTRACT.citations.states['not-claimed']);
  await cited('HS-AG2')
    .getByRole('button', { name: CONTRACT.citations.remove('HS-AG2') })
    .click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: CONTRACT.citations.removeAct, exact: true })
    .click();
  await expect(cited('HS-AG2')).toHaveCount(0);
  for (const away of ['HS-AG1', 'HS-AG3']) await matchAll(cited(away), away);
  await saved(page);
  await inspect(page, 'contract, closed');

  await page.goto(pathOf(WARDS, '/contract?view=composite'));
  const drawn = page.locator('.composite');
  await expect(drawn.getByText('HS0', { exact: true }).first()).toBeVisible();
  await inspect(page, 'contract, composite');
  await picture(page, 'composite');
  await page
    .getByRole('group', { name: CONTRACT.composite.views })
    .getByRole('radio', { name: CONTRACT.composite.outline })
    .check();
  const written = page.getByRole('region', { name: CONTRACT.composite.label });
  await expect(written.getByText('HS-AG1').first()).toBeVisible();
  await expect(written.getByText('HC1').first()).toBeVisible();
  await inspect(page, 'contract, composite, outline');
}

async function matchAll(citation: ReturnType<Page['getByRole']>, away: string): Promise<void> {
  const selects = citation.getByRole('combobox', { name: new RegExp(`, for ${away}$`) });
  const count = await selects.count();
  expect(count, `contexts in scope of what ${away} cites`).toBeGreaterThan(4);
  for (let at = 0; at < count; at += 1)
    await selects.nth(at).selectOption({ label: await ownContext(selects.nth(at)) });
  await expect(citation).toContainText(CONTRACT.citations.states.matched);
}

/** The option that is the hospital's setting. */
async function ownContext(select: ReturnType<Page['getByRole']>): Promise<string> {
  const labels = await select.getByRole('option').allTextContents();
  return labels.find((label) => label.startsWith('HS-C2')) ?? 'no such context';
}
