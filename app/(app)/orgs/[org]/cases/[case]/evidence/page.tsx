import type { Metadata } from 'next';
import { EvidenceLibrary } from '@/components/evidence/EvidenceLibrary';
import { TEXT } from '@/components/evidence/text';
import { Forbidden } from '@/components/ui/ErrorState';
import { explained, serverCaller, signedIn } from '@/server/trpc/caller';

export const metadata: Metadata = { title: TEXT.title };

export default async function EvidencePage(props: {
  params: Promise<{ org: string; case: string }>;
}) {
  const { org, case: slug } = await props.params;
  await signedIn(`/orgs/${org}/cases/${slug}/evidence`);
  const caller = await serverCaller();
  const answer = await explained(caller.evidence.library({ orgSlug: org, caseSlug: slug }));
  if ('refused' in answer) return <Forbidden reason={answer.refused} />;
  return <EvidenceLibrary library={answer.data} />;
}
