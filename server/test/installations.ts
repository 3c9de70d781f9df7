import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chainAuditEvents } from '@/server/audit/chain';
import type { Installation } from '@/server/installation/installation';
import { readEnvironment, type Environment } from '@/server/platform/env';
import type { World } from './world';

/** A world as the commands for installations see it. */
export function installationOf(world: World): Installation {
  const { database, blobs, secrets, env } = world.deps;
  return {
    databaseUrl: database.url,
    blobs,
    secrets,
    publicUrl: env.publicUrl,
    close: async () => undefined,
  };
}

/** Chains what waits to be chained, so that an untouched world has nothing open. */
export async function settleWorld(world: World): Promise<void> {
  while ((await chainAuditEvents(world.deps.database)) > 0);
}

/** A folder of its own for one test file, and environments of places in it. */
export class Places {
  private count = 0;

  private constructor(readonly folder: string) {}

  static async open(): Promise<Places> {
    return new Places(await mkdtemp(join(tmpdir(), 'casewright-places-')));
  }

  /** A place where nothing is, with an embedded database or with this one. */
  next(databaseUrl?: string, more: Record<string, string> = {}): Environment {
    this.count += 1;
    const given = {
      NODE_ENV: 'test' as const,
      DATA_DIR: join(this.folder, `place-${this.count}`),
      DATABASE_URL: databaseUrl,
      LOG_LEVEL: 'silent',
      ...more,
    };
    return readEnvironment(given, 'optional');
  }

  file(name: string): string {
    return join(this.folder, name);
  }

  close(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}
