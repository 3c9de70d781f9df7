import { requireSession, type RequestContext } from '@/server/platform/requestContext';
import type { Asker } from './access';

/** Who sends something: a person, or a token in the name of its owner. */
export interface Sender {
  asker: Asker;
  tokenId: string | null;
}

/** The person who is signed in. @throws AppError unauthenticated */
export function byHand(context: RequestContext): Sender {
  return { asker: requireSession(context), tokenId: null };
}
