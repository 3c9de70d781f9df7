'use client';

import Link from 'next/link';
import { useState, type SubmitEvent } from 'react';
import { useQuery } from '@tanstack/react-query';
import { describeFailure, useTRPC } from '@/components/data/trpc';
import { SignDialog } from '@/components/signing/SignDialog';
import { TouchedClauses } from '@/components/supplement/BaseChanges';
import { CONTRACT_LOOKS } from '@/components/supplement/looks';
import { Button } from '@/components/ui/Button';
import { formatInstant } from '@/components/ui/dates';
import { Hang } from '@/components/ui/Entry';
import { Problem, TextArea } from '@/components/ui/Field';
import { DataTable } from '@/components/ui/Ledger';
import { LoadingRows } from '@/components/ui/Loading';
import { Status, StatusOf } from '@/components/ui/Status';
import type { ShownMove, SupplementStanding } from '@/server/supplements/standing';
import { STANDING as TEXT } from './standingText';

/** How a supplement's release stands towards its base, and what its officer owes an answer to. */
export function Standing(props: { releaseId: string; published: boolean; onChanged: () => void }) {
  const { releaseId, published, onChanged } = props;
  const trpc = useTRPC();
  const query = useQuery(trpc.supplements.standing.queryOptions({ releaseId }));
  const standing = query.data;
  if (query.error) {
    return (
      <Hang head={<h3 className="head">{TEXT.head}</h3>}>
        <Problem>{describeFailure(query.error).message}</Problem>
      </Hang>
    );
  }
  if (standing === null) return null;
  return (
    <Hang head={<h3 className="head">{TEXT.head}</h3>}>
      {standing === undefined ? (
        <LoadingRows rows={3} />
      ) : (
        <Known
          standing={standing}
          releaseId={releaseId}
          published={published}
          onChanged={() => {
            void query.refetch();
            onChanged();
          }}
        />
      )}
    </Hang>
  );
}

function Known(props: {
  standing: SupplementStanding;
  releaseId: string;
  published: boolean;
  onChanged: () => void;
}) {
  const { standing, releaseId, published, onChanged } = props;
  const { contract, touched, newer, base, baseInForce, onHold, revalidateBy } = standing;
  const clock = standing.clockEnded ? TEXT.revalidateOver : TEXT.revalidate;
  return (
    <div className="grid gap-3">
      <p className="standings">
        <StatusOf look={CONTRACT_LOOKS[contract]} />
        <Status icon={baseInForce ? 'pass' : 'fail'} tone={baseInForce ? 'ok' : 'bad'}>
          {baseInForce ? TEXT.baseInForce : TEXT.baseNotInForce}
        </Status>
        {base ? (
          <Link href={base.href}>
            {base.title} r{base.number}
          </Link>
        ) : (
          <span className="ink2">{TEXT.closed}</span>
        )}
      </p>
      {published && onHold && <p className="stmt">{TEXT.onHold}</p>}
      {newer && (
        <div>
          <p>
            {TEXT.newer(newer.number)}{' '}
            {revalidateBy !== null && (
              <span className="ink2">{clock(formatInstant(revalidateBy))}</span>
            )}
          </p>
          <h4 className="head mt-2">{TEXT.touched}</h4>
          <TouchedClauses touched={touched} nameOf={(id) => standing.names[id] ?? null} />
        </div>
      )}
      <Moves moves={standing.moves} owed={standing.owed} />
      {standing.canAcknowledge && <Acknowledge releaseId={releaseId} onSigned={onChanged} />}
      {standing.acknowledged.length > 0 && (
        <DataTable caption={TEXT.acknowledgedCaption} stack>
          {standing.acknowledged.map(({ at, person, words }) => (
            <tr key={at}>
              <td className="num ink2">{formatInstant(at)}</td>
              <td>{words}</td>
              <td className="ink2">{person}</td>
            </tr>
          ))}
        </DataTable>
      )}
    </div>
  );
}

function Moves(props: { moves: readonly ShownMove[]; owed: readonly ShownMove[] }) {
  const { moves, owed } = props;
  if (moves.length === 0) return <p className="ink2">{TEXT.noMoves}</p>;
  const waiting = new Set(owed.map(({ at, kind }) => `${kind} ${at}`));
  return (
    <DataTable caption={TEXT.movesCaption} stack>
      {moves.map(({ kind, at, number, reason }) => (
        <tr key={`${kind} ${at}`}>
          <td className="num ink2">{formatInstant(at)}</td>
          <td>
            {TEXT.moves[kind](number)}
            {reason !== '' && <span className="ink2"> {reason}</span>}
          </td>
          <td>
            {waiting.has(`${kind} ${at}`) ? (
              <Status icon="clock" tone="warn">
                {TEXT.owed}
              </Status>
            ) : (
              <Status icon="tick" tone="mute">
                {TEXT.known}
              </Status>
            )}
          </td>
        </tr>
      ))}
    </DataTable>
  );
}

/** The officer says what is done about the move, and signs it. */
function Acknowledge(props: { releaseId: string; onSigned: () => void }) {
  const { releaseId, onSigned } = props;
  const [response, setResponse] = useState('');
  const [signing, setSigning] = useState(false);
  function goOn(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    setSigning(true);
  }
  return (
    <form className="grid gap-3" method="post" onSubmit={goOn}>
      <TextArea
        label={TEXT.response}
        hint={TEXT.responseHint}
        voice="serif"
        required
        maxLength={4_000}
        value={response}
        onChange={({ target }) => setResponse(target.value)}
      />
      <div className="acts">
        <Button type="submit" look="main" icon="passkey">
          {TEXT.acknowledge}
        </Button>
      </div>
      {signing && (
        <SignDialog
          act="base.acknowledge"
          input={{ releaseId, response: response.trim() }}
          title={TEXT.sign}
          onClose={() => setSigning(false)}
          onSigned={() => {
            setSigning(false);
            onSigned();
          }}
        />
      )}
    </form>
  );
}
