import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { SignInForm } from '@/components/people/SignInForm';
import { TEXT } from '@/components/people/text';
import { ownPath } from '@/components/shell/ownPath';
import { pageSession } from '@/server/trpc/caller';

export const metadata: Metadata = { title: TEXT.signIn.title };

export default async function SignInPage(props: {
  searchParams: Promise<{ next?: string | string[]; email?: string | string[] }>;
}) {
  const { next, email } = await props.searchParams;
  const to = ownPath(typeof next === 'string' ? next : undefined);
  if (await pageSession()) redirect(to);
  return <SignInForm next={to} email={typeof email === 'string' ? email : undefined} />;
}
