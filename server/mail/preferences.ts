import { INBOX_KINDS, type InboxKind } from '@/core/inbox/kinds';
import { record } from '@/server/audit/events';
import { type Db, inTransaction } from '@/server/platform/database';
import { AppError } from '@/server/platform/errors';
import { requireSession, type RequestContext } from '@/server/platform/requestContext';
import { kindsOff, personExists, switchKinds } from './repo';
import { type MailTopic, readTopicToken } from './token';

export interface MailChoice {
  kind: InboxKind;
  off: boolean;
}

export interface MailChoices {
  /** Whether the installation sends e-mail at all. */
  sends: boolean;
  email: string;
  choices: MailChoice[];
}

/** What the asker gets e-mail about. */
export async function ownChoices(context: RequestContext): Promise<MailChoices> {
  const { personId, email } = requireSession(context);
  return {
    sends: context.env.smtpUrl !== undefined,
    email,
    choices: await choicesOf(context.db, { personId, kinds: [...INBOX_KINDS] }),
  };
}

/**
 * Switches e-mail about one kind off or on, for the asker.
 *
 * @throws AppError rate-limited
 */
export async function choose(
  context: RequestContext,
  { kind, off }: { kind: InboxKind; off: boolean },
): Promise<void> {
  const { personId } = requireSession(context);
  await change(context, { personId, kinds: [kind] }, { off, via: 'account' });
}

/**
 * What the holder of an unsubscribe link is about to switch. Changes nothing: scanners of mail open
 * every link.
 *
 * @throws AppError expired when the link is not one of ours
 */
export async function linkedChoices(context: RequestContext, token: string): Promise<MailChoice[]> {
  return choicesOf(context.db, await topicOf(context, token));
}

/**
 * Switches off, or on again, what an unsubscribe link is about. The link alone gives the right:
 * whoever is signed in where it is opened does not count.
 *
 * @throws AppError expired when the link is not one of ours; rate-limited
 */
export async function chooseByLink(
  context: RequestContext,
  { token, off }: { token: string; off: boolean },
): Promise<InboxKind[]> {
  await context.limiter.spend('token', context.address);
  const topic = await topicOf(context, token);
  await change({ ...context, session: null }, topic, { off, via: 'link' });
  return topic.kinds;
}

async function topicOf(context: RequestContext, token: string): Promise<MailTopic> {
  const topic = readTopicToken(token, context.secrets.authSecret);
  if (topic === null || !(await personExists(context.db, topic.personId)))
    throw new AppError(
      'expired',
      'The link was cut or altered on its way. Open it from the message again, or choose on your account’s page.',
    );
  return topic;
}

async function choicesOf(db: Db, { personId, kinds }: MailTopic): Promise<MailChoice[]> {
  const off = await kindsOff(db, personId);
  return kinds.map((kind) => ({ kind, off: off.has(kind) }));
}

async function change(
  context: RequestContext,
  { personId, kinds }: MailTopic,
  { off, via }: { off: boolean; via: 'account' | 'link' },
): Promise<void> {
  await context.limiter.spend('choice', personId);
  await inTransaction(context.db, async (tx) => {
    const changed = await switchKinds(tx, personId, kinds, off);
    if (changed.length > 0)
      await record(tx, context, 'mail.chosen', { kinds: changed, off, via }, { actorId: personId });
  });
}
