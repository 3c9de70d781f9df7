import type { Metadata } from 'next';
import { SignInByLink } from '@/components/people/SignInByLink';
import { TEXT } from '@/components/people/text';
import { AuthCard } from '@/components/shell/AuthCard';
import { LinkButton } from '@/components/ui/Button';
import { serverCaller } from '@/server/trpc/caller';

export const metadata: Metadata = { title: TEXT.link.title, referrer: 'no-referrer' };

export default async function SignInLinkPage(props: { params: Promise<{ token: string }> }) {
  const { token } = await props.params;
  const open = await (await serverCaller()).people.signInLinkIsOpen({ token: token.slice(0, 100) });
  if (open) return <SignInByLink token={token} />;
  return (
    <AuthCard title={TEXT.link.spentTitle}>
      <p className="stmt">{TEXT.link.spent}</p>
      <p className="mt-4">
        <LinkButton href="/sign-in">{TEXT.setup.toSignIn}</LinkButton>
      </p>
    </AuthCard>
  );
}
