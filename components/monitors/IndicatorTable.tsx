import type { ReactNode } from 'react';
import { Icon } from '@/components/ui/Icon';
import { Id } from '@/components/ui/Id';
import { InForceStatus } from '@/components/status/InForce';
import type { MonitoredRelease } from '@/server/monitors/monitored';
import type { IndicatorView } from '@/server/monitors/present';
import { IndicatorState, LastReading } from './IndicatorState';
import { limitWords, rhythmWords } from './indicatorWords';
import { StripAxis, StripChart } from './StripChart';
import { TEXT } from './text';

interface Times {
  from: string;
  computedAt: string;
}

/** Indicators under the releases that watch them, on one time axis. */
export function IndicatorTable(
  props: Times & {
    releases: readonly MonitoredRelease[];
    /** What the head of a release leads to. */
    head: (release: MonitoredRelease) => ReactNode;
    name: (indicator: IndicatorView, release: MonitoredRelease) => ReactNode;
    acts?: ((indicator: IndicatorView, release: MonitoredRelease) => ReactNode) | undefined;
  },
) {
  const { from, computedAt, releases, head, name, acts } = props;
  const columns = acts ? 5 : 4;
  return (
    <div className="tablescroll">
      <table className="data mon">
        <caption className="visually-hidden">{TEXT.table.caption}</caption>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">{TEXT.table.indicator}</th>
            <th scope="col">{TEXT.table.chart}</th>
            <th scope="col">{TEXT.table.reading}</th>
            <th scope="col">{TEXT.table.state}</th>
            {acts && <th scope="col">{TEXT.table.acts}</th>}
          </tr>
        </thead>
        {releases.map((release) => (
          <tbody key={release.releaseId}>
            <tr className="of">
              <th scope="rowgroup" colSpan={columns}>
                <ReleaseHead release={release}>{head(release)}</ReleaseHead>
              </th>
            </tr>
            {release.indicators.map((indicator) => (
              <tr key={indicator.indicatorId} id={`${release.releaseId}-${indicator.indicatorId}`}>
                <td className="what">
                  <span className="name">{name(indicator, release)}</span>
                  <span className="under">
                    <Id>{indicator.claim || indicator.identifier}</Id> {indicator.source},{' '}
                    {rhythmWords(indicator)}
                    {indicator.critical && <b>, {TEXT.critical}</b>}
                  </span>
                </td>
                <td className="plot">
                  <StripChart
                    title={indicator.title}
                    source={indicator}
                    from={from}
                    until={computedAt}
                    critical={indicator.critical}
                  />
                </td>
                <td className="r value">
                  <LastReading of={indicator} words={limitWords(indicator, nextLimit(indicator))} />
                </td>
                <td className="state">
                  <IndicatorState of={indicator} now={computedAt} />
                </td>
                {acts && (
                  <td className="r">
                    <span className="rowacts">{acts(indicator, release)}</span>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        ))}
        <tfoot>
          <tr>
            <td className="meta">{TEXT.table.legend}</td>
            <td className="plot">
              <StripAxis from={from} until={computedAt} />
            </td>
            <td colSpan={columns - 2} aria-hidden />
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

/** The limit that says most beside the reading: amber while it is crossed alone, else red. */
function nextLimit({ state }: IndicatorView): 'amber' | 'red' {
  return state === 'amber' ? 'amber' : 'red';
}

function ReleaseHead(props: { release: MonitoredRelease; children: ReactNode }) {
  const { inForce, suspended, failing, over } = props.release;
  return (
    <span className="releasehead">
      <span className="serif">{props.children}</span>
      <InForceStatus inForce={inForce} suspended={suspended} />
      {failing !== null && <span className="ink2">{failing}</span>}
      {over && (
        <span className="ink2">
          <Icon name="clock" /> {TEXT.over}
        </span>
      )}
    </span>
  );
}
