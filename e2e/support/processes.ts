import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@/server/platform/embeddedPostgres';
import { openFrontDoor } from './frontDoor';
import { startInstallation, type Installation } from './server';

/** One installation of several processes behind one address. */
export interface Processes extends Pick<Installation, 'url' | 'setupLink' | 'stop'> {
  /** Those that serve sockets. */
  sockets: readonly Installation[];
}

/** A database, pages, twice sockets, and jobs, each a process; `port` and the four after it. */
export async function startProcesses(port: number): Promise<Processes> {
  const folder = await mkdtemp(join(tmpdir(), 'casewright-e2e-'));
  const database = await startEmbeddedPostgres({ directory: join(folder, 'pg'), durable: true });
  const url = `http://localhost:${port}`;
  const started: Installation[] = [];
  const start = async (role: string): Promise<Installation> => {
    const one = await startInstallation(port + 1 + started.length, true, {
      ROLE: role,
      DATABASE_URL: database.url,
      PUBLIC_URL: url,
      BLOB_STORE: join(folder, 'blobs'),
      AUTH_SECRET: 'a'.repeat(64),
      SIGNING_KEY: 'b'.repeat(64),
    });
    started.push(one);
    return one;
  };
  const pages = await start('web');
  const sockets = [await start('collab'), await start('collab')];
  await start('jobs');
  const door = await openFrontDoor(port, {
    pages: pages.port,
    sockets: sockets.map((one) => one.port),
  });
  return {
    url,
    setupLink: pages.setupLink,
    sockets,
    async stop() {
      await door.close();
      for (const one of started) await one.stop();
      await database.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
