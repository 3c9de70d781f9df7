'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTRPC } from '@/components/data/trpc';
import { TEXT as PEOPLE } from '@/components/people/text';
import { Button } from '@/components/ui/Button';
import { Hang } from '@/components/ui/Entry';
import { DataTable, TwoLines } from '@/components/ui/Ledger';
import { Title } from '@/components/ui/Title';
import type { OrganisationView } from '@/server/orgs/present';
import { InvitationList } from './InvitationList';
import { InviteDialog } from './InviteDialog';
import { RemoveDialog, RolesDialog, type MemberInQuestion } from './MemberDialogs';
import { roleWords } from './RoleChoice';
import { TEXT } from './text';

type Asking = { what: 'invite' } | { what: 'roles' | 'remove'; member: MemberInQuestion } | null;

/** An organisation: who belongs to it with which roles, and who is invited. */
export function OrganisationPage(props: {
  initial: OrganisationView;
  myId: string;
  /** Signing keys of the organisation. */
  keys?: ReactNode;
}) {
  const { initial, myId, keys } = props;
  const orgSlug = initial.slug;
  const trpc = useTRPC();
  const client = useQueryClient();
  const query = trpc.orgs.bySlug.queryOptions({ orgSlug }, { initialData: initial });
  const org = useQuery(query).data ?? initial;
  const [asking, setAsking] = useState<Asking>(null);
  const close = () => setAsking(null);
  const refresh = () => {
    void client.invalidateQueries({ queryKey: query.queryKey });
    void client.invalidateQueries(trpc.orgs.invitations.queryFilter({ orgSlug }));
  };
  const dialog = {
    orgSlug,
    orgName: org.name,
    mayMakeOwners: org.mayMakeOwners,
    onClose: close,
    onChanged: refresh,
  };
  return (
    <div className="sheetpage narrow-measure">
      <div className="pagehead">
        <Title>{org.name}</Title>
        <span className="ink2">
          {PEOPLE.kinds[org.kind].words}, {TEXT.people(org.members.length)}
        </span>
        <span className="sp" />
        {org.mayInvite && (
          <Button look="main" onClick={() => setAsking({ what: 'invite' })}>
            {TEXT.invite}
          </Button>
        )}
      </div>
      <Hang rule="ruled" head={<h2 className="head">{TEXT.members}</h2>}>
        <DataTable
          stack
          caption={TEXT.members}
          columns={[
            { key: 'member', head: TEXT.member },
            { key: 'roles', head: TEXT.roles },
            { key: 'act', head: TEXT.acts, silent: true },
          ]}
        >
          {org.members.map((member) => (
            <tr key={member.personId}>
              <td>
                <TwoLines
                  first={
                    <>
                      {member.name}
                      {member.personId === myId && <span className="ink3">, {TEXT.you}</span>}
                    </>
                  }
                  second={member.email}
                />
              </td>
              <td className="ink2">{roleWords(member.roles)}</td>
              <td className="r">
                {org.mayInvite && (
                  <MemberActs
                    name={member.name}
                    mayRemove={member.mayManage}
                    onRoles={() => setAsking({ what: 'roles', member })}
                    onRemove={() => setAsking({ what: 'remove', member })}
                  />
                )}
              </td>
            </tr>
          ))}
        </DataTable>
      </Hang>
      {org.mayInvite && (
        <Hang head={<h2 className="head">{TEXT.invitations}</h2>}>
          <InvitationList orgSlug={orgSlug} />
        </Hang>
      )}
      {keys && <Hang head={<h2 className="head">{TEXT.signingKeys}</h2>}>{keys}</Hang>}
      <InviteDialog
        open={asking?.what === 'invite'}
        orgSlug={orgSlug}
        mayMakeOwners={org.mayMakeOwners}
        onClose={close}
        onInvited={refresh}
      />
      {asking?.what === 'roles' && <RolesDialog {...dialog} member={asking.member} />}
      {asking?.what === 'remove' && <RemoveDialog {...dialog} member={asking.member} />}
    </div>
  );
}

function MemberActs(props: {
  name: string;
  mayRemove: boolean;
  onRoles: () => void;
  onRemove: () => void;
}) {
  const { name, mayRemove, onRoles, onRemove } = props;
  return (
    <>
      <Button look="text" aria-label={TEXT.changeRolesOf(name)} onClick={onRoles}>
        {TEXT.changeRoles}
      </Button>
      {mayRemove && (
        <Button look="text" stops aria-label={TEXT.removeOf(name)} onClick={onRemove}>
          {TEXT.remove}
        </Button>
      )}
    </>
  );
}
