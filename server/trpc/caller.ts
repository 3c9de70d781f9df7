import { headers } from 'next/headers';
import { runtime } from '@/server/platform/runtime';
import type { SessionInfo } from '@/server/platform/requestContext';
import type { AppCaller } from './root';

/** For pages: calls procedures directly, as the person whose request is being rendered. */
export async function serverCaller(): Promise<AppCaller> {
  return runtime().caller(await headers());
}

/** For pages: who is asking. */
export async function pageSession(): Promise<SessionInfo | null> {
  return runtime().session(await headers());
}
