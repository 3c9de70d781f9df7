'use client';

import { problemAt } from '@/components/data/problems';
import { TextField } from '@/components/ui/Field';
import type { FormProblem } from '@/components/ui/FormError';
import { TEXT } from './text';

/** Name, address and password of somebody who is new here. A given address can't be changed. */
export function NewPersonFields(props: { email?: string | undefined; problems: FormProblem[] }) {
  const { email, problems } = props;
  return (
    <>
      <TextField
        label={TEXT.name}
        id="name"
        name="name"
        hint={TEXT.nameHint}
        autoComplete="name"
        required
        maxLength={120}
        error={problemAt(problems, 'name')}
      />
      <TextField
        label={TEXT.email}
        id="email"
        name="email"
        type="email"
        autoComplete="username"
        required
        maxLength={254}
        defaultValue={email}
        readOnly={email !== undefined}
        error={problemAt(problems, 'email')}
      />
      <TextField
        label={TEXT.password}
        id="password"
        name="password"
        type="password"
        hint={TEXT.passwordHint}
        autoComplete="new-password"
        required
        minLength={12}
        maxLength={128}
        error={problemAt(problems, 'password')}
      />
    </>
  );
}
