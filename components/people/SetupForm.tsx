'use client';

import { useState, type SubmitEvent } from 'react';
import { problemsOf } from '@/components/data/problems';
import { useTRPCClient } from '@/components/data/trpc';
import { AuthCard } from '@/components/shell/AuthCard';
import { goOn, signInByTicket } from '@/components/shell/session';
import { Button } from '@/components/ui/Button';
import { FormError, type FormProblem } from '@/components/ui/FormError';
import { textOf } from './formText';
import { NewPersonFields } from './NewPersonFields';
import { NO_ORGANISATION, OrganisationFields } from './OrganisationFields';
import { TEXT } from './text';

const FIELDS = {
  name: 'name',
  email: 'email',
  password: 'password',
  'organisation.name': 'organisation-name',
  'organisation.slug': 'organisation-slug',
  slug: 'organisation-slug',
};

/** The first person and the first organisation. */
export function SetupForm(props: { token: string }) {
  const client = useTRPCClient();
  const [organisation, setOrganisation] = useState(NO_ORGANISATION);
  const [busy, setBusy] = useState(false);
  const [problems, setProblems] = useState<FormProblem[]>([]);

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    try {
      const { ticket } = await client.people.setup.mutate({
        token: props.token,
        name: textOf(form, 'name'),
        email: textOf(form, 'email'),
        password: textOf(form, 'password'),
        organisation,
      });
      const result = await signInByTicket(ticket);
      return goOn(result.ok ? '/inbox' : '/sign-in');
    } catch (error) {
      setProblems(problemsOf(error, FIELDS));
      setBusy(false);
    }
  }

  return (
    <AuthCard title={TEXT.setup.title} lead={TEXT.setup.lead}>
      <FormError problems={problems} />
      <form className="grid gap-6" method="post" onSubmit={submit}>
        <fieldset className="fieldset grid gap-4">
          <legend className="head mb-3">{TEXT.setup.you}</legend>
          <NewPersonFields problems={problems} />
        </fieldset>
        <fieldset className="fieldset grid gap-4">
          <legend className="head mb-3">{TEXT.setup.organisation}</legend>
          <OrganisationFields value={organisation} onChange={setOrganisation} problems={problems} />
        </fieldset>
        <Button type="submit" look="main" tall wide busy={busy}>
          {TEXT.setup.act}
        </Button>
      </form>
    </AuthCard>
  );
}
