import { expect, test } from '@playwright/test';
import { TEXT as STATUS } from '@/components/status/text';
import { assemble, enrolKeys, type Cast } from './journey/cast';
import { decide, publish, reinstate, suspend } from './journey/decision';
import { browseEvidence, registerEvidence } from './journey/evidence';
import {
  assembleHospital,
  beginSupplement,
  bringLocalEvidence,
  closeContract,
  describeSetting,
} from './journey/hospital';
import {
  acknowledge,
  expectSupplement,
  passInSilence,
  readSupplement,
  seeOutdated,
  tighten,
} from './journey/moves';
import { readPublicly, readStatus, verify } from './journey/public';
import { monitor, watchClaim } from './journey/monitors';
import { engage, freeze, submit, type Release } from './journey/release';
import { assess, declare, handIn, raise, settle } from './journey/review';
import { decideSupplement, submitSupplement, verifyContract } from './journey/supplement';
import { fillScope, instantiate } from './journey/scope';
import { comment, createCase, undoOwn, writeTogether } from './journey/writing';

const SUSPENDED_BECAUSE = 'The monitor was down for a day.';

/** The second half goes on where the first ended: the same people, the same installation. */
test.describe.configure({ mode: 'serial' });
let cast: Cast;
let release: Release;

test('a lab writes a case, an auditor reviews it, a decision-maker signs it, the public checks it', async ({
  browser,
}, { outputDir }) => {
  const { step } = test;
  cast = await step('set-up, organisations, invitations', () => assemble(browser));
  await step('signing keys', () => enrolKeys(cast));

  await step('a case from the template', () => createCase(cast));
  await step('two authors in one statement', () => writeTogether(cast));
  await step('comments', () => comment(cast));
  await step('undo of own edits only', () => undoOwn(cast));
  await step('instantiation', () => instantiate(cast));
  await step('scope', () => fillScope(cast));
  await step('an evaluation log and a criterion it meets', () => registerEvidence(cast));
  await step('an indicator on a claim', () => watchClaim(cast));
  await step('the evidence room', () => browseEvidence(cast));

  release = await step('freeze of what was previewed', () => freeze(cast));
  await step('engagements', () => engage(cast));
  await step('submission and disclosure, signed', () => submit(cast, release));
  await step('independence and judgements', () => assess(cast, release));
  await step('a finding, sent in one batch', () => raise(cast, release));
  await step('answered by the author, closed by who raised it', () => settle(cast, release));
  await step('the report, signed', () => handIn(cast));
  await step('what is open accepted by name, sign-off', () => decide(cast, release));
  await step('publication', () => publish(cast, release));

  await step('the public page', () => readPublicly(browser, cast, release));
  await step('suspension', () => suspend(cast, release, SUSPENDED_BECAUSE));
  await step('not in force, with the failing term', () => readStatus(browser, SUSPENDED_BECAUSE));
  await step('reinstatement', () => reinstate(cast, release));
  await step('in force again', () => readStatus(browser, null));
  await step('readings, a breach, its answer', () => monitor(browser, cast));
  await step('the bundle, whole and altered', () => verify(browser, outputDir));

  for (const { name, failures } of Object.values(cast))
    expect(failures, `errors on the pages of ${name}`).toEqual([]);
});

test('a hospital builds on the published case, and learns when it moves', async ({ browser }) => {
  const { step } = test;
  const staff = await step('the hospital’s people and keys', () => assembleHospital(browser, cast));
  await step('a supplement, pinned to the release', () => beginSupplement(staff));
  await step('setting, and a window inside the base’s', () => describeSetting(staff));
  await step('local evidence, and an indicator', () => bringLocalEvidence(staff));
  await step('every demand answered, every context matched', () => closeContract(staff));
  const supplement = await step('freeze and submission', () => submitSupplement(staff, cast));
  await step('the contract, verified', () => verifyContract(cast, supplement));
  await step('the decision, and publication', () => decideSupplement(staff, supplement));
  await step('in force, with its label', () => readSupplement(browser));

  await step('the base is suspended', () => suspend(cast, release, SUSPENDED_BECAUSE));
  await step('on hold', () => expectSupplement(browser, STATUS.inForce.onHold, ['base']));
  await step('acknowledged', () => acknowledge(staff, /suspended/, 'The wards write by hand.'));
  await step('the base is reinstated', () => reinstate(cast, release));
  await step('restored', () => expectSupplement(browser, STATUS.inForce.yesToday, []));

  await step('the base tightens a condition', () => tighten(cast));
  const second = await step('its second release, frozen', () => freeze(cast));
  await step('submitted', () => submit(cast, second));
  // No claim changed, so there is none to judge again.
  await step('reviewed', () => declare(cast, second));
  await step('reported', () => handIn(cast));
  await step('decided', () => decide(cast, second));
  await step('published', () => publish(cast, second));
  await step('one clause outdated', () => seeOutdated(browser, staff, supplement));

  for (const { name, failures } of [...Object.values(cast), ...Object.values(staff)])
    expect(failures, `errors on the pages of ${name}`).toEqual([]);
  // Three days on, everybody is signed out: pages left open say so whenever they next ask.
  await step('silence', () => passInSilence(browser));
});
