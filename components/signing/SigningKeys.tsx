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
import { Time } from '@/components/ui/Time';
import type { PresentedKey } from '@/server/signing/keys/reading';
import { KeyStatus } from './KeyStatus';
import { MakeKey } from './MakeKey';
import { RevokeKey } from './RevokeKey';
import { TEXT } from './text';

/** One's own signing keys: make, see, revoke. */
export function SigningKeys(props: { organisations: { slug: string; name: string }[] }) {
  const { organisations } = props;
  const trpc = useTRPC();
  const client = useQueryClient();
  const keys = useQuery(trpc.signing.myKeys.queryOptions());
  const refresh = () => void client.invalidateQueries(trpc.signing.pathFilter());
  const [making, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<PresentedKey | null>(null);
  const [made, setMade] = useState<'active' | 'pending' | null>(null);
  const list = keys.data ?? [];
  const make = (
    <Button look="main" onClick={() => setMaking(true)}>
      {TEXT.keys.make}
    </Button>
  );
  return (
    <>
      <p className="ink2 mb-3">{TEXT.keys.lead}</p>
      <p role="status" className={made ? 'mb-3' : undefined}>
        {made === 'active' && TEXT.keys.enrolledNow}
        {made === 'pending' && TEXT.keys.enrolledPending}
      </p>
      {keys.error && <Problem>{describeFailure(keys.error).message}</Problem>}
      {keys.isPending && <LoadingRows rows={2} />}
      {keys.isSuccess && list.length === 0 && (
        <EmptyState
          sentence={organisations.length === 0 ? TEXT.keys.noOrganisation : TEXT.keys.none}
          act={organisations.length === 0 ? undefined : make}
        />
      )}
      {list.length > 0 && (
        <>
          <DataTable
            stack
            caption={TEXT.keys.caption}
            columns={[
              { key: 'key', head: TEXT.keys.key },
              { key: 'status', head: TEXT.keys.status },
              { key: 'used', head: TEXT.keys.used },
              { key: 'acts', head: TEXT.keys.acts, silent: true },
            ]}
          >
            {list.map((key) => (
              <KeyRow key={key.keyId} of={key} onRevoke={() => setRevoking(key)} />
            ))}
          </DataTable>
          <div className="mt-3">{make}</div>
        </>
      )}
      {making && (
        <MakeKey
          organisations={organisations}
          onClose={() => setMaking(false)}
          onMade={(state) => {
            setMade(state);
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

function KeyRow(props: { of: PresentedKey; onRevoke: () => void }) {
  const { of: key, onRevoke } = props;
  return (
    <tr>
      <td>
        <TwoLines
          first={key.name}
          second={
            <>
              {key.org.name}, <Digest value={key.keyId} />
            </>
          }
        />
      </td>
      <td>
        <TwoLines
          first={<KeyStatus of={key} />}
          second={key.backedUp ? TEXT.keys.synced : undefined}
        />
      </td>
      <td>
        <TwoLines
          first={
            key.lastUsedAt ? (
              <>
                {TEXT.keys.lastUsed} <Time at={key.lastUsedAt} />
              </>
            ) : (
              TEXT.keys.neverUsed
            )
          }
          second={
            <>
              {TEXT.keys.enrolled} <Time at={key.enrolledAt} />
            </>
          }
        />
      </td>
      <td className="r">
        {key.mayRevoke && (
          <Button look="text" stops aria-label={TEXT.keys.revokeTitle(key.name)} onClick={onRevoke}>
            {TEXT.keys.revoke}
          </Button>
        )}
      </td>
    </tr>
  );
}
