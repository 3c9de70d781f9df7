'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { describeFailure, useTRPC } from '@/components/data/trpc';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { EmptyState } from '@/components/ui/EmptyState';
import { Problem } from '@/components/ui/Field';
import { DataTable, TwoLines } from '@/components/ui/Ledger';
import { LoadingRows } from '@/components/ui/Loading';
import { Time } from '@/components/ui/Time';
import { AddPasskey } from './AddPasskey';
import { TEXT } from './text';

/** Passkeys that sign in; added with the password, removed after a question. */
export function PasskeyList() {
  const trpc = useTRPC();
  const client = useQueryClient();
  const passkeys = useQuery(trpc.people.passkeys.queryOptions());
  const refresh = () => client.invalidateQueries(trpc.people.passkeys.queryFilter());
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<{ id: string; name: string } | null>(null);
  const remove = useMutation(
    trpc.people.removePasskey.mutationOptions({
      onSuccess: () => setRemoving(null),
      onSettled: refresh,
    }),
  );
  const add = <Button onClick={() => setAdding(true)}>{TEXT.account.addPasskey}</Button>;
  const list = passkeys.data ?? [];
  return (
    <>
      <p className="ink2 mb-3">{TEXT.account.passkeysNote}</p>
      {passkeys.error && <Problem>{describeFailure(passkeys.error).message}</Problem>}
      {passkeys.isPending && <LoadingRows rows={2} />}
      {passkeys.isSuccess && list.length === 0 && (
        <EmptyState sentence={TEXT.account.passkeysNone} act={add} />
      )}
      {list.length > 0 && (
        <>
          <DataTable
            stack
            caption={TEXT.account.passkeys}
            columns={[
              { key: 'name', head: TEXT.account.passkey },
              { key: 'used', head: TEXT.account.used },
              { key: 'act', head: TEXT.account.remove, silent: true },
            ]}
          >
            {list.map(({ id, name, addedAt, lastUsedAt, backedUp }) => (
              <tr key={id}>
                <td>
                  <TwoLines first={name} second={backedUp ? TEXT.account.synced : undefined} />
                </td>
                <td>
                  <TwoLines
                    first={
                      lastUsedAt ? (
                        <>
                          {TEXT.account.lastUsed} <Time at={lastUsedAt} />
                        </>
                      ) : (
                        TEXT.account.neverUsed
                      )
                    }
                    second={
                      <>
                        {TEXT.account.added} <Time at={addedAt} />
                      </>
                    }
                  />
                </td>
                <td className="r">
                  <Button
                    look="text"
                    stops
                    aria-label={`${TEXT.account.remove} ${name}`}
                    onClick={() => setRemoving({ id, name })}
                  >
                    {TEXT.account.remove}
                  </Button>
                </td>
              </tr>
            ))}
          </DataTable>
          <div className="mt-3">{add}</div>
        </>
      )}
      <AddPasskey open={adding} onClose={() => setAdding(false)} onAdded={refresh} />
      <Dialog
        open={removing !== null}
        onClose={() => setRemoving(null)}
        title={TEXT.account.removeTitle(removing?.name ?? '')}
        description={TEXT.account.removeLead}
        acts={
          <>
            <Button
              stops
              busy={remove.isPending}
              onClick={() => removing && remove.mutate({ passkeyId: removing.id })}
            >
              {TEXT.account.remove}
            </Button>
            <Button look="text" onClick={() => setRemoving(null)}>
              {TEXT.account.cancel}
            </Button>
          </>
        }
      >
        {remove.error && <Problem>{describeFailure(remove.error).message}</Problem>}
      </Dialog>
    </>
  );
}
