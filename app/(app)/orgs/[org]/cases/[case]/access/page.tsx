import type { Metadata } from 'next';
import { CaseAccess } from '@/components/cases/CaseAccess';
import { casePath } from '@/components/cases/caseTabs';
import { TEXT } from '@/components/cases/text';
import { found, serverCaller, signedIn } from '@/server/trpc/caller';

export const metadata: Metadata = { title: TEXT.access.title };

export default async function AccessPage(props: {
  params: Promise<{ org: string; case: string }>;
}) {
  const { org: orgSlug, case: caseSlug } = await props.params;
  await signedIn(`${casePath(orgSlug, caseSlug)}/access`);
  const caller = await serverCaller();
  const address = { orgSlug, caseSlug };
  const { title, kind, mayReadDraft, abilities } = await found(caller.cases.bySlug(address));
  const initial = await found(caller.engagements.list(address));
  return (
    <CaseAccess
      {...address}
      title={title}
      kind={kind}
      mayReadDraft={mayReadDraft}
      mayRename={abilities['case.edit']}
      initial={initial}
    />
  );
}
