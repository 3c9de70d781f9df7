import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { caseInfoOf } from '@/components/argument/caseInfo';
import { DraftClosed } from '@/components/argument/DraftClosed';
import { casePath } from '@/components/cases/caseTabs';
import { CaseContract } from '@/components/supplement/CaseContract';
import { TEXT } from '@/components/supplement/text';
import { readContractView } from '@/components/supplement/viewOf';
import { found, serverCaller, signedIn } from '@/server/trpc/caller';

interface Props {
  params: Promise<{ org: string; case: string }>;
  searchParams: Promise<{ condition?: string | string[]; view?: string | string[] }>;
}

export const metadata: Metadata = { title: TEXT.title };

export default async function ContractPage({ params, searchParams }: Props) {
  const { org, case: slug } = await params;
  const { condition, view } = await searchParams;
  await signedIn(`${casePath(org, slug)}/contract`);
  const caller = await serverCaller();
  const summary = await found(caller.cases.bySlug({ orgSlug: org, caseSlug: slug }));
  if (summary.kind !== 'supplement') notFound();
  const info = caseInfoOf(summary);
  if (!summary.abilities['case.read']) return <DraftClosed info={info} />;
  return (
    <CaseContract
      info={info}
      canFreeze={summary.abilities['case.freeze']}
      condition={typeof condition === 'string' ? condition : null}
      view={readContractView(view)}
    />
  );
}
