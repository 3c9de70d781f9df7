import { createHmac, timingSafeEqual } from 'node:crypto';
import { INBOX_KINDS, type InboxKind } from '@/core/inbox/kinds';

/** What the holder of a token may switch off and on again: these kinds of e-mail to this person. */
export interface MailTopic {
  personId: string;
  kinds: InboxKind[];
}

/** Longer than any token of ours. */
const LONGEST = 2_000;

/**
 * A token for the unsubscribe links of a message: who and which kinds, under a code of the
 * installation. It never ends, because mail is kept, and gives nothing but these switches.
 */
export function topicToken({ personId, kinds }: MailTopic, authSecret: string): string {
  const payload = Buffer.from(JSON.stringify([personId, ...kinds])).toString('base64url');
  return `${payload}.${codeOf(payload, authSecret)}`;
}

/**
 * Reads a token. Kinds that are no more are left out.
 *
 * @returns null when it is not one of ours, or was altered
 */
export function readTopicToken(token: string, authSecret: string): MailTopic | null {
  const [payload = '', code = '', ...more] = token.slice(0, LONGEST).split('.');
  // As written, not as decoded: base64url has several ways to write the same bytes.
  const given = Buffer.from(code);
  const right = Buffer.from(codeOf(payload, authSecret));
  if (more.length > 0 || given.length !== right.length || !timingSafeEqual(given, right))
    return null;
  const [personId = '', ...named] = JSON.parse(
    Buffer.from(payload, 'base64url').toString(),
  ) as string[];
  return { personId, kinds: INBOX_KINDS.filter((kind) => named.includes(kind)) };
}

/** The label keeps these codes apart from everything else that is made with the secret. */
function codeOf(payload: string, authSecret: string): string {
  return createHmac('sha256', authSecret)
    .update(`casewright e-mail topic\n${payload}`)
    .digest('base64url');
}
