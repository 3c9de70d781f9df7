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
import type { OrgRole } from '@/core/policy/actor';
import { LinkOnce } from './LinkOnce';
import { RoleChoice } from './RoleChoice';
import { TEXT } from './text';

interface Props {
  orgSlug: string;
  mayMakeOwners: boolean;
  onClose: () => void;
  onInvited: () => void;
}

/** Address and roles; then the link, once. */
export function InviteDialog(props: Props & { open: boolean }) {
  const { open, onClose } = props;
  return (
    <Dialog open={open} onClose={onClose} title={TEXT.invite}>
      {open && <Invite {...props} />}
    </Dialog>
  );
}

function Invite(props: Props) {
  const { orgSlug, mayMakeOwners, onClose, onInvited } = props;
  const trpc = useTRPC();
  const [roles, setRoles] = useState<OrgRole[]>(['author']);
  const invite = useMutation(trpc.orgs.invite.mutationOptions({ onSuccess: onInvited }));
  const problems = problemsOf(invite.error, { email: 'invite-email' });
  if (invite.isSuccess)
    return (
      <>
        <LinkOnce link={invite.data.link} email={invite.variables.email} />
        <div className="acts">
          <Button look="main" onClick={onClose}>
            {TEXT.done}
          </Button>
        </div>
      </>
    );
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const email = textOf(new FormData(event.currentTarget), 'email');
    invite.mutate({ orgSlug, email, roles });
  };
  return (
    <>
      <p className="ink2 mb-4">{TEXT.inviteLead}</p>
      <FormError problems={problems} />
      <form className="grid gap-4" method="post" onSubmit={submit}>
        <TextField
          label={TEXT.email}
          id="invite-email"
          name="email"
          type="email"
          required
          maxLength={254}
          autoComplete="off"
          error={problemAt(problems, 'invite-email')}
        />
        <RoleChoice value={roles} onChange={setRoles} mayMakeOwners={mayMakeOwners} />
        <div className="acts">
          <Button type="submit" look="main" busy={invite.isPending} disabled={roles.length === 0}>
            {TEXT.makeLink}
          </Button>
          <Button look="text" onClick={onClose}>
            {TEXT.cancel}
          </Button>
        </div>
      </form>
    </>
  );
}
