import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { LabelSheet } from '@/components/release/LabelSheet';
import { TEXT } from '@/components/release/text';
import { labelSections } from '@/components/releases/publicRelease';
import { PublicShell } from '@/components/shell/PublicShell';
import { found, pageSession, serverCaller } from '@/server/trpc/caller';

interface Props {
  params: Promise<{ org: string; case: string; number: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { case: slug, number } = await params;
  return { title: TEXT.label.title(`${slug} r${number}`) };
}

export default async function LabelPage({ params }: Props) {
  const { org, case: caseSlug, number } = await params;
  if (!/^[1-9][0-9]{0,4}$/.test(number)) notFound();
  const caller = await serverCaller();
  const address = { orgSlug: org, caseSlug, number: Number(number) };
  const { label, ...sheet } = await found(caller.publication.label(address));
  const session = await pageSession();
  return (
    <PublicShell signIn={session === null}>
      <LabelSheet {...sheet} incomplete={label.incomplete} sections={labelSections(label)} />
    </PublicShell>
  );
}
