'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { describeFailure, useTRPC } from '@/components/data/trpc';
import { Button } from '@/components/ui/Button';
import { Problem } from '@/components/ui/Field';
import { DataTable } from '@/components/ui/Ledger';
import { LoadingRows } from '@/components/ui/Loading';
import { DateOf } from '@/components/ui/Time';
import { roleWords } from './RoleChoice';
import { TEXT } from './text';

/** Open invitations, with the way to withdraw each. */
export function InvitationList(props: { orgSlug: string }) {
  const { orgSlug } = props;
  const trpc = useTRPC();
  const client = useQueryClient();
  const query = trpc.orgs.invitations.queryOptions({ orgSlug });
  const invitations = useQuery(query);
  const revoke = useMutation(
    trpc.orgs.revokeInvitation.mutationOptions({
      onSettled: () => client.invalidateQueries({ queryKey: query.queryKey }),
    }),
  );
  const failure = invitations.error ?? revoke.error;
  return (
    <>
      {failure && <Problem>{describeFailure(failure).message}</Problem>}
      {invitations.isPending && <LoadingRows rows={1} />}
      {invitations.data?.length === 0 && <p className="ink3">{TEXT.none}</p>}
      {(invitations.data?.length ?? 0) > 0 && (
        <DataTable
          stack
          caption={TEXT.invitations}
          columns={[
            { key: 'who', head: TEXT.invitation },
            { key: 'roles', head: TEXT.roles },
            { key: 'until', head: TEXT.expires },
            { key: 'act', head: TEXT.acts, silent: true },
          ]}
        >
          {invitations.data?.map(({ id, email, roles, expiresAt }) => (
            <tr key={id}>
              <td>{email}</td>
              <td className="ink2">{roleWords(roles)}</td>
              <td>
                <DateOf at={expiresAt} style="day" />
              </td>
              <td className="r">
                <Button
                  look="text"
                  stops
                  aria-label={TEXT.withdrawOf(email)}
                  busy={revoke.isPending && revoke.variables.invitationId === id}
                  onClick={() => revoke.mutate({ orgSlug, invitationId: id })}
                >
                  {TEXT.withdraw}
                </Button>
              </td>
            </tr>
          ))}
        </DataTable>
      )}
    </>
  );
}
