import type { Db } from './database';
import type { Dependencies } from './dependencies';
import { AppError } from './errors';

/** Who is asking. Roles are not here: they are loaded where a decision is made. */
export interface SessionInfo {
  sessionId: string;
  personId: string;
  name: string;
  email: string;
  instanceAdmin: boolean;
  /** password, passkey or ticket. */
  method: string;
}

/** One request: what use-cases get. `db` may be a transaction that is under way. */
export interface RequestContext extends Dependencies {
  db: Db;
  session: SessionInfo | null;
  requestId: string;
  /** Network address of the client, for rate limits. */
  address: string;
  userAgent: string;
}

/** @throws AppError unauthenticated when nobody is signed in. */
export function requireSession(context: RequestContext): SessionInfo {
  if (!context.session) throw new AppError('unauthenticated', 'Sign in to go on.');
  return context.session;
}
