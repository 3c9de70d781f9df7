import type { Dependencies } from '@/server/platform/dependencies';
import type { Environment } from '@/server/platform/env';
import { exampleLinks } from './links';
import { makeExample } from './make';

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]', '::1']);

/**
 * Whether the worked example belongs here: links that sign somebody in are printed, so only where
 * the database is the embedded one and nobody comes in from another machine.
 */
export function isAtHome(env: Pick<Environment, 'databaseUrl' | 'host' | 'publicUrl'>): boolean {
  const { hostname } = new URL(env.publicUrl);
  return env.databaseUrl === undefined && LOOPBACK.has(env.host) && LOOPBACK.has(hostname);
}

/** Makes the worked example where it is wanted. @returns what the start has to say of it */
export async function prepareExample(deps: Dependencies): Promise<string[]> {
  const { example } = deps.env;
  if (example === 'no' || !isAtHome(deps.env)) return [];
  const made = await makeExample(deps);
  return made || example === 'links' ? exampleLinks(deps) : [];
}
