'use client';

import { useMutation } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { problemAt, problemsOf } from '@/components/data/problems';
import { useTRPC } from '@/components/data/trpc';
import { textOf } from '@/components/people/formText';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { TextField } from '@/components/ui/Field';
import { FormError } from '@/components/ui/FormError';
import { RadioOptions } from '@/components/ui/RadioOptions';
import { ENGAGEMENT_ROLES, type EngagementRole } from '@/core/workflow/engagement';
import { TEXT } from './text';

const t = TEXT.access;
const FIELDS = { holderOrg: 'engage-org', email: 'engage-email' };

/** Asks whom to engage and as what. */
export function OpenEngagement(props: {
  address: { orgSlug: string; caseSlug: string };
  onClose: () => void;
  onOpened: () => void;
}) {
  const { address, onClose, onOpened } = props;
  const trpc = useTRPC();
  const [role, setRole] = useState<EngagementRole>('assessor');
  const open = useMutation(
    trpc.engagements.open.mutationOptions({
      onSuccess: () => {
        onOpened();
        onClose();
      },
    }),
  );
  const problems = problemsOf(open.error, FIELDS);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    open.mutate({
      ...address,
      role,
      holderOrg: textOf(form, 'org'),
      email: textOf(form, 'email'),
    });
  };
  return (
    <Dialog open onClose={onClose} title={t.open}>
      <FormError problems={problems} />
      <form className="grid gap-4" method="post" onSubmit={submit}>
        <RadioOptions
          legend={t.part}
          options={ENGAGEMENT_ROLES.map((value) => ({ value, ...t.parts[value] }))}
          value={role}
          onChange={setRole}
        />
        <TextField
          label={t.holderOrg}
          id="engage-org"
          name="org"
          voice="mono"
          hint={t.holderOrgHint}
          required
          maxLength={60}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          error={problemAt(problems, 'engage-org')}
        />
        <TextField
          label={t.email}
          id="engage-email"
          name="email"
          type="email"
          hint={t.emailHint}
          required
          maxLength={254}
          autoComplete="off"
          error={problemAt(problems, 'engage-email')}
        />
        <div className="acts">
          <Button type="submit" look="main" busy={open.isPending}>
            {t.act}
          </Button>
          <Button look="text" onClick={onClose}>
            {t.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
