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

/** Secrets are given by the environment, or made once and kept in DATA_DIR; there is no default. */
export async function loadSecrets(env: Environment): Promise<Secrets> {
  return {
    authSecret: env.authSecret ?? (await keep(join(env.dataDir, 'auth.secret'))),
    signingKey: env.signingKey ?? (await keep(join(env.dataDir, 'signing.key'))),
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
