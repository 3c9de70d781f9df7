import type { Metadata } from 'next';
import { NewCaseForm } from '@/components/cases/NewCaseForm';
import { TEXT } from '@/components/cases/text';
import { Forbidden } from '@/components/ui/ErrorState';
import { serverCaller, signedIn } from '@/server/trpc/caller';

export const metadata: Metadata = { title: TEXT.make.title };

export default async function NewCasePage() {
  await signedIn('/cases/new');
  const { organisations, templates } = await (await serverCaller()).cases.choices();
  if (organisations.length === 0)
    return <Forbidden reason={TEXT.make.nowhere} owner={TEXT.make.nowhereWho} />;
  return <NewCaseForm organisations={organisations} templates={templates} />;
}
