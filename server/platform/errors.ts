/** The closed set of ways in which a request can be refused. One formatter turns them into words. */
export const ERROR_CODES = {
  /** Nobody is signed in, or the session has ended. */
  unauthenticated: 401,
  /** The person may see the thing but not do this to it. */
  forbidden: 403,
  /** It does not exist, or the person may not know that it does. */
  'not-found': 404,
  /** The person contributed, or already acts in another capacity. */
  'conflict-of-interest': 403,
  /** The state does not allow it; the message names the guard that failed. */
  'wrong-state': 409,
  /** Somebody else changed it first. */
  conflict: 409,
  /** The input is well formed and still cannot be accepted; the message says why and where. */
  invalid: 422,
  /** A ceremony, link or token that has been used, has ended or never was. */
  expired: 410,
  /** Too many attempts; try again later. */
  'rate-limited': 429,
  /** Larger than a stated limit. */
  'too-large': 413,
  /** Something this server depends on does not answer. Nothing was changed. */
  unavailable: 503,
} as const;

export type ErrorCode = keyof typeof ERROR_CODES;

/** An expected refusal. Its message is written for the person who reads it. */
export class AppError extends Error {
  override readonly name = 'AppError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    /** Where in the input, for example `window.until`. */
    readonly path?: string,
  ) {
    super(message);
  }

  get status(): number {
    return ERROR_CODES[this.code];
  }
}

export const notFound = (what: string): AppError =>
  new AppError('not-found', `${what} does not exist, or you have no access to it.`);

/**
 * What a caller is told about a refusal. Not found is always the same words: which step of a use-case
 * found nothing would tell a thing of somebody else from one that never was.
 */
export function wordsFor({ code, message }: AppError): string {
  return code === 'not-found' ? 'It does not exist, or you have no access to it.' : message;
}
