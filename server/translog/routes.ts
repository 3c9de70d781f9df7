import type { ServerResponse } from 'node:http';
import { noteVerifierKey } from '@/core/attest/instanceKey';
import {
  encodeEntryBundle,
  encodeTile,
  parseTilePath,
  TILE_WIDTH,
  type TileAddress,
  tileWidth,
} from '@/core/attest/tiles';
import { AppError, notFound } from '@/server/platform/errors';
import type { RequestContext } from '@/server/platform/requestContext';
import type { Route } from '@/server/http/routes';
import { ownKey } from './ownKey';
import { newestHead, readLeaves, readNodes } from './repo';

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
      const body = Buffer.from(`${noteVerifierKey(ownKey(context))}\n`);
      send(response, 'text/plain; charset=utf-8', 'no-cache', body);
    },
  },
  {
    method: 'GET',
    path: /^\/log\/(?<path>tile\/.{1,60})$/,
    async handle(context, _request, response, { path = '' }) {
      await countReading(context);
      const tile = parseTilePath(path);
      const head = await newestHead(context.db);
      if (!tile || !head || tile.width > tileWidth(tile.level, tile.index, head.size))
        throw notFound('This tile');
      const body = await tileBytes(context, tile);
      // A tile's bytes never change, a partial one's neither: its width is in its name.
      send(response, 'application/octet-stream', 'public, max-age=31536000, immutable', body);
    },
  },
];

function countReading(context: RequestContext): Promise<void> {
  return context.limiter.spend('call', `address:${context.address}`);
}

async function tileBytes(
  context: RequestContext,
  { level, index, width }: TileAddress,
): Promise<Uint8Array> {
  const from = index * TILE_WIDTH;
  if (level === 'entries') {
    const leaves = await readLeaves(context.db, from, from + width);
    return encodeEntryBundle(leaves.map(({ bytes }) => bytes));
  }
  const places = Array.from({ length: width }, (_, at) => ({
    // A tile is eight levels of the tree high.
    level: level * 8,
    index: from + at,
  }));
  return encodeTile(await readNodes(context.db, places));
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
