import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { newId } from '@/core/argument/ids';
import { utf8 } from '@/core/snapshot/bytes';
import { sha256Hex } from '@/core/snapshot/hash';
import { chainAuditEvents } from '@/server/audit/chain';
import type { ArchiveIndex } from '@/server/installation/archiveIndex';
import { backUp } from '@/server/installation/backup';
import type { Installation } from '@/server/installation/installation';
import { restore } from '@/server/installation/restore';
import { verifyInstallation } from '@/server/installation/verify/verify';
import { readEnvironment, type Environment } from '@/server/platform/env';
import { createEmptyDatabase } from './database';
import { ReleaseStory } from './releaseStory';
import { World } from './world';

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

/** Received, and not yet examined. */
export const WAITING = utf8('waits to be examined');

/** A world with a published release that was suspended, edits after it, and an upload that waits. */
export interface SavedWorld {
  world: World;
  places: Places;
  /** The backup of all of it, and its index. */
  file: string;
  index: ArchiveIndex;
  /** Restored from it, into a database that nobody is connected to. */
  restored: Installation;
  close(): Promise<void>;
}

export async function savedWorld(): Promise<SavedWorld> {
  const world = await World.open();
  const places = await Places.open();
  const story = await ReleaseStory.open(world);
  const { releaseId } = await story.publish();
  await story.officer.sign('release.suspend', { releaseId, reason: 'A reading was wrong.' });
  await story.edit((doc) => doc.getMap('facts').set('note', 'after the release'));
  await receiveUpload(story);
  await settleWorld(world);
  const file = places.file('whole.casewright-backup');
  const now = new Date('2027-03-02T00:00:00Z');
  const index = await backUp(installationOf(world), file, { passphrase: undefined, now });
  const empty = await createEmptyDatabase();
  const { installation: restored } = await restore(places.next(empty.url), file);
  return {
    world,
    places,
    file,
    index,
    restored,
    async close() {
      await empty.drop();
      await world.close();
      await places.close();
    },
  };
}

/** An upload that was acknowledged and whose job nobody has done. */
async function receiveUpload({ world, artefactId, author }: ReleaseStory): Promise<void> {
  const key = newId();
  await world.deps.blobs.stage(key, Readable.from([WAITING]), 1_000);
  await world.db.evidenceVersion.create({
    data: {
      id: newId(),
      artifactId: artefactId,
      number: 2,
      state: 'scanning',
      fileName: 'waits.txt',
      size: BigInt(WAITING.length),
      sha256: sha256Hex(WAITING),
      stagingKey: key,
      uploadedBy: author.id,
    },
  });
}

/** What a verification finds wrong, line by line. */
export async function wrongIn(
  installation: Installation,
  known: string | null = null,
): Promise<string[]> {
  const { lines } = await verifyInstallation(installation, known);
  return lines
    .filter(({ result }) => result === 'false')
    .map(({ check, detail }) => `${check}: ${detail}`);
}

export function flipped(bytes: Uint8Array, at: number): Buffer {
  const changed = Buffer.from(bytes);
  changed[at] = (changed[at] ?? 0) ^ 1;
  return changed;
}

/** Where the store keeps a file of evidence. */
export function blobFile(root: string, sha256: string): string {
  return join(root, 'sha256', sha256.slice(0, 2), sha256.slice(2, 4), sha256);
}
