import type { Metadata } from 'next';
import { SetupForm } from '@/components/people/SetupForm';
import { TEXT } from '@/components/people/text';
import { AuthCard } from '@/components/shell/AuthCard';
import { LinkButton } from '@/components/ui/Button';
import { serverCaller } from '@/server/trpc/caller';

export const metadata: Metadata = { title: TEXT.setup.title, referrer: 'no-referrer' };

export default async function SetupPage(props: { params: Promise<{ token: string }> }) {
  const { token } = await props.params;
  const open = await (await serverCaller()).people.setupIsOpen({ token: token.slice(0, 100) });
  if (open) return <SetupForm token={token} />;
  return (
    <AuthCard title={TEXT.setup.spentTitle}>
      <p className="stmt">{TEXT.setup.spent}</p>
      <p className="mt-4">
        <LinkButton href="/sign-in">{TEXT.setup.toSignIn}</LinkButton>
      </p>
    </AuthCard>
  );
}
