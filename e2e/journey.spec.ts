import { test } from '@playwright/test';
import { assemble, enrolKeys } from './journey/cast';
import { comment, createCase, undoOwn, writeTogether } from './journey/writing';

test('a lab writes a case, an auditor reviews it, a decision-maker signs it, the public checks it', async ({
  browser,
}) => {
  const cast = await test.step('set-up, organisations, invitations', () => assemble(browser));
  const { authorA, authorB } = cast;
  await test.step('signing keys', () => enrolKeys(cast));
  await test.step('a case from the template', () => createCase(authorA));
  await test.step('two authors in one statement', () => writeTogether(authorA, authorB));
  await test.step('comments', () => comment(authorA, authorB));
  await test.step('undo of own edits only', () => undoOwn(authorA, authorB));
});
