'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { describeFailure, useTRPC } from '@/components/data/trpc';
import { signOutHere } from '@/components/shell/session';
import { Button } from '@/components/ui/Button';
import { Problem } from '@/components/ui/Field';
import { DataTable, TwoLines } from '@/components/ui/Ledger';
import { LoadingRows } from '@/components/ui/Loading';
import { Time } from '@/components/ui/Time';
import { browserName } from './browserName';
import { TEXT } from './text';

const METHODS: Record<string, string> = TEXT.account.by;

/** Where one is signed in, with the way to end each. */
export function SessionList() {
  const trpc = useTRPC();
  const client = useQueryClient();
  const sessions = useQuery(trpc.people.sessions.queryOptions());
  const refresh = () => client.invalidateQueries(trpc.people.sessions.queryFilter());
  const end = useMutation(trpc.people.endSession.mutationOptions({ onSettled: refresh }));
  const endOthers = useMutation(
    trpc.people.endOtherSessions.mutationOptions({ onSettled: refresh }),
  );
  const failure = sessions.error ?? end.error ?? endOthers.error;
  return (
    <>
      <p className="ink2 mb-3">{TEXT.account.sessionsNote}</p>
      {failure && <Problem>{describeFailure(failure).message}</Problem>}
      {sessions.isPending ? (
        <LoadingRows rows={2} />
      ) : (
        <DataTable
          stack
          caption={TEXT.account.sessions}
          columns={[
            { key: 'where', head: TEXT.account.where },
            { key: 'when', head: TEXT.account.when },
            { key: 'act', head: TEXT.account.end, silent: true },
          ]}
        >
          {(sessions.data ?? []).map((session) => (
            <tr key={session.id}>
              <td>
                <TwoLines
                  first={
                    <>
                      {browserName(session.userAgent) ?? TEXT.account.unknownBrowser}
                      {session.current && <b>, {TEXT.account.thisSession}</b>}
                    </>
                  }
                  second={`${session.address} · ${METHODS[session.method] ?? TEXT.account.byLink}`}
                />
              </td>
              <td>
                <TwoLines
                  first={
                    <>
                      {TEXT.account.seen} <Time at={session.lastSeenAt} />
                    </>
                  }
                  second={
                    <>
                      {TEXT.account.started} <Time at={session.startedAt} />
                    </>
                  }
                />
              </td>
              <td className="r">
                <Button
                  look="text"
                  stops
                  {...(session.current
                    ? {}
                    : {
                        'aria-label': TEXT.account.endOf(
                          browserName(session.userAgent) ?? TEXT.account.unknownBrowser,
                          session.address,
                        ),
                      })}
                  busy={end.isPending && end.variables.sessionId === session.id}
                  onClick={() =>
                    session.current ? void signOutHere() : end.mutate({ sessionId: session.id })
                  }
                >
                  {session.current ? TEXT.account.signOut : TEXT.account.end}
                </Button>
              </td>
            </tr>
          ))}
        </DataTable>
      )}
      {(sessions.data?.length ?? 0) > 1 && (
        <Button className="mt-3" busy={endOthers.isPending} onClick={() => endOthers.mutate()}>
          {TEXT.account.endOthers}
        </Button>
      )}
    </>
  );
}
