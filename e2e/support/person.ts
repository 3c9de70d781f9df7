import AxeBuilder from '@axe-core/playwright';
import {
  expect,
  type Browser,
  type BrowserContext,
  type CDPSession,
  type Page,
} from '@playwright/test';

/** One human being in a browser of their own, with an authenticator that holds their passkeys. */
export interface Person {
  name: string;
  email: string;
  password: string;
  context: BrowserContext;
  page: Page;
  authenticator: Authenticator;
  /** Errors that the pages threw or wrote to the console. */
  failures: string[];
}

/** Chromium's virtual authenticator: a real ceremony without a finger. */
export interface Authenticator {
  session: CDPSession;
  id: string;
}

export const PASSWORD = 'a quiet sentence for tests';

/** A person with a browser of their own. `baseURL` for an installation other than the run's. */
export async function newPerson(
  browser: Browser,
  name: string,
  email: string,
  baseURL?: string,
): Promise<Person> {
  const context = await browser.newContext(baseURL ? { baseURL } : {});
  const page = await context.newPage();
  const failures: string[] = [];
  page.on('pageerror', (error) => failures.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') failures.push(`${message.text()} (${message.location().url})`);
  });
  const session = await context.newCDPSession(page);
  await session.send('WebAuthn.enable');
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    name,
    email,
    password: PASSWORD,
    context,
    page,
    authenticator: { session, id: authenticatorId },
    failures,
  };
}

/** Pages looked at by axe in this run, by the name the journey gives them. */
export const inspected = new Set<string>();

/** Fails on anything axe finds on the page as it is now: WCAG 2.2 A and AA and best practice. */
export async function inspect(page: Page, name: string): Promise<void> {
  // A refreshed route streams its title anew, and for a moment the document has none.
  await expect(page).toHaveTitle(/\S/);
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 400)).join('\n')}`,
  );
  expect(found, `axe on ${name}`).toEqual([]);
  inspected.add(name);
}

/** Waits until everything typed on this page is committed. */
export async function saved(page: Page): Promise<void> {
  await expect(page.locator('[data-save-state=saved]')).toBeVisible();
}

/** Presses keys one after another, as a person without a mouse does. */
export async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}
