import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { ReleasePage } from '@/components/releases/ReleasePage';
import { TEXT } from '@/components/releases/text';
import { found, serverCaller, signedIn } from '@/server/trpc/caller';

interface Props {
  params: Promise<{ org: string; case: string; release: string }>;
}

export const metadata: Metadata = { title: TEXT.title };

export default async function Page(props: Props) {
  const { org, case: caseSlug, release } = await props.params;
  await signedIn(`/orgs/${org}/cases/${caseSlug}/releases/${release}`);
  if (!/^[0-9a-f]{32}$/.test(release)) notFound();
  const caller = await serverCaller();
  const initial = await found(caller.releases.detail({ releaseId: release }));
  if (initial.release.path !== `${org}/${caseSlug}`) notFound();
  // Somebody without a part in the case reads what everybody reads.
  if (!initial.caseIsOpen) redirect(`/r/${initial.release.path}/${initial.release.number}`);
  return <ReleasePage initial={initial} />;
}
