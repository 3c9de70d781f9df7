'use client';

import { useState } from 'react';
import { problemsOf } from '@/components/data/problems';
import { useTRPCClient } from '@/components/data/trpc';
import { AuthCard } from '@/components/shell/AuthCard';
import { goOn, signInByTicket } from '@/components/shell/session';
import { Button } from '@/components/ui/Button';
import { FormError, type FormProblem } from '@/components/ui/FormError';
import { TEXT } from './text';

/** Signs in by a one-time link, on a press: opening the page alone spends nothing. */
export function SignInByLink(props: { token: string }) {
  const client = useTRPCClient();
  const [busy, setBusy] = useState(false);
  const [problems, setProblems] = useState<FormProblem[]>([]);

  async function signIn() {
    setBusy(true);
    try {
      const { ticket } = await client.people.spendSignInLink.mutate({ token: props.token });
      const result = await signInByTicket(ticket);
      if (result.ok) return goOn('/inbox');
      setProblems([{ words: result.words }]);
    } catch (error) {
      setProblems(problemsOf(error));
    }
    setBusy(false);
  }

  return (
    <AuthCard title={TEXT.link.title} lead={TEXT.link.lead}>
      <FormError problems={problems} />
      <Button look="main" tall wide busy={busy} onClick={signIn}>
        {TEXT.link.act}
      </Button>
    </AuthCard>
  );
}
