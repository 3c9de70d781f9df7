import pino, { type Logger } from 'pino';
import { traceIds } from './trace';

export type { Logger };

/** Structured logs without the content of cases, secrets or personal data. */
export function createLogger(level: string): Logger {
  return pino({
    level,
    base: null,
    mixin: traceIds,
    redact: {
      paths: ['password', 'token', 'secret', '*.password', '*.token', '*.secret', 'headers.cookie'],
      censor: '[withheld]',
    },
  });
}
