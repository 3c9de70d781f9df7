import { pipeline } from 'node:stream/promises';
import type { Route } from '@/server/http/routes';
import { sendJson } from '@/server/http/respond';
import { AppError } from '@/server/platform/errors';
import { openBytes } from './download';
import { LARGEST_FILE } from '@/core/evidence/largestFile';
import { receiveBytes } from './upload';

const PATH = /^\/api\/evidence\/(?<versionId>[0-9a-f]{32})\/bytes$/;

export const EVIDENCE_ROUTES: Route[] = [
  {
    method: 'PUT',
    path: PATH,
    async handle(context, request, response, { versionId = '' }) {
      // A refused body is not read to its end: the connection can't be used again.
      response.setHeader('connection', 'close');
      const announced = Number(request.headers['content-length'] ?? 0);
      if (announced > LARGEST_FILE)
        throw new AppError('too-large', `A file may have at most ${LARGEST_FILE / 1024 ** 3} GB.`);
      sendJson(response, 200, await receiveBytes(context, versionId, request));
    },
  },
  {
    method: 'GET',
    path: PATH,
    async handle(context, _request, response, { versionId = '' }) {
      const opened = await openBytes(context, versionId);
      response.writeHead(200, {
        'content-type': opened.mediaType,
        'content-length': opened.size,
        'content-disposition': attachment(opened.fileName),
        // What a stranger uploaded never runs as a page of ours.
        'content-security-policy': "default-src 'none'; sandbox",
        'x-content-type-options': 'nosniff',
        'cross-origin-resource-policy': 'same-origin',
        'cache-control': 'private, no-store',
        digest: `sha-256=${Buffer.from(opened.sha256, 'hex').toString('base64')}`,
      });
      await pipeline(opened.read(), response).catch((error: unknown) => {
        context.log.info({ err: error, requestId: context.requestId }, 'download broke off');
      });
    },
  },
];

/** RFC 6266: a plain name for old clients, the whole one for the rest. */
function attachment(fileName: string): string {
  const plain = fileName.replaceAll(/[^\w.-]/g, '_');
  const whole = encodeURIComponent(fileName).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`;
}
