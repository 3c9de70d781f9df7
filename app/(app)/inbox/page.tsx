import type { Metadata } from 'next';
import { Inbox } from '@/components/inbox/Inbox';
import { TEXT } from '@/components/inbox/text';
import { found, serverCaller, signedIn } from '@/server/trpc/caller';

export const metadata: Metadata = { title: TEXT.title };

type Asked = string | string[] | undefined;

export default async function InboxPage(props: {
  searchParams: Promise<{ reason?: Asked; case?: Asked; item?: Asked }>;
}) {
  await signedIn('/inbox');
  const asked = await props.searchParams;
  const one = (value: Asked) => (typeof value === 'string' ? value : undefined);
  const place = { reason: one(asked.reason), case: one(asked.case), item: one(asked.item) };
  const { items, now } = await found((await serverCaller()).inbox.list());
  return <Inbox items={items} now={now} place={place} />;
}
