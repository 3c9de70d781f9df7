import type { Metadata } from 'next';
import { CaseMonitors } from '@/components/monitors/CaseMonitors';
import { TEXT } from '@/components/monitors/text';
import { Forbidden } from '@/components/ui/ErrorState';
import { explained, serverCaller, signedIn } from '@/server/trpc/caller';

export const metadata: Metadata = { title: TEXT.title };

export default async function CaseMonitorsPage(props: {
  params: Promise<{ org: string; case: string }>;
}) {
  const { org, case: slug } = await props.params;
  await signedIn(`/orgs/${org}/cases/${slug}/monitors`);
  const caller = await serverCaller();
  const answer = await explained(caller.monitors.forCase({ orgSlug: org, caseSlug: slug }));
  if ('refused' in answer) return <Forbidden reason={answer.refused} />;
  return <CaseMonitors monitored={answer.data} />;
}
