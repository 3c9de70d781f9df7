import { expect, test } from '@playwright/test';
import { assemble, enrolKeys } from './journey/cast';
import { decide, publish, reinstate, suspend } from './journey/decision';
import { browseEvidence, registerEvidence } from './journey/evidence';
import { readPublicly, readStatus, verify } from './journey/public';
import { monitor, watchClaim } from './journey/monitors';
import { engage, freeze, submit } from './journey/release';
import { assess, handIn, raise, settle } from './journey/review';
import { fillScope, instantiate } from './journey/scope';
import { comment, createCase, undoOwn, writeTogether } from './journey/writing';

const SUSPENDED_BECAUSE = 'The monitor was down for a day.';

test('a lab writes a case, an auditor reviews it, a decision-maker signs it, the public checks it', async ({
  browser,
}, { outputDir }) => {
  const { step } = test;
  const cast = await step('set-up, organisations, invitations', () => assemble(browser));
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

  const release = await step('freeze of what was previewed', () => freeze(cast));
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
