import type { Metadata } from 'next';
import { InvitationForm } from '@/components/people/InvitationForm';
import { TEXT } from '@/components/people/text';
import { AuthCard } from '@/components/shell/AuthCard';
import { LinkButton } from '@/components/ui/Button';
import { explained, pageSession, serverCaller } from '@/server/trpc/caller';

export const metadata: Metadata = { title: 'Invitation', referrer: 'no-referrer' };

export default async function InvitationPage(props: { params: Promise<{ token: string }> }) {
  const { token } = await props.params;
  const caller = await serverCaller();
  const answer = await explained(caller.orgs.invitation({ token: token.slice(0, 100) }));
  if ('refused' in answer)
    return (
      <AuthCard title={TEXT.invitation.spentTitle}>
        <p className="stmt">{answer.refused}</p>
        <p className="mt-4">
          <LinkButton href="/sign-in">{TEXT.setup.toSignIn}</LinkButton>
        </p>
      </AuthCard>
    );
  const { organisation, email, roles, expiresAt, hasAccount } = answer.data;
  const me = (await pageSession())?.email ?? null;
  return <InvitationForm {...{ token, organisation, email, roles, expiresAt, hasAccount, me }} />;
}
