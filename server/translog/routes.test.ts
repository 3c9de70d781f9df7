import { afterAll, beforeAll, expect, it } from 'vitest';
import { inTransaction } from '@/server/platform/database';
import { leafHash, NO_SALT, sha256Hex } from '@/core/snapshot/hash';
import { utf8 } from '@/core/snapshot/bytes';
import { merkleRoot } from '@/core/attest/merkle';
import { serveWorld, type TestServer } from '@/server/test/httpServer';
import { World } from '@/server/test/world';
import { append } from './append';
import { signNewestHead } from './checkpoint';

let world: World;
let server: TestServer;
const SIZE = 300;

beforeAll(async () => {
  world = await World.open();
  server = await serveWorld(world);
  await inTransaction(world.db, async (tx) => {
    for (let at = 0; at < SIZE; at += 1) await append(tx, sha256Hex(utf8(`statement ${at}`)), null);
  });
});
afterAll(async () => {
  await server.close();
  await world.close();
});

const read = (path: string) => server.fetch(null, path);

it('serves nothing that is not signed', async () => {
  expect((await read('/log/checkpoint')).status).toBe(503);
  expect((await read('/log/tile/0/000')).status).toBe(404);
  await signNewestHead(world.deps);
  expect((await read('/log/tile/0/000')).status).toBe(200);
  expect((await read('/log/tile/0/001.p/45')).status).toBe(404);
});

it('lets a visitor rebuild the signed root from the entries, and find the hashes in the tiles', async () => {
  const note = await (await read('/log/checkpoint')).text();
  const [origin, size, root] = note.split('\n');
  expect(origin).toBe('localhost:3000');
  expect(size).toBe(String(SIZE));
  const leaves: Uint8Array[] = [];
  for (const path of ['/log/tile/entries/000', '/log/tile/entries/001.p/44']) {
    const bytes = new Uint8Array(await (await read(path)).arrayBuffer());
    for (let at = 0; at < bytes.length;) {
      const length = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
      leaves.push(leafHash(NO_SALT, bytes.slice(at + 2, at + 2 + length)));
      at += 2 + length;
    }
  }
  expect(Buffer.from(merkleRoot(leaves)).toString('base64')).toBe(root);
  const hashes = Buffer.from(await (await read('/log/tile/0/001.p/44')).arrayBuffer());
  expect(hashes).toEqual(Buffer.concat(leaves.slice(256)));
  const above = Buffer.from(await (await read('/log/tile/1/000.p/1')).arrayBuffer());
  expect(above).toEqual(Buffer.from(merkleRoot(leaves.slice(0, 256))));
});

it('says which key signs', async () => {
  const key = (await (await read('/log/key')).text()).trim();
  expect(key).toMatch(/^localhost:3000\+[0-9a-f]{8}\+A[A-Za-z0-9+/]+=*$/);
});
