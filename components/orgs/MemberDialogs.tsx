'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { describeFailure, useTRPC } from '@/components/data/trpc';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { Problem } from '@/components/ui/Field';
import type { OrgRole } from '@/core/policy/actor';
import { RoleChoice } from './RoleChoice';
import { TEXT } from './text';

export interface MemberInQuestion {
  personId: string;
  name: string;
  roles: OrgRole[];
}

interface Props {
  orgSlug: string;
  orgName: string;
  member: MemberInQuestion;
  mayMakeOwners: boolean;
  onClose: () => void;
  onChanged: () => void;
}

/** Which roles a member has, exactly. */
export function RolesDialog(props: Props) {
  const { orgSlug, member, mayMakeOwners, onClose, onChanged } = props;
  const trpc = useTRPC();
  const [roles, setRoles] = useState<OrgRole[]>(member.roles);
  const change = useMutation(
    trpc.orgs.changeRoles.mutationOptions({
      onSuccess: () => {
        onChanged();
        onClose();
      },
    }),
  );
  return (
    <Dialog
      open
      onClose={onClose}
      title={TEXT.changeRolesOf(member.name)}
      description={TEXT.rolesEffect}
      acts={
        <>
          <Button
            look="main"
            busy={change.isPending}
            disabled={roles.length === 0}
            onClick={() => change.mutate({ orgSlug, personId: member.personId, roles })}
          >
            {TEXT.saveRoles}
          </Button>
          <Button look="text" onClick={onClose}>
            {TEXT.cancel}
          </Button>
        </>
      }
    >
      <RoleChoice
        value={roles}
        onChange={setRoles}
        mayMakeOwners={mayMakeOwners}
        error={change.error ? describeFailure(change.error).message : undefined}
      />
    </Dialog>
  );
}

/** Ends a membership, after saying what that does. */
export function RemoveDialog(props: Props) {
  const { orgSlug, orgName, member, onClose, onChanged } = props;
  const trpc = useTRPC();
  const remove = useMutation(
    trpc.orgs.removeMember.mutationOptions({
      onSuccess: () => {
        onChanged();
        onClose();
      },
    }),
  );
  return (
    <Dialog
      open
      onClose={onClose}
      title={TEXT.removeTitle(member.name, orgName)}
      description={TEXT.removeLead}
      acts={
        <>
          <Button
            stops
            busy={remove.isPending}
            onClick={() => remove.mutate({ orgSlug, personId: member.personId })}
          >
            {TEXT.remove}
          </Button>
          <Button look="text" onClick={onClose}>
            {TEXT.cancel}
          </Button>
        </>
      }
    >
      {remove.error && <Problem>{describeFailure(remove.error).message}</Problem>}
    </Dialog>
  );
}
