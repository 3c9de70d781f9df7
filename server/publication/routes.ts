import type { Route } from '@/server/http/routes';
import { notFound } from '@/server/platform/errors';
import { publicBundle } from './bundle';
import type { PublicAddress } from './find';
import { publicPage } from './page';
import { receiptOf } from './receipt';

const ADDRESS = '^/r/(?<org>[a-z0-9-]{1,100})/(?<case>[a-z0-9-]{1,100})/(?<number>[1-9][0-9]{0,5})';

/**
 * What the public page shows, as data, and the bundle that proves it: open to everybody. Receipts: the
 * signer's own.
 */
export const PUBLICATION_ROUTES: Route[] = [
  {
    method: 'GET',
    path: new RegExp(`${ADDRESS}\\.json$`),
    async handle(context, _request, response, groups) {
      await context.limiter.spend('call', `address:${context.address}`);
      const page = await publicPage(context, addressOf(groups));
      send(
        response,
        'application/json; charset=utf-8',
        Buffer.from(`${JSON.stringify(page, null, 2)}\n`),
      );
    },
  },
  {
    method: 'GET',
    path: new RegExp(`${ADDRESS}\\.zip$`),
    async handle(context, _request, response, groups) {
      await context.limiter.spend('bundle', context.address);
      const { fileName, bytes } = await publicBundle(context, addressOf(groups));
      response.setHeader('content-disposition', `attachment; filename="${fileName}"`);
      send(response, 'application/zip', bytes);
    },
  },
  {
    method: 'GET',
    path: /^\/receipts\/(?<statement>[0-9a-f]{32})\.json$/,
    async handle(context, _request, response, groups) {
      const receipt = await receiptOf(context, groups['statement'] ?? '');
      response.setHeader('content-disposition', 'attachment; filename="receipt.casewright.json"');
      send(
        response,
        'application/json; charset=utf-8',
        Buffer.from(`${JSON.stringify(receipt, null, 2)}\n`),
      );
    },
  },
];

function addressOf(groups: Record<string, string>): PublicAddress {
  const { org, case: caseSlug, number } = groups;
  if (org === undefined || caseSlug === undefined || number === undefined) {
    throw notFound('The release');
  }
  return { orgSlug: org, caseSlug, number: Number(number) };
}

function send(response: Parameters<Route['handle']>[2], type: string, body: Uint8Array): void {
  response.writeHead(200, {
    'content-type': type,
    'content-length': body.byteLength,
    // Status is computed at reading: nothing between here and the reader may keep it.
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(body);
}
