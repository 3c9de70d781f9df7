import { encode } from 'next-auth/jwt';
import type { Dependencies } from '@/server/platform/dependencies';
import { sessionCookieName } from './session';

/** The `cookie` header of a browser that holds this session: what signing in sets. */
export async function sessionCookie(
  deps: Pick<Dependencies, 'env' | 'secrets'>,
  sessionId: string,
): Promise<string> {
  const token = await encode({ token: { sid: sessionId }, secret: deps.secrets.authSecret });
  return `${sessionCookieName(deps.env.publicUrl)}=${token}`;
}
