import type { Metadata } from 'next';
import { OrganisationsPage } from '@/components/orgs/OrganisationsPage';
import { TEXT } from '@/components/orgs/text';
import { found, serverCaller, signedIn } from '@/server/trpc/caller';

export const metadata: Metadata = { title: TEXT.all.title };

export default async function Page() {
  await signedIn('/orgs');
  return <OrganisationsPage initial={await found((await serverCaller()).orgs.all())} />;
}
