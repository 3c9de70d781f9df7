'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { describeFailure, useTRPC } from '@/components/data/trpc';
import { Button } from '@/components/ui/Button';
import { Digest } from '@/components/ui/Digest';
import { EmptyState } from '@/components/ui/EmptyState';
import { Problem } from '@/components/ui/Field';
import { DataTable, TwoLines } from '@/components/ui/Ledger';
import { LoadingRows } from '@/components/ui/Loading';
import { Status } from '@/components/ui/Status';
import { Time } from '@/components/ui/Time';
import type { PresentedKey } from '@/server/signing/keys/reading';
import { KeyStatus } from './KeyStatus';
import { RevokeKey } from './RevokeKey';
import { SignDialog } from './SignDialog';
import { TEXT } from './text';

/** The signing keys of an organisation; owners and administrators vouch for those that wait. */
export function KeyApprovals(props: { orgSlug: string }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const keys = useQuery(trpc.signing.keysOf.queryOptions({ orgSlug: props.orgSlug }));
  const refresh = () => void client.invalidateQueries(trpc.signing.pathFilter());
  const [approving, setApproving] = useState<PresentedKey | null>(null);
  const [revoking, setRevoking] = useState<PresentedKey | null>(null);
  const list = keys.data ?? [];
  const waiting = list.filter(({ mayApprove }) => mayApprove).length;
  return (
    <>
      <p className="ink2 mb-3">{TEXT.approvals.lead}</p>
      {waiting > 0 && (
        <p className="mb-3">
          <Status icon="clock" tone="warn">
            {TEXT.approvals.waiting(waiting)}
          </Status>
        </p>
      )}
      {keys.error && <Problem>{describeFailure(keys.error).message}</Problem>}
      {keys.isPending && <LoadingRows rows={3} />}
      {keys.isSuccess && list.length === 0 && <EmptyState sentence={TEXT.approvals.none} />}
      {list.length > 0 && (
        <DataTable
          stack
          caption={TEXT.approvals.caption}
          columns={[
            { key: 'holder', head: TEXT.keys.holder },
            { key: 'key', head: TEXT.keys.key },
            { key: 'status', head: TEXT.keys.status },
            { key: 'acts', head: TEXT.keys.acts, silent: true },
          ]}
        >
          {list.map((key) => (
            <tr key={key.keyId}>
              <td>
                <TwoLines first={key.holder.name} second={key.holder.email} />
              </td>
              <td>
                <TwoLines
                  first={
                    <>
                      {key.name} <Digest value={key.keyId} length="half" copy />
                    </>
                  }
                  second={
                    <>
                      {TEXT.keys.enrolled} <Time at={key.enrolledAt} />
                    </>
                  }
                />
              </td>
              <td>
                <KeyStatus of={key} />
              </td>
              <td className="r">
                {key.mayApprove && (
                  <Button
                    aria-label={TEXT.approvals.approveTitle(key.holder.name)}
                    onClick={() => setApproving(key)}
                  >
                    {TEXT.approvals.approve}
                  </Button>
                )}
                {key.mayRevoke && (
                  <Button
                    look="text"
                    stops
                    aria-label={`${TEXT.keys.revokeTitle(key.name)}, ${key.holder.name}`}
                    onClick={() => setRevoking(key)}
                  >
                    {TEXT.approvals.revoke}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </DataTable>
      )}
      {approving && (
        <SignDialog
          act="key.approve"
          input={{ keyId: approving.keyId }}
          title={TEXT.approvals.approveTitle(approving.holder.name)}
          onClose={() => setApproving(null)}
          onSigned={() => {
            setApproving(null);
            refresh();
          }}
        />
      )}
      {revoking && (
        <RevokeKey of={revoking} onClose={() => setRevoking(null)} onRevoked={refresh} />
      )}
    </>
  );
}
