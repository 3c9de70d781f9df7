'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { describeFailure, useTRPC } from '@/components/data/trpc';
import { Button } from '@/components/ui/Button';
import { Problem } from '@/components/ui/Field';
import { DataTable } from '@/components/ui/Ledger';
import { LoadingRows } from '@/components/ui/Loading';
import { Status } from '@/components/ui/Status';
import { DateOf, Time } from '@/components/ui/Time';
import { Head } from '@/components/ui/Title';
import type { TokenView } from '@/server/monitors/present';
import type { TokenScope } from '@/server/monitors/tokenScopes';
import { MakeTokenDialog } from './MakeTokenDialog';
import { TEXT } from './text';

const t = TEXT.tokens;

/** The tokens of a case: who made them, until when they are good, the way to end one. */
export function TokensSection(props: {
  place: { orgSlug: string; caseSlug: string };
  caseId: string;
  /** What a token that one may make can be good for. */
  scopes: readonly TokenScope[];
  /** For the example; null while nothing is watched. */
  indicatorId: string | null;
}) {
  const { place, caseId, scopes, indicatorId } = props;
  const trpc = useTRPC();
  const [making, setMaking] = useState(false);
  const tokens = useQuery(trpc.monitors.tokens.queryOptions(place));
  const revoke = useMutation(
    trpc.monitors.revokeToken.mutationOptions({ onSettled: () => void tokens.refetch() }),
  );
  const failure = tokens.error ?? revoke.error;
  return (
    <section className="mt-8" aria-labelledby="tokens-head">
      <div className="pagehead">
        <Head>
          <span id="tokens-head">{t.head}</span>
        </Head>
        <span className="sp" />
        {scopes.length > 0 && <Button onClick={() => setMaking(true)}>{t.make}</Button>}
      </div>
      <p className="ink2 mb-2">{t.lead}</p>
      {failure && <Problem>{describeFailure(failure).message}</Problem>}
      {tokens.isPending && <LoadingRows rows={1} />}
      {tokens.data?.length === 0 && <p className="ink3">{t.none}</p>}
      {tokens.data !== undefined && tokens.data.length > 0 && (
        <DataTable
          stack
          caption={t.caption}
          columns={[
            { key: 'name', head: t.name },
            { key: 'scope', head: t.scope },
            { key: 'owner', head: t.owner },
            { key: 'state', head: t.state },
            { key: 'used', head: t.used },
            { key: 'expires', head: t.expires },
            { key: 'acts', head: t.acts, silent: true },
          ]}
        >
          {tokens.data.map((token) => (
            <TokenRow
              key={token.id}
              token={token}
              busy={revoke.isPending && revoke.variables.tokenId === token.id}
              onRevoke={() => revoke.mutate({ tokenId: token.id })}
            />
          ))}
        </DataTable>
      )}
      {making && (
        <MakeTokenDialog
          caseId={caseId}
          scopes={scopes}
          indicatorId={indicatorId}
          onClose={() => {
            setMaking(false);
            void tokens.refetch();
          }}
        />
      )}
    </section>
  );
}

const LOOKS = {
  good: { icon: 'pass', tone: 'ok' },
  ended: { icon: 'clock', tone: 'mute' },
  revoked: { icon: 'fail', tone: 'mute' },
} as const;

function TokenRow(props: { token: TokenView; busy: boolean; onRevoke: () => void }) {
  const { token, busy, onRevoke } = props;
  const { name, scope, owner, state, lastUsedAt, expiresAt } = token;
  return (
    <tr>
      <td className="wrap">{name}</td>
      <td className="ink2">{t.scopes[scope]}</td>
      <td className="ink2">{owner ?? TEXT.details.somebody}</td>
      <td>
        <Status {...LOOKS[state]}>{t.states[state]}</Status>
      </td>
      <td className="ink2">{lastUsedAt === null ? t.never : <Time at={lastUsedAt} />}</td>
      <td>
        <DateOf at={expiresAt} />
      </td>
      <td className="r">
        {state === 'good' && (
          <Button look="text" stops aria-label={t.revokeOf(name)} busy={busy} onClick={onRevoke}>
            {t.revoke}
          </Button>
        )}
      </td>
    </tr>
  );
}
