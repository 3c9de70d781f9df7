import { expect, test, type Page } from '@playwright/test';
import { TEXT as MAIL } from '@/components/mail/text';
import { openMailServer, type TestMailServer } from '@/server/test/mailServer';
import { portBeside } from './support/colleagues';
import { createOrganisation, newMember, setUp, type Organisation } from './support/people';
import { inspect, newPerson, type Person } from './support/person';
import { startInstallation, type Installation } from './support/server';

const LAB: Organisation = { name: 'Meridian Labs', slug: 'meridian', kind: 'lab' };
const AUDITOR: Organisation = { name: 'Harbour <Audit>', slug: 'harbour', kind: 'auditor' };
const INVITATION = MAIL.kinds.invitation.reason;

let server: TestMailServer | undefined;
let installation: Installation | undefined;
let owner: Person | undefined;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(360_000);
  server = await openMailServer();
  const SMTP_URL = `smtp://127.0.0.1:${server.port}`;
  installation = await startInstallation(portBeside(3), true, { SMTP_URL });
  owner = await newPerson(browser, 'Ines Weber', 'ines@meridian.example', installation.url);
  await setUp(owner, installation.setupLink, LAB);
});

test.afterAll(async () => {
  await owner?.context.close();
  await installation?.stop();
  await server?.close();
});

test('what waits comes by e-mail, and its link stops it without scripts, after a question', async ({
  browser,
}) => {
  if (!server || !installation || !owner) throw new Error('The installation did not start.');
  const { received } = server;
  const baseURL = installation.url;
  const who = { name: 'Amara Okafor', email: 'amara@meridian.example', roles: ['author' as const] };
  const member = await newMember(browser, owner, LAB, who, baseURL);

  await test.step('a message within the minute', async () => {
    await createOrganisation(owner as Person, AUDITOR, who.email);
    await expect.poll(() => received.length, { timeout: 120_000 }).toBe(1);
    expect(received[0]?.envelopeTo).toEqual([who.email]);
    expect(received[0]?.subject).toBe(`${INVITATION}: ${AUDITOR.name}`);
  });

  const [link = ''] = /http:\S+\/unsubscribe\/\S+/.exec(received[0]?.text ?? '') ?? [];
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();

  await test.step('its link asks first', async () => {
    for (const _ of ['by a scanner', 'by the person']) await page.goto(link);
    await expect(page.getByRole('heading', { name: MAIL.stopTitle })).toBeVisible();
    await expect(page.getByRole('listitem')).toHaveText([INVITATION]);
    await page.getByRole('button', { name: MAIL.stop }).click();
    await expect(page.getByRole('heading', { name: MAIL.offTitle })).toBeVisible();
  });

  await test.step('the account’s page says so, and switches', async () => {
    const { page: own } = member;
    await own.goto('/account#e-mail');
    const choice = own.getByRole('checkbox', { name: INVITATION });
    await expect(choice).not.toBeChecked();
    await expect(own.getByText(MAIL.sends(who.email))).toBeVisible();
    await inspect(own, 'account');
    await kept(own, () => choice.check());
    await page.reload();
    await expect(page.getByRole('heading', { name: MAIL.stopTitle })).toBeVisible();
    await kept(own, () => choice.uncheck());
  });

  await test.step('the link is also the way back', async () => {
    await page.reload();
    await page.getByRole('button', { name: MAIL.on }).click();
    await expect(page.getByRole('heading', { name: MAIL.stopTitle })).toBeVisible();
    await member.page.reload();
    await expect(member.page.getByRole('checkbox', { name: INVITATION })).toBeChecked();
  });

  await test.step('a link that was cut is refused', async () => {
    await page.goto(link.slice(0, -2));
    await expect(page.getByRole('heading', { name: MAIL.brokenTitle })).toBeVisible();
  });

  await context.close();
  await member.context.close();
  expect(member.failures).toEqual([]);
});

/** The tick shows at once; what the link shows follows when the server has it. */
async function kept(page: Page, act: () => Promise<void>): Promise<void> {
  const answer = page.waitForResponse((response) => response.url().includes('mail.choose'));
  await act();
  await answer;
}
