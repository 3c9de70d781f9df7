import type { Db } from '@/server/platform/database';
import { AppError } from '@/server/platform/errors';
import type { RequestContext } from '@/server/platform/requestContext';
import { newestStatementAt } from './repo';

/**
 * When something that is signed now is signed. Statements are dated in the order of the log, so that
 * what was signed first never bears the later date: while the clock stands before the newest of them,
 * it was moved, and nothing is signed until it is right.
 *
 * @throws AppError unavailable while the clock stands before what was signed last
 */
export async function signingTime(db: Db, context: Pick<RequestContext, 'now'>): Promise<Date> {
  const now = context.now();
  const newest = await newestStatementAt(db);
  if (newest !== null && now < newest)
    throw new AppError(
      'unavailable',
      `The clock of this server stands at ${now.toISOString()}, before ${newest.toISOString()}, when something was signed last. Nothing is signed until it is right.`,
    );
  return now;
}
