import type { ServerResponse } from 'node:http';
import { concatBytes } from '@/core/snapshot/bytes';
import { AppError, notFound } from '@/server/platform/errors';
import type { RequestContext } from '@/server/platform/requestContext';
import type { Route } from '@/server/http/routes';
import { instanceKey, verifierKey } from './note';
import { newestHead, readLeaves, readNodes } from './repo';
import { parseTile, TILE_PATH, TILE_WIDTH, tileIsCovered, treeLevel, type Tile } from './tilePath';

/** The log for everybody: static content that any cache or mirror may keep. */
export const LOG_ROUTES: Route[] = [
  {
    method: 'GET',
    path: /^\/log\/checkpoint$/,
    async handle(context, _request, response) {
      await countReading(context);
      const head = await newestHead(context.db);
      if (!head) throw new AppError('unavailable', 'The log has signed no head yet.');
      send(response, 'text/plain; charset=utf-8', 'no-cache', Buffer.from(head.note));
    },
  },
  {
    method: 'GET',
    path: /^\/log\/key$/,
    async handle(context, _request, response) {
      await countReading(context);
      const key = instanceKey(context.env.publicUrl, context.secrets.signingKey);
      const body = Buffer.from(`${verifierKey(key)}\n`);
      send(response, 'text/plain; charset=utf-8', 'no-cache', body);
    },
  },
  {
    method: 'GET',
    path: TILE_PATH,
    async handle(context, _request, response, groups) {
      await countReading(context);
      const tile = parseTile(groups);
      const head = await newestHead(context.db);
      if (!tile || !head || !tileIsCovered(tile, head.size)) throw notFound('This tile');
      const body =
        tile.level === 'entries'
          ? await entries(context, tile)
          : await hashes(context, tile.index, tile.level, tile.width);
      // A tile's bytes never change, a partial one's neither: its width is in its name.
      send(response, 'application/octet-stream', 'public, max-age=31536000, immutable', body);
    },
  },
];

function countReading(context: RequestContext): Promise<void> {
  return context.limiter.spend('call', `address:${context.address}`);
}

async function hashes(
  context: RequestContext,
  tile: number,
  tileLevel: number,
  width: number,
): Promise<Uint8Array> {
  const level = treeLevel(tileLevel);
  const places = Array.from({ length: width }, (_, at) => ({
    level,
    index: tile * TILE_WIDTH + at,
  }));
  return concatBytes(...(await readNodes(context.db, places)));
}

/** Entries one after the other, each behind its length as two bytes, big-endian. */
async function entries(context: RequestContext, tile: Tile): Promise<Uint8Array> {
  const from = tile.index * TILE_WIDTH;
  const leaves = await readLeaves(context.db, from, from + tile.width);
  return concatBytes(
    ...leaves.flatMap(({ bytes }) => [
      Uint8Array.of(bytes.length >> 8, bytes.length & 0xff),
      bytes,
    ]),
  );
}

function send(response: ServerResponse, type: string, caching: string, body: Uint8Array): void {
  response.writeHead(200, {
    'content-type': type,
    'content-length': body.byteLength,
    'cache-control': caching,
    'x-content-type-options': 'nosniff',
    'access-control-allow-origin': '*',
  });
  response.end(body);
}
