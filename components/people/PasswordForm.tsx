'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { SubmitEvent } from 'react';
import { problemAt, problemsOf } from '@/components/data/problems';
import { useTRPC } from '@/components/data/trpc';
import { Button } from '@/components/ui/Button';
import { TextField } from '@/components/ui/Field';
import { FormError } from '@/components/ui/FormError';
import { Status } from '@/components/ui/Status';
import { textOf } from './formText';
import { TEXT } from './text';

/** Changes one's password. */
export function PasswordForm(props: { email: string }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const change = useMutation(
    trpc.people.changePassword.mutationOptions({
      onSuccess: () => client.invalidateQueries(trpc.people.sessions.queryFilter()),
    }),
  );
  const problems = problemsOf(change.error, {
    current: 'present-password',
    password: 'new-password',
  });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    change.mutate(
      { current: textOf(data, 'current'), password: textOf(data, 'password') },
      { onSuccess: () => form.reset() },
    );
  };
  return (
    <>
      <p className="ink2 mb-3">{TEXT.account.passwordNote}</p>
      <FormError problems={problems} />
      <form className="grid max-w-96 gap-4" method="post" onSubmit={submit}>
        <input type="hidden" name="email" autoComplete="username" value={props.email} readOnly />
        <TextField
          label={TEXT.account.current}
          id="present-password"
          name="current"
          type="password"
          autoComplete="current-password"
          required
          maxLength={128}
          error={problemAt(problems, 'present-password')}
        />
        <TextField
          label={TEXT.newPassword}
          id="new-password"
          name="password"
          type="password"
          hint={TEXT.passwordHint}
          autoComplete="new-password"
          required
          minLength={12}
          maxLength={128}
          error={problemAt(problems, 'new-password')}
        />
        <div className="flex items-center gap-4">
          <Button type="submit" busy={change.isPending}>
            {TEXT.account.change}
          </Button>
          <span role="status">
            {change.isSuccess && (
              <Status icon="pass" tone="ok">
                {TEXT.account.changed}
              </Status>
            )}
          </span>
        </div>
      </form>
    </>
  );
}
