import type { Route } from '@/server/http/routes';
import { ledgerCsv } from './csv';
import { listCases } from './ledger';
import { presentCase } from './present';

/** The ledger as a file: every list can be taken along. */
export const CASE_ROUTES: Route[] = [
  {
    method: 'GET',
    path: /^\/api\/cases\.csv$/,
    async handle(context, _request, response) {
      const bytes = Buffer.from(ledgerCsv((await listCases(context)).map(presentCase)));
      response.writeHead(200, {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="cases.csv"',
        'content-length': bytes.byteLength,
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      });
      response.end(bytes);
    },
  },
];
