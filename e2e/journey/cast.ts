import type { Browser } from '@playwright/test';
import {
  addRole,
  approveKey,
  createOrganisation,
  join,
  makeSigningKey,
  newMember,
  setUp,
  type Organisation,
} from '../support/people';
import { inspect, newPerson, type Person } from '../support/person';

export const LAB: Organisation = { name: 'Meridian Labs', slug: 'meridian', kind: 'lab' };
export const AUDITOR: Organisation = { name: 'Argus Assurance', slug: 'argus', kind: 'auditor' };
export const OFFICE: Organisation = {
  name: 'Office for Frontier Systems',
  slug: 'ofs',
  kind: 'regulator',
};

/** Everybody of the journey, each in a browser of their own. */
export interface Cast {
  owner: Person;
  authorA: Person;
  authorB: Person;
  officer: Person;
  auditor: Person;
  decider: Person;
}

/** Sets the installation up and brings everybody in: three organisations, six people. */
export async function assemble(browser: Browser): Promise<Cast> {
  const link = process.env.CASEWRIGHT_SETUP_LINK ?? '';
  const owner = await newPerson(browser, 'Ines Weber', 'ines@meridian.example');
  await owner.page.goto(link);
  await inspect(owner.page, 'set-up');
  await setUp(owner, link, LAB);

  const member = (name: string, email: string, roles: ('author' | 'officer')[]) =>
    newMember(browser, owner, LAB, { name, email, roles });
  const authorA = await member('Amara Okafor', 'amara@meridian.example', ['author']);
  const authorB = await member('Tomás Rey', 'tomas@meridian.example', ['author']);
  const officer = await member('Priya Nair', 'priya@meridian.example', ['officer']);

  const auditor = await outsider(browser, owner, AUDITOR, 'Lena Vogt', 'lena@argus.example');
  await addRole(auditor, AUDITOR, auditor, 'reviewer');
  await inspect(owner.page, 'organisations');
  const decider = await outsider(browser, owner, OFFICE, 'Jonas Hale', 'jonas@ofs.example');
  await addRole(decider, OFFICE, decider, 'approver');
  return { owner, authorA, authorB, officer, auditor, decider };
}

async function outsider(
  browser: Browser,
  administrator: Person,
  org: Organisation,
  name: string,
  email: string,
): Promise<Person> {
  const link = await createOrganisation(administrator, org, email);
  const person = await newPerson(browser, name, email);
  await person.page.goto(link);
  await inspect(person.page, 'invitation');
  await join(person, link, org);
  return person;
}

/** Founding keys of each organisation's owner, and the officer's, for whom the owner vouches. */
export async function enrolKeys(cast: Cast): Promise<void> {
  const { owner, officer, auditor, decider } = cast;
  await makeSigningKey(owner, 'Security key, grey', 'active');
  await inspect(owner.page, 'signing keys');
  await makeSigningKey(auditor, 'Argus key 1', 'active');
  await makeSigningKey(decider, 'Office key', 'active');
  await makeSigningKey(officer, 'Security key, blue', 'pending');
  await approveKey(owner, LAB.slug, officer);
  await inspect(owner.page, 'organisation');
  await officer.page.goto('/account');
  await inspect(officer.page, 'account');
}
