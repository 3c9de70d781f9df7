import { expect, type Browser, type Page } from '@playwright/test';
import { TEXT as ORGS } from '@/components/orgs/text';
import { TEXT as PEOPLE } from '@/components/people/text';
import { TEXT as SIGNING } from '@/components/signing/text';
import type { OrgKind, OrgRole } from '@/core/policy/actor';
import { newPerson, type Person } from './person';

/** An organisation of the journey. */
export interface Organisation {
  name: string;
  slug: string;
  kind: OrgKind;
}

/** The page by which every other page of a person starts. */
const HOME = /\/inbox$/;

/** Makes the first person and the first organisation through the one-time link. */
export async function setUp(person: Person, link: string, org: Organisation): Promise<void> {
  const { page } = person;
  await page.goto(link);
  await fillPerson(page, person);
  await page.getByLabel(PEOPLE.email).fill(person.email);
  await fillOrganisation(page, org);
  await page.getByRole('button', { name: PEOPLE.setup.act }).click();
  await page.waitForURL(HOME);
}

async function fillPerson(page: Page, person: Person): Promise<void> {
  await page.getByLabel(PEOPLE.name, { exact: true }).fill(person.name);
  await page.getByLabel(PEOPLE.password, { exact: true }).fill(person.password);
}

async function fillOrganisation(page: Page, org: Organisation): Promise<void> {
  await page.getByLabel(PEOPLE.setup.organisationName, { exact: true }).fill(org.name);
  await page.getByLabel(PEOPLE.setup.slug).fill(org.slug);
  await page.getByLabel(PEOPLE.setup.kind).selectOption(org.kind);
}

export async function signIn(person: Person): Promise<void> {
  const { page } = person;
  await page.goto('/sign-in');
  await page.getByLabel(PEOPLE.email).fill(person.email);
  await page.getByLabel(PEOPLE.password, { exact: true }).fill(person.password);
  await page.getByRole('button', { name: PEOPLE.signIn.act, exact: true }).click();
  await page.waitForURL(HOME);
}

/** @returns the link that makes its owner, shown once. */
export async function createOrganisation(
  administrator: Person,
  org: Organisation,
  ownerEmail: string,
): Promise<string> {
  const { page } = administrator;
  await page.goto('/orgs');
  await page.getByRole('button', { name: ORGS.all.create }).click();
  const dialog = page.getByRole('dialog');
  await fillOrganisation(page, org);
  await dialog.getByLabel(ORGS.all.ownerEmail).fill(ownerEmail);
  await dialog.getByRole('button', { name: ORGS.all.act }).click();
  return linkIn(page);
}

/** @returns the invitation's link, shown once. */
export async function invite(
  administrator: Person,
  orgSlug: string,
  email: string,
  roles: OrgRole[],
): Promise<string> {
  const { page } = administrator;
  await page.goto(`/orgs/${orgSlug}`);
  await page.getByRole('button', { name: ORGS.invite }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(ORGS.email).fill(email);
  for (const role of ['author', ...roles.filter((each) => each !== 'author')] as const)
    await dialog
      .getByRole('checkbox', { name: PEOPLE.roles[role].words })
      .setChecked(roles.includes(role));
  await dialog.getByRole('button', { name: ORGS.makeLink }).click();
  return linkIn(page);
}

async function linkIn(page: Page): Promise<string> {
  const field = page.getByLabel(ORGS.link, { exact: true });
  await expect(field).toHaveValue(/\/invitation\//);
  const link = await field.inputValue();
  await page.getByRole('button', { name: ORGS.done }).click();
  return link;
}

/** A new person follows an invitation. */
export async function join(person: Person, link: string, org: Organisation): Promise<void> {
  const { page } = person;
  await page.goto(link);
  await fillPerson(page, person);
  await page.getByRole('button', { name: PEOPLE.invitation.act(org.name) }).click();
  await page.waitForURL(`**/orgs/${org.slug}`);
}

/** Gives a member one more role; an owner may do so for themselves. */
export async function addRole(
  administrator: Person,
  org: Organisation,
  member: Person,
  role: OrgRole,
): Promise<void> {
  const { page } = administrator;
  await page.goto(`/orgs/${org.slug}`);
  await page.getByRole('button', { name: ORGS.changeRolesOf(member.name) }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('checkbox', { name: PEOPLE.roles[role].words }).check();
  await dialog.getByRole('button', { name: ORGS.saveRoles }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('row').filter({ hasText: member.name }).first()).toContainText(
    PEOPLE.roles[role].words,
  );
}

/** A colleague, invited and joined. */
export async function newMember(
  browser: Browser,
  administrator: Person,
  org: Organisation,
  who: { name: string; email: string; roles: OrgRole[] },
  baseURL?: string,
): Promise<Person> {
  const link = await invite(administrator, org.slug, who.email, who.roles);
  const person = await newPerson(browser, who.name, who.email, baseURL);
  await join(person, link, org);
  return person;
}

/** Makes a signing key; its authenticator signs the enrolment. */
export async function makeSigningKey(
  person: Person,
  name: string,
  state: 'active' | 'pending',
): Promise<void> {
  const { page } = person;
  await page.goto('/account/keys');
  await page.getByRole('button', { name: SIGNING.keys.make }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(SIGNING.keys.name, { exact: true }).fill(name);
  await dialog.getByRole('button', { name: SIGNING.keys.make }).click();
  await sign(page);
  await expect(
    page.getByText(state === 'active' ? SIGNING.keys.enrolledNow : SIGNING.keys.enrolledPending),
  ).toBeVisible();
}

/** An administrator vouches, with their own key, for a colleague's. */
export async function approveKey(
  administrator: Person,
  orgSlug: string,
  holder: Person,
): Promise<void> {
  const { page } = administrator;
  await page.goto(`/orgs/${orgSlug}`);
  await page.getByRole('button', { name: SIGNING.approvals.approveTitle(holder.name) }).click();
  await sign(page);
  await expect(page.getByText(SIGNING.keys.approvedBy(administrator.name))).toBeVisible();
}

/** The last step of every signed act: the statement is read, the passkey asked, the act recorded. */
export async function sign(page: Page): Promise<void> {
  const statement = page.getByRole('region', { name: SIGNING.panel.signs });
  await expect(statement).toBeVisible();
  await page.getByRole('button', { name: SIGNING.panel.sign }).click();
  await expect(statement).toBeHidden();
}
