import type { Metadata } from 'next';
import { TEXT } from '@/components/mail/text';
import { UnsubscribeRefused, UnsubscribeView } from '@/components/mail/UnsubscribeView';
import { explained, serverCaller } from '@/server/trpc/caller';

export const metadata: Metadata = {
  title: TEXT.head,
  referrer: 'no-referrer',
  robots: { index: false },
};

export default async function UnsubscribePage(props: { params: Promise<{ token: string }> }) {
  const { token } = await props.params;
  const caller = await serverCaller();
  const answer = await explained(caller.mail.linked({ token: token.slice(0, 2_000) }));
  if ('refused' in answer) return <UnsubscribeRefused reason={answer.refused} />;
  return <UnsubscribeView token={token} choices={answer.data} />;
}
