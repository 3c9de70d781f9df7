'use client';

import Link from 'next/link';
import { useQuery } from '@tanstack/react-query';
import { describeFailure, useTRPC } from '@/components/data/trpc';
import { BaseChanges } from '@/components/supplement/BaseChanges';
import { Hang } from '@/components/ui/Entry';
import { Problem } from '@/components/ui/Field';
import { DataTable } from '@/components/ui/Ledger';
import { LoadingRows } from '@/components/ui/Loading';
import { Status } from '@/components/ui/Status';
import { STANDING } from './standingText';

const TEXT = STANDING.impact;

/** What publishing a newer release of a base does to those who build on an earlier one. */
export function WhomItTouches(props: { releaseId: string }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.supplements.impact.queryOptions({ releaseId: props.releaseId }));
  const impact = query.data;
  if (impact?.supplements.length === 0 && impact.changes.length === 0) return null;
  return (
    <Hang head={<h3 className="head">{TEXT.head}</h3>}>
      {query.error && <Problem>{describeFailure(query.error).message}</Problem>}
      {query.isPending && <LoadingRows rows={3} />}
      {impact && (
        <>
          {impact.supplements.length === 0 ? (
            <p className="ink2">{TEXT.nobody}</p>
          ) : (
            <>
              <p className="stmt">
                {TEXT.summary(
                  impact.supplements.filter(({ touched }) => touched > 0).length,
                  impact.supplements.length,
                )}
              </p>
              <DataTable caption={TEXT.caption} stack>
                {impact.supplements.map(({ id, title, organisation, number, href, touched }) => (
                  <tr key={id}>
                    <td>
                      <Link href={href}>{title}</Link>
                    </td>
                    <td className="ink2">{organisation}</td>
                    <td className="num">r{number}</td>
                    <td>
                      {touched === 0 ? (
                        <Status icon="pass" tone="mute">
                          {TEXT.untouched}
                        </Status>
                      ) : (
                        <Status icon="clock" tone="warn">
                          {TEXT.touched(touched)}
                        </Status>
                      )}
                    </td>
                  </tr>
                ))}
              </DataTable>
            </>
          )}
          <details className="mt-3">
            <summary>{TEXT.changes(impact.changes.length)}</summary>
            <BaseChanges changes={impact.changes} />
          </details>
        </>
      )}
    </Hang>
  );
}
