import { startInstallation } from './server';

/**
 * Starts Casewright as a user does, with `npm start`, and hands its set-up link to the tests
 * through CASEWRIGHT_SETUP_LINK. Returns the function that ends it.
 */
export default async function startServer(): Promise<() => Promise<void>> {
  const installation = await startInstallation(Number(process.env.E2E_PORT ?? '3900'));
  process.env.CASEWRIGHT_SETUP_LINK = installation.setupLink;
  return () => installation.stop();
}
