import type { Metadata } from 'next';
import { OrganisationPage } from '@/components/orgs/OrganisationPage';
import { KeyApprovals } from '@/components/signing/KeyApprovals';
import { found, serverCaller, signedIn } from '@/server/trpc/caller';

interface Props {
  params: Promise<{ org: string }>;
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { org } = await props.params;
  return { title: org };
}

export default async function Page(props: Props) {
  const { org: orgSlug } = await props.params;
  const { personId } = await signedIn(`/orgs/${orgSlug}`);
  const org = await found((await serverCaller()).orgs.bySlug({ orgSlug }));
  return (
    <OrganisationPage initial={org} myId={personId} keys={<KeyApprovals orgSlug={orgSlug} />} />
  );
}
