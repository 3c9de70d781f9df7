import { initTRPC, TRPCError } from '@trpc/server';
import { ZodError } from 'zod';
import { AppError, type ErrorCode, wordsFor } from '@/server/platform/errors';
import { callSeconds } from '@/server/platform/measures';
import {
  requireSession,
  type RequestContext,
  type SessionInfo,
} from '@/server/platform/requestContext';
import { traced } from '@/server/platform/trace';
import { asUnavailable } from '@/server/platform/unavailable';

const TRPC_CODES: Record<ErrorCode, TRPCError['code']> = {
  unauthenticated: 'UNAUTHORIZED',
  forbidden: 'FORBIDDEN',
  'not-found': 'NOT_FOUND',
  'conflict-of-interest': 'FORBIDDEN',
  'wrong-state': 'CONFLICT',
  conflict: 'CONFLICT',
  invalid: 'UNPROCESSABLE_CONTENT',
  expired: 'PRECONDITION_FAILED',
  'rate-limited': 'TOO_MANY_REQUESTS',
  'too-large': 'PAYLOAD_TOO_LARGE',
  unavailable: 'SERVICE_UNAVAILABLE',
};

/** What an interface gets to know about a failure. */
export interface ErrorShape {
  code: ErrorCode | 'bad-input' | 'failed';
  path: string | null;
  requestId: string | null;
}

const t = initTRPC.context<RequestContext>().create({
  isDev: false,
  errorFormatter({ shape, error, ctx }) {
    const cause = error.cause;
    const requestId = ctx?.requestId ?? null;
    if (cause instanceof AppError) {
      const casewright: ErrorShape = { code: cause.code, path: cause.path ?? null, requestId };
      return { ...shape, message: wordsFor(cause), data: { ...shape.data, casewright } };
    }
    if (cause instanceof ZodError) {
      const issue = cause.issues[0];
      const casewright: ErrorShape = {
        code: 'bad-input',
        path: issue?.path.join('.') ?? null,
        requestId,
      };
      const message = `${issue?.path.join('.') || 'The input'}: ${issue?.message ?? 'is wrong'}`;
      return { ...shape, message, data: { ...shape.data, casewright } };
    }
    // Never the words of an unexpected error: they may hold paths, queries or other people's data.
    const casewright: ErrorShape = { code: 'failed', path: null, requestId };
    const known = error.code !== 'INTERNAL_SERVER_ERROR';
    const message = known
      ? shape.message
      : 'Something failed on our side, and nothing was changed. Try again; if it stays, give the request id.';
    return { ...shape, message, data: { ...shape.data, stack: undefined, casewright } };
  },
});

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

/** Turns expected refusals into the transport's codes; everything else is logged with its id. */
const translateErrors = t.middleware(async ({ ctx, next, path }) => {
  const result = await next();
  if (result.ok) return result;
  const { cause: found } = result.error;
  const failed = result.error.code === 'INTERNAL_SERVER_ERROR' && !(found instanceof AppError);
  if (failed)
    ctx.log.error({ err: found ?? result.error, path, requestId: ctx.requestId }, 'call failed');
  const cause = found instanceof AppError ? found : asUnavailable(found);
  if (cause) throw new TRPCError({ code: TRPC_CODES[cause.code], message: wordsFor(cause), cause });
  return result;
});

/** Times a call and puts it under a span of its own: several of them come in one request. */
const observeCalls = t.middleware(async ({ next, path, type }) => {
  const started = performance.now();
  return traced(`${type} ${path}`, { 'casewright.procedure': path }, async () => {
    const result = await next();
    const refused = !result.ok && result.error.code !== 'INTERNAL_SERVER_ERROR';
    const outcome = result.ok ? 'ok' : refused ? 'refused' : 'failed';
    const seconds = (performance.now() - started) / 1_000;
    callSeconds.observe({ procedure: path, result: outcome }, seconds);
    return result;
  });
});

const countCalls = t.middleware(async ({ ctx, next }) => {
  await ctx.limiter.spend('call', ctx.session?.personId ?? `address:${ctx.address}`);
  return next();
});

/** Open to everybody, signed in or not. */
export const openProcedure = t.procedure.use(observeCalls).use(translateErrors).use(countCalls);

/** Needs a live session; what the person may do is decided in the use-case. */
export const procedure = openProcedure.use(({ ctx, next }) => {
  const session: SessionInfo = requireSession(ctx);
  return next({ ctx: { ...ctx, session } });
});

export type SignedInContext = RequestContext & { session: SessionInfo };
