import type { IncomingMessage } from 'node:http';
import type { z } from 'zod';
import { readSmallBody } from '@/server/http/body';
import { sendJson } from '@/server/http/respond';
import type { Route } from '@/server/http/routes';
import { readingFields } from '@/server/monitors/inputs';
import { addReading, readingsForToken } from '@/server/monitors/readings';
import { AppError } from '@/server/platform/errors';
import { bearerOn } from './bearer';
import { openApiDocument } from './openapi';
import { presentReadings, presentTaken } from './present';

const LARGEST_BODY = 4_096;
const READINGS =
  /^\/api\/v1\/cases\/(?<caseId>[0-9a-f]{32})\/indicators\/(?<indicatorId>[0-9a-f]{32})\/readings$/;

/** What machines are offered. Described by /api/v1/openapi.json; a change there is one for users. */
export const API_ROUTES: Route[] = [
  {
    method: 'POST',
    path: READINGS,
    bearer: true,
    async handle(context, request, response, { caseId = '', indicatorId = '' }) {
      const holder = await bearerOn(context, request, response, caseId);
      const given = await readJson(request, readingFields);
      const taken = await addReading(context, holder, { caseId, indicatorId, ...given });
      sendJson(response, 201, presentTaken(taken));
    },
  },
  {
    method: 'GET',
    path: READINGS,
    bearer: true,
    async handle(context, request, response, { caseId = '', indicatorId = '' }) {
      const holder = await bearerOn(context, request, response, caseId);
      const found = await readingsForToken(context, holder, { caseId, indicatorId });
      sendJson(response, 200, presentReadings(found));
    },
  },
  {
    method: 'GET',
    path: /^\/api\/v1\/openapi\.json$/,
    bearer: true,
    async handle(context, _request, response) {
      await context.limiter.spend('bearer', context.address);
      sendJson(response, 200, openApiDocument(context.env.publicUrl));
    },
  },
];

/** @throws AppError too-large, or invalid with where and what */
async function readJson<Schema extends z.ZodType>(
  request: IncomingMessage,
  schema: Schema,
): Promise<z.infer<Schema>> {
  const type = request.headers['content-type'] ?? '';
  if (!/^application\/json\s*(;|$)/i.test(type))
    throw new AppError('invalid', 'Send the body as application/json.');
  const parsed = schema.safeParse(jsonOf(await readSmallBody(request, LARGEST_BODY)));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = issue?.path.join('.') ?? '';
  const words = `${path || 'The body'}: ${issue?.message ?? 'is wrong'}`;
  throw new AppError('invalid', words, path || undefined);
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) throw new AppError('invalid', 'The body is no JSON.');
    throw error;
  }
}
