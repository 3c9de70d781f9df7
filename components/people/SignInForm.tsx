'use client';

import { startAuthentication } from '@simplewebauthn/browser';
import Link from 'next/link';
import { useState, type SubmitEvent } from 'react';
import { problemsOf } from '@/components/data/problems';
import { useTRPCClient } from '@/components/data/trpc';
import { AuthCard, Or } from '@/components/shell/AuthCard';
import { goOn, signInByPassword, signInByTicket } from '@/components/shell/session';
import { Button } from '@/components/ui/Button';
import { TextField } from '@/components/ui/Field';
import { FormError, type FormProblem } from '@/components/ui/FormError';
import { textOf } from './formText';
import { TEXT } from './text';

/** Password or passkey; afterwards on to where the person was going. */
export function SignInForm(props: { next: string; email?: string | undefined }) {
  const client = useTRPCClient();
  const [busy, setBusy] = useState<'password' | 'passkey' | null>(null);
  const [problems, setProblems] = useState<FormProblem[]>([]);

  async function byPassword(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy('password');
    const result = await signInByPassword(textOf(form, 'email'), textOf(form, 'password'));
    if (result.ok) return goOn(props.next);
    setProblems([{ words: result.words, field: 'password' }]);
    setBusy(null);
  }

  async function byPasskey() {
    setBusy('passkey');
    setProblems([]);
    const problem = await signInByPasskey();
    if (problem) {
      setProblems([problem]);
      setBusy(null);
    }
  }

  async function signInByPasskey(): Promise<FormProblem | null> {
    try {
      const { ceremonyId, options } = await client.people.beginPasskeySignIn.mutate();
      const response = await startAuthentication({ optionsJSON: options }).catch(() => null);
      if (!response) return { words: TEXT.signIn.passkeyStopped };
      const { ticket } = await client.people.finishPasskeySignIn.mutate({ ceremonyId, response });
      const result = await signInByTicket(ticket);
      if (!result.ok) return { words: result.words };
      goOn(props.next);
      return null;
    } catch (error) {
      return problemsOf(error)[0] ?? null;
    }
  }

  return (
    <AuthCard
      title={TEXT.signIn.title}
      lead={TEXT.signIn.lead}
      foot={
        <>
          {TEXT.signIn.foot} <Link href="/registry">{TEXT.signIn.registry}</Link>
        </>
      }
    >
      <FormError problems={problems} />
      <form className="grid gap-4" method="post" onSubmit={byPassword}>
        <TextField
          label={TEXT.email}
          id="email"
          name="email"
          type="email"
          autoComplete="username webauthn"
          defaultValue={props.email}
          required
        />
        <TextField
          label={TEXT.password}
          id="password"
          name="password"
          type="password"
          autoComplete="current-password"
          required
        />
        <Button type="submit" look="main" tall wide busy={busy === 'password'}>
          {TEXT.signIn.act}
        </Button>
      </form>
      <Or>{TEXT.signIn.or}</Or>
      <Button tall wide icon="passkey" busy={busy === 'passkey'} onClick={byPasskey}>
        {TEXT.signIn.passkey}
      </Button>
    </AuthCard>
  );
}
