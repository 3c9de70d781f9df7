import type { Metadata } from 'next';
import { MonitorsPage } from '@/components/monitors/MonitorsPage';
import { TEXT } from '@/components/monitors/text';
import { found, serverCaller, signedIn } from '@/server/trpc/caller';

export const metadata: Metadata = { title: TEXT.title, description: TEXT.description };

export default async function Monitors() {
  await signedIn('/monitors');
  const caller = await serverCaller();
  return <MonitorsPage monitored={await found(caller.monitors.mine())} />;
}
