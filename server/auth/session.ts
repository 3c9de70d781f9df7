import { randomUUID } from 'node:crypto';
import { decode } from 'next-auth/jwt';
import type { Db } from '@/server/platform/database';
import type { Dependencies } from '@/server/platform/dependencies';
import type { SessionInfo } from '@/server/platform/requestContext';

export const SESSION_HOURS = 12;
const IDLE_HOURS = 4;
/** How old `lastSeenAt` may grow before it is written again. */
const TOUCH_SECONDS = 60;

/** Over https the cookie is bound to this host; browsers refuse that name over plain http. */
export function sessionCookieName(publicUrl: string): string {
  return publicUrl.startsWith('https:') ? '__Host-casewright-session' : 'casewright-session';
}

export async function startSession(
  db: Db,
  input: { personId: string; method: string; userAgent: string; address: string; now: Date },
): Promise<string> {
  const id = randomUUID();
  await db.session.create({
    data: {
      id,
      personId: input.personId,
      method: input.method,
      userAgent: input.userAgent.slice(0, 300),
      address: input.address,
      createdAt: input.now,
      lastSeenAt: input.now,
      expiresAt: new Date(input.now.getTime() + SESSION_HOURS * 3_600_000),
    },
  });
  return id;
}

/**
 * Who a request comes from. The cookie carries a session id and nothing else; the row decides, on
 * each request, so that a revoked session is over at once.
 */
export async function resolveSession(
  deps: Pick<Dependencies, 'env' | 'secrets' | 'database' | 'now'>,
  cookieHeader: string | undefined,
): Promise<SessionInfo | null> {
  const token = readCookie(cookieHeader, sessionCookieName(deps.env.publicUrl));
  if (!token) return null;
  const claims = await decode({ token, secret: deps.secrets.authSecret }).catch(() => null);
  const sessionId = claims?.['sid'];
  if (typeof sessionId !== 'string') return null;
  return loadSession(deps.database.prisma, sessionId, deps.now());
}

/**
 * @param touch whether asking counts as activity; an open page by itself does not keep a session
 */
export async function loadSession(
  db: Db,
  sessionId: string,
  now: Date,
  touch = true,
): Promise<SessionInfo | null> {
  const row = await db.session.findUnique({
    where: { id: sessionId },
    select: {
      id: true,
      method: true,
      lastSeenAt: true,
      expiresAt: true,
      revokedAt: true,
      person: {
        select: { id: true, name: true, email: true, instanceAdmin: true, disabledAt: true },
      },
    },
  });
  if (!row || row.revokedAt || row.person.disabledAt || row.expiresAt <= now) return null;
  const idle = now.getTime() - row.lastSeenAt.getTime();
  if (idle > IDLE_HOURS * 3_600_000) return null;
  if (touch && idle > TOUCH_SECONDS * 1_000)
    await db.session.updateMany({ where: { id: row.id }, data: { lastSeenAt: now } });
  return {
    sessionId: row.id,
    personId: row.person.id,
    name: row.person.name,
    email: row.person.email,
    instanceAdmin: row.person.instanceAdmin,
    method: row.method,
  };
}

function readCookie(header: string | undefined, name: string): string | null {
  for (const part of header?.split(';') ?? []) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return decodeURIComponent(part.slice(at + 1));
  }
  return null;
}
