import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { PUBLIC_TEXT } from '@/components/releases/publicText';
import { SupplementList } from '@/components/releases/SupplementList';
import { PublicShell } from '@/components/shell/PublicShell';
import { found, pageSession, serverCaller } from '@/server/trpc/caller';

interface Props {
  params: Promise<{ org: string; case: string; number: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { case: slug, number } = await params;
  return { title: PUBLIC_TEXT.supplements.title(`${slug} r${number}`) };
}

export default async function SupplementsPage({ params }: Props) {
  const { org, case: caseSlug, number } = await params;
  if (!/^[1-9][0-9]{0,4}$/.test(number)) notFound();
  const caller = await serverCaller();
  const address = { orgSlug: org, caseSlug, number: Number(number) };
  const { base, lines, truncated } = await found(caller.publication.supplements(address));
  const session = await pageSession();
  return (
    <PublicShell signIn={session === null}>
      <SupplementList base={base} lines={lines} truncated={truncated} />
    </PublicShell>
  );
}
