import {
  type AnyTRPCProcedure,
  type AnyTRPCRouter,
  callTRPCProcedure,
  getTRPCErrorFromUnknown,
} from '@trpc/server';
import { AppError, ERROR_CODES, type ErrorCode } from '@/server/platform/errors';
import type { RequestContext } from '@/server/platform/requestContext';
import { appRouter } from '@/server/trpc/root';
import type { Outcome } from './row';

/** What came of one call. `failed` and `bad-input` are never expected of any row. */
export interface Attempt {
  outcome: Outcome | 'bad-input' | 'failed';
  /** What the caller was told. */
  message: string;
  /** What the caller was shown, as text. */
  shown: string;
}

/** Calls a procedure as the wire does: by its path, past input check and middleware. */
export async function callProcedure(
  context: RequestContext,
  path: string,
  input: unknown,
): Promise<unknown> {
  const procedure = PROCEDURES.get(path);
  if (procedure === undefined) throw new Error(`There is no procedure ${path}.`);
  return callTRPCProcedure({
    router: appRouter,
    path,
    type: procedure,
    ctx: context,
    getRawInput: async () => input,
    signal: undefined,
    batchIndex: 0,
  });
}

const whole: AnyTRPCRouter = appRouter;

/** Every procedure of the application, with whether it asks or changes. */
export const PROCEDURES: ReadonlyMap<string, AnyTRPCProcedure['_def']['type']> = new Map(
  Object.entries<AnyTRPCProcedure>(whole._def.procedures).map(([path, { _def }]) => [
    path,
    _def.type,
  ]),
);

/** Runs one call and says what came of it. */
export async function attempt(call: () => Promise<unknown>): Promise<Attempt> {
  try {
    const result = await call();
    return { outcome: 'ok', message: '', shown: JSON.stringify(result) ?? '' };
  } catch (error) {
    return refusalIn(error);
  }
}

function refusalIn(error: unknown): Attempt {
  const { cause, code, message } = getTRPCErrorFromUnknown(error);
  if (cause instanceof AppError) return { outcome: cause.code, message, shown: '' };
  return { outcome: code === 'BAD_REQUEST' ? 'bad-input' : 'failed', message, shown: '' };
}

/** What an answer over HTTP says. */
export async function readAnswer(response: Response): Promise<Attempt> {
  const body = await response.text();
  if (response.ok) return { outcome: 'ok', message: '', shown: body };
  try {
    const { error } = JSON.parse(body) as { error: { code: string; message: string } };
    const { code, message } = error;
    return { outcome: isErrorCode(code) ? code : 'failed', message, shown: '' };
  } catch {
    return { outcome: 'failed', message: `${response.status} ${body.slice(0, 200)}`, shown: '' };
  }
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERROR_CODES, code);
}
