import type { IncomingMessage, ServerResponse } from 'node:http';
import type { z } from 'zod';
import { pushFields } from '@/server/evidence/inputs';
import { LARGEST_FILE } from '@/core/evidence/largestFile';
import { patiently } from '@/server/evidence/patiently';
import { pushEvidence } from '@/server/evidence/push';
import { readSmallBody } from '@/server/http/body';
import { sendJson } from '@/server/http/respond';
import type { Route } from '@/server/http/routes';
import { readingFields } from '@/server/monitors/inputs';
import { addReading, readingsForToken } from '@/server/monitors/readings';
import { assertStillGood } from '@/server/monitors/tokens';
import { AppError } from '@/server/platform/errors';
import type { RequestContext } from '@/server/platform/requestContext';
import { bearerOn } from './bearer';
import { openApiDocument } from './openapi';
import { presentPushed, presentReadings, presentTaken } from './present';

const LARGEST_BODY = 4_096;
/** How long the next bytes of a file may take. */
const STALLED_MS = 60_000;
/** How long whoever is refused in the middle of a body has to hear of it. */
const LINGER_MS = 10_000;
const READINGS =
  /^\/api\/v1\/cases\/(?<caseId>[0-9a-f]{32})\/indicators\/(?<indicatorId>[0-9a-f]{32})\/readings$/;

const EVIDENCE = /^\/api\/v1\/cases\/(?<caseId>[0-9a-f]{32})\/evidence$/;

/** What machines are offered. Described by /api/v1/openapi.json; a change there is one for users. */
export const API_ROUTES: Route[] = [
  {
    method: 'POST',
    path: READINGS,
    bearer: true,
    async handle(context, request, response, { caseId = '', indicatorId = '' }) {
      const holder = await bearerOn(context, request, response, caseId, 'readings:write');
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
      const holder = await bearerOn(context, request, response, caseId, 'readings:write');
      const found = await readingsForToken(context, holder, { caseId, indicatorId });
      sendJson(response, 200, presentReadings(found));
    },
  },
  {
    method: 'POST',
    path: EVIDENCE,
    bearer: true,
    async handle(context, request, response, { caseId = '' }) {
      try {
        const holder = await bearerOn(context, request, response, caseId, 'evidence:write');
        const given = readQuery(request, pushFields);
        const input = { caseId, size: announcedSize(request), ...given };
        const bytes = whileGood(context, holder.tokenId, patiently(request, STALLED_MS));
        const pushed = await pushEvidence(context, holder, input, bytes);
        sendJson(response, pushed.isNew ? 201 : 200, presentPushed(pushed));
      } catch (error) {
        endUnread(request, response);
        throw error;
      }
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
  return parsed(schema, jsonOf(await readSmallBody(request, LARGEST_BODY)), 'The body');
}

/** What the address says behind its question mark. @throws AppError invalid with where and what */
function readQuery<Schema extends z.ZodType>(
  request: IncomingMessage,
  schema: Schema,
): z.infer<Schema> {
  const { searchParams } = new URL(request.url ?? '/', 'http://localhost');
  return parsed(schema, Object.fromEntries(searchParams), 'The address');
}

/** @param whole what is wrong when no part of it is */
function parsed<Schema extends z.ZodType>(
  schema: Schema,
  given: unknown,
  whole: string,
): z.infer<Schema> {
  const read = schema.safeParse(given);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const path = issue?.path.join('.') ?? '';
  const words = `${path || whole}: ${issue?.message ?? 'is wrong'}`;
  throw new AppError('invalid', words, path || undefined);
}

/** A long upload ends with a token that is good, as it began with one. @throws AppError unauthenticated */
async function* whileGood(
  context: RequestContext,
  tokenId: string,
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield* bytes;
  await assertStillGood(context, tokenId);
}

/** @throws AppError invalid, too-large */
function announcedSize(request: IncomingMessage): number {
  const announced = request.headers['content-length'] ?? '';
  if (!/^\d{1,15}$/.test(announced))
    throw new AppError('invalid', 'Say how many bytes come, as Content-Length.', 'content-length');
  if (Number(announced) > LARGEST_FILE)
    throw new AppError('too-large', `A file may have at most ${LARGEST_FILE / 1024 ** 3} GB.`);
  return Number(announced);
}

/**
 * Whoever is refused while a large body is on its way is told so first and cut off then: closed at
 * once, the line would break before the answer is read.
 */
function endUnread(request: IncomingMessage, response: ServerResponse): void {
  const { socket } = response;
  // Whoever asked for a line that is closed behind the answer would lose it to what is still coming.
  response.shouldKeepAlive = true;
  setTimeout(() => {
    if (!request.complete) socket?.destroy();
  }, LINGER_MS).unref();
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) throw new AppError('invalid', 'The body is no JSON.');
    throw error;
  }
}
