import type { Metadata } from 'next';
import { caseInfoOf } from '@/components/argument/caseInfo';
import { CaseScope } from '@/components/argument/CaseWorkspace';
import { DraftClosed } from '@/components/argument/DraftClosed';
import { TEXT } from '@/components/argument/scope/text';
import { casePath } from '@/components/cases/caseTabs';
import { found, serverCaller, signedIn } from '@/server/trpc/caller';

interface Props {
  params: Promise<{ org: string; case: string }>;
}

export const metadata: Metadata = { title: TEXT.title };

export default async function ScopePage({ params }: Props) {
  const { org, case: slug } = await params;
  await signedIn(`${casePath(org, slug)}/scope`);
  const caller = await serverCaller();
  const summary = await found(caller.cases.bySlug({ orgSlug: org, caseSlug: slug }));
  const info = caseInfoOf(summary);
  if (!summary.abilities['case.read']) return <DraftClosed info={info} />;
  return <CaseScope info={info} />;
}
