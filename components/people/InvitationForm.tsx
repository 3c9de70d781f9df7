'use client';

import { useState, type SubmitEvent } from 'react';
import { problemsOf } from '@/components/data/problems';
import { useTRPCClient } from '@/components/data/trpc';
import { AuthCard } from '@/components/shell/AuthCard';
import { goOn, signInByTicket, signOutHere } from '@/components/shell/session';
import { Button, LinkButton } from '@/components/ui/Button';
import { DateOf } from '@/components/ui/Time';
import { FormError, type FormProblem } from '@/components/ui/FormError';
import type { OrgRole } from '@/core/policy/actor';
import { textOf } from './formText';
import { NewPersonFields } from './NewPersonFields';
import { TEXT } from './text';

export interface InvitationFormProps {
  token: string;
  organisation: string;
  email: string;
  roles: OrgRole[];
  expiresAt: string;
  hasAccount: boolean;
  /** Address of who is signed in; null for a visitor. */
  me: string | null;
}

/** Joins an organisation: as a new person, or as the person whose address was invited. */
export function InvitationForm(props: InvitationFormProps) {
  const { organisation, email, roles, expiresAt } = props;
  return (
    <AuthCard
      title={TEXT.invitation.title(organisation)}
      lead={TEXT.invitation.lead(email)}
      foot={
        <>
          {TEXT.invitation.expires} <DateOf at={expiresAt} />
        </>
      }
    >
      <p className="lbl">{TEXT.invitation.roles}</p>
      <ul className="mb-4">
        {roles.map((role) => (
          <li key={role}>
            <b>{TEXT.roles[role].words}</b> <span className="ink2">{TEXT.roles[role].note}</span>
          </li>
        ))}
      </ul>
      <Joining {...props} />
    </AuthCard>
  );
}

function Joining(props: InvitationFormProps) {
  const { token, organisation, email, hasAccount, me } = props;
  const client = useTRPCClient();
  const [busy, setBusy] = useState(false);
  const [problems, setProblems] = useState<FormProblem[]>([]);

  async function join(newPerson: { name: string; password: string } | null) {
    setBusy(true);
    try {
      const joined = await client.orgs.accept.mutate({ token, ...newPerson });
      if (joined.ticket) await signInByTicket(joined.ticket);
      return goOn(`/orgs/${joined.orgSlug}`);
    } catch (error) {
      setProblems(problemsOf(error, { name: 'name', password: 'password' }));
      setBusy(false);
    }
  }

  if (me !== null && me !== email)
    return (
      <>
        <p className="stmt">{TEXT.invitation.otherPerson(me, email)}</p>
        <Button className="mt-4" onClick={signOutHere}>
          {TEXT.invitation.signOut}
        </Button>
      </>
    );
  if (me !== null)
    return (
      <>
        <FormError problems={problems} />
        <Button look="main" tall wide busy={busy} onClick={() => join(null)}>
          {TEXT.invitation.act(organisation)}
        </Button>
      </>
    );
  if (hasAccount)
    return (
      <>
        <p className="stmt mb-4">{TEXT.invitation.hasAccount}</p>
        <LinkButton
          look="main"
          tall
          wide
          href={`/sign-in?${new URLSearchParams({ next: `/invitation/${token}`, email })}`}
        >
          {TEXT.invitation.signIn}
        </LinkButton>
      </>
    );
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    void join({ name: textOf(form, 'name'), password: textOf(form, 'password') });
  };
  return (
    <>
      <FormError problems={problems} />
      <form className="grid gap-4" method="post" onSubmit={submit}>
        <NewPersonFields email={email} problems={problems} />
        <Button type="submit" look="main" tall wide busy={busy}>
          {TEXT.invitation.act(organisation)}
        </Button>
      </form>
    </>
  );
}
