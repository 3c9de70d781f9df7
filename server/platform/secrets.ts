import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Environment } from './env';

export interface Secrets {
  /** Protects sessions. */
  authSecret: string;
  /** Ed25519 seed of the instance, 64 hex digits: counter-signatures and log checkpoints. */
  signingKey: string;
}

/** Files that keep them in DATA_DIR, where the environment does not give them. */
export const SECRET_FILES = { authSecret: 'auth.secret', signingKey: 'signing.key' } as const;

/** Secrets are given by the environment, or made once and kept in DATA_DIR; there is no default. */
export async function loadSecrets(env: Environment): Promise<Secrets> {
  return {
    authSecret: env.authSecret ?? (await keep(join(env.dataDir, SECRET_FILES.authSecret))),
    signingKey: env.signingKey ?? (await keep(join(env.dataDir, SECRET_FILES.signingKey))),
  };
}

/**
 * The secrets of an installation that exists; makes none.
 *
 * @throws Error when the environment does not give one and its file is not there
 */
export async function readSecrets(env: Environment): Promise<Secrets> {
  return {
    authSecret:
      env.authSecret ?? (await readFile(join(env.dataDir, SECRET_FILES.authSecret), 'utf8')),
    signingKey:
      env.signingKey ?? (await readFile(join(env.dataDir, SECRET_FILES.signingKey), 'utf8')),
  };
}

async function keep(file: string): Promise<string> {
  try {
    await writeFile(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return readFile(file, 'utf8');
}
