import type { Metadata } from 'next';
import { NewCaseForm } from '@/components/cases/NewCaseForm';
import { TEXT } from '@/components/cases/text';
import { Forbidden } from '@/components/ui/ErrorState';
import { serverCaller, signedIn } from '@/server/trpc/caller';

export const metadata: Metadata = { title: TEXT.make.title };

interface Props {
  searchParams: Promise<{ base?: string | string[] }>;
}

export default async function NewCasePage({ searchParams }: Props) {
  const { base } = await searchParams;
  const digest = typeof base === 'string' && /^[0-9a-f]{64}$/.test(base) ? base : null;
  await signedIn(digest === null ? '/cases/new' : `/cases/new?base=${digest}`);
  const { organisations, templates } = await (await serverCaller()).cases.choices();
  if (organisations.length === 0)
    return <Forbidden reason={TEXT.make.nowhere} owner={TEXT.make.nowhereWho} />;
  return <NewCaseForm organisations={organisations} templates={templates} base={digest} />;
}
