import type { Metadata } from 'next';
import { AccountView } from '@/components/people/AccountView';
import { TEXT } from '@/components/people/text';
import { signedIn } from '@/server/trpc/caller';

export const metadata: Metadata = { title: TEXT.account.title };

export default async function AccountPage() {
  const { name, email } = await signedIn('/account');
  return <AccountView name={name} email={email} />;
}
