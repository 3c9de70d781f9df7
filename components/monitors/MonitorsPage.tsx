import Link from 'next/link';
import { casePath } from '@/components/cases/caseTabs';
import { EmptyState } from '@/components/ui/EmptyState';
import { formatDate } from '@/components/ui/dates';
import { Title } from '@/components/ui/Title';
import type { Monitored } from '@/server/monitors/monitored';
import { Counts } from './Counts';
import { IndicatorTable } from './IndicatorTable';
import { TEXT } from './text';

/** Every indicator that somebody may see, by release, the worst first. */
export function MonitorsPage(props: { monitored: Monitored }) {
  const { from, computedAt, releases } = props.monitored;
  return (
    <div className="sheetpage">
      <div className="pagehead">
        <Title>{TEXT.title}</Title>
        {releases.length > 0 && <span className="ink2">{TEXT.lead(releases.length)}</span>}
        <span className="sp" />
        <span className="meta">
          {formatDate(from, 'day')} – {formatDate(computedAt)}
        </span>
      </div>
      {releases.length === 0 ? (
        <EmptyState sentence={TEXT.empty} />
      ) : (
        <>
          <Counts indicators={releases.flatMap(({ indicators }) => indicators)} />
          <IndicatorTable
            from={from}
            computedAt={computedAt}
            releases={releases}
            head={(release) => (
              <Link href={monitorsHref(release)}>
                {TEXT.release(release.title, release.number)}
              </Link>
            )}
            name={(indicator, release) => (
              <Link href={`${monitorsHref(release)}#${release.releaseId}-${indicator.indicatorId}`}>
                {indicator.title}
              </Link>
            )}
          />
        </>
      )}
    </div>
  );
}

function monitorsHref({ orgSlug, caseSlug }: { orgSlug: string; caseSlug: string }): string {
  return `${casePath(orgSlug, caseSlug)}/monitors`;
}
