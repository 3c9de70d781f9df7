import type { Metadata } from 'next';
import { FreezePage } from '@/components/releases/FreezePage';
import { TEXT } from '@/components/releases/text';
import { Forbidden } from '@/components/ui/ErrorState';
import { found, serverCaller, signedIn } from '@/server/trpc/caller';

interface Props {
  params: Promise<{ org: string; case: string }>;
}

export const metadata: Metadata = { title: TEXT.freeze.title };

export default async function Page(props: Props) {
  const { org: orgSlug, case: caseSlug } = await props.params;
  await signedIn(`/orgs/${orgSlug}/cases/${caseSlug}/releases/freeze`);
  const caller = await serverCaller();
  const list = await found(caller.releases.list({ orgSlug, caseSlug }));
  if (!list.canFreeze) return <Forbidden reason={TEXT.freeze.forbidden} />;
  return <FreezePage owned={list.case} />;
}
