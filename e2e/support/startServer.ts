import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startInstallation } from './server';

/**
 * Starts Casewright as a user does, with `npm start`, and hands its set-up link to the tests
 * through CASEWRIGHT_SETUP_LINK, and through CASEWRIGHT_CLOCK_FILE what moves its clock. Returns the function that ends it.
 */
export default async function startServer(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'casewright-clock-'));
  const clock = join(folder, 'clock');
  const port = Number(process.env.E2E_PORT ?? '3900');
  const installation = await startInstallation(port, false, { CLOCK_FILE: clock });
  process.env.CASEWRIGHT_CLOCK_FILE = clock;
  process.env.CASEWRIGHT_SETUP_LINK = installation.setupLink;
  return async () => {
    await installation.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
