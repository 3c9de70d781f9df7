import type { Metadata } from 'next';
import { ReleaseList } from '@/components/releases/ReleaseList';
import { TEXT } from '@/components/releases/text';
import { found, serverCaller, signedIn } from '@/server/trpc/caller';

interface Props {
  params: Promise<{ org: string; case: string }>;
}

export const metadata: Metadata = { title: TEXT.title };

export default async function ReleasesPage(props: Props) {
  const { org: orgSlug, case: caseSlug } = await props.params;
  await signedIn(`/orgs/${orgSlug}/cases/${caseSlug}/releases`);
  const caller = await serverCaller();
  const list = await found(caller.releases.list({ orgSlug, caseSlug }));
  return (
    <ReleaseList
      owned={list.case}
      releases={list.releases}
      canFreeze={list.canFreeze}
      mayReadDraft={list.mayReadDraft}
    />
  );
}
