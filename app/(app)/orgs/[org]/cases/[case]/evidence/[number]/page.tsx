import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ArtefactPage } from '@/components/evidence/ArtefactPage';
import { Forbidden } from '@/components/ui/ErrorState';
import { explained, serverCaller, signedIn } from '@/server/trpc/caller';

interface Props {
  params: Promise<{ org: string; case: string; number: string }>;
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { number } = await props.params;
  return { title: `EV-${number.slice(0, 7)}` };
}

export default async function EvidenceArtefactPage(props: Props) {
  const { org, case: slug, number } = await props.params;
  if (!/^[1-9]\d{0,5}$/.test(number)) notFound();
  await signedIn(`/orgs/${org}/cases/${slug}/evidence/${number}`);
  const caller = await serverCaller();
  const answer = await explained(
    caller.evidence.artefact({ orgSlug: org, caseSlug: slug, number: Number(number) }),
  );
  if ('refused' in answer) return <Forbidden reason={answer.refused} />;
  return <ArtefactPage page={answer.data} />;
}
