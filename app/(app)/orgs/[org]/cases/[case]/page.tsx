import type { Metadata } from 'next';
import { CaseWorkspace } from '@/components/argument/CaseWorkspace';
import { caseInfoOf } from '@/components/argument/caseInfo';
import { DraftClosed } from '@/components/argument/DraftClosed';
import { casePath } from '@/components/cases/caseTabs';
import { found, serverCaller, signedIn } from '@/server/trpc/caller';

interface Props {
  params: Promise<{ org: string; case: string }>;
  searchParams: Promise<{ node?: string | string[] }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { case: slug } = await params;
  return { title: slug };
}

export default async function CasePage({ params, searchParams }: Props) {
  const { org, case: slug } = await params;
  const { node } = await searchParams;
  await signedIn(casePath(org, slug));
  const caller = await serverCaller();
  const summary = await found(caller.cases.bySlug({ orgSlug: org, caseSlug: slug }));
  const info = caseInfoOf(summary);
  if (!summary.abilities['case.read']) return <DraftClosed info={info} />;
  return (
    <CaseWorkspace
      info={info}
      canFreeze={summary.abilities['case.freeze']}
      node={typeof node === 'string' ? node : null}
    />
  );
}
