import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import type { Database } from '@/server/platform/database';
import { until } from '@/server/test/collab';
import { Typist, type Desk } from '@/server/test/faults/typist';
import { Random } from '@/server/test/random';
import { startChild } from '../collab/harness';

/**
 * The same trial against stock Hocuspocus: people type, the process is killed and the pages vanish
 * in the same moment; what of that which the provider called synchronised is in the database?
 */
export async function runHocuspocusTrial(
  database: Database,
  seed: number,
): Promise<{ acknowledged: number; lost: number; doubled: number }> {
  const random = new Random(seed);
  await database.pool.query(
    'CREATE TABLE IF NOT EXISTS peer_document (name text PRIMARY KEY, data bytea NOT NULL)',
  );
  const name = `document-${seed}-${Date.now()}`;
  const child = await startChild('bench/peers/hocuspocusServer.ts', [database.url]);
  const pages = Array.from({ length: 2 + random.below(2) }, () => open(child.port, name));
  await until(() => pages.every(({ isSynced }) => isSynced), 20_000);
  const typists = pages.map((page, place) => new Typist(place, deskOf(page), random));
  for (const typist of typists) typist.start();
  await new Promise((resolve) => setTimeout(resolve, random.between(1_000, 14_000)));
  const ended = child.kill();
  for (const typist of typists) {
    typist.stop();
    typist.desk.leave();
  }
  await ended;
  const { rows } = await database.pool.query<{ data: Buffer }>(
    'SELECT data FROM peer_document WHERE name = $1',
    [name],
  );
  const stored = new Y.Doc();
  if (rows[0]) Y.applyUpdate(stored, rows[0].data);
  const text = stored.getText('text').toJSON();
  const sum = (of: (typist: Typist) => number): number =>
    typists.reduce((all, typist) => all + of(typist), 0);
  return {
    acknowledged: sum((typist) => typist.shownSaved),
    lost: sum((typist) => typist.lostFrom(text)),
    doubled: sum((typist) => typist.doubledIn(text)),
  };
}

function open(port: number, name: string): HocuspocusProvider {
  const websocketProvider = new HocuspocusProviderWebsocket({
    url: `ws://127.0.0.1:${port}`,
    WebSocketPolyfill: WebSocket,
  });
  const provider = new HocuspocusProvider({ websocketProvider, name, document: new Y.Doc() });
  provider.attach();
  return provider;
}

function deskOf(provider: HocuspocusProvider): Desk {
  return {
    text: () => provider.document.getText('text'),
    isSaved: () => !provider.hasUnsyncedChanges,
    onSaved: (listener) => void provider.on('unsyncedChanges', listener),
    leave: () => {
      provider.configuration.websocketProvider.destroy();
      provider.destroy();
    },
  };
}
