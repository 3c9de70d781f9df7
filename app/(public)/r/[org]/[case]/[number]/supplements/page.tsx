import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { PUBLIC_TEXT } from '@/components/releases/publicText';
import { SupplementList } from '@/components/releases/SupplementList';
import { PublicShell } from '@/components/shell/PublicShell';
import { found, pageSession, serverCaller } from '@/server/trpc/caller';

interface Props {
  params: Promise<{ org: string; case: string; number: string }>;
  searchParams: Promise<{ page?: string | string[] }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { case: slug, number } = await params;
  return { title: PUBLIC_TEXT.supplements.title(`${slug} r${number}`) };
}

export default async function SupplementsPage({ params, searchParams }: Props) {
  const { org, case: caseSlug, number } = await params;
  const { page = '1' } = await searchParams;
  if (!/^[1-9][0-9]{0,4}$/.test(number)) notFound();
  if (typeof page !== 'string' || !/^[1-9][0-9]?$/.test(page)) notFound();
  const caller = await serverCaller();
  const asked = { orgSlug: org, caseSlug, number: Number(number), page: Number(page) };
  const list = await found(caller.publication.supplements(asked));
  const session = await pageSession();
  return (
    <PublicShell signIn={session === null}>
      <SupplementList list={list} />
    </PublicShell>
  );
}
