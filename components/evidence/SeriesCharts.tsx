import { Head } from '@/components/ui/Title';
import { MetricChart, SmallChart } from './MetricChart';
import type { Series } from './series';
import { TEXT } from './text';

/** More figures than this are read in the file. */
const MOST_SMALL = 12;

/** The leading figure large, the others as small multiples. */
export function SeriesCharts(props: { series: readonly Series[]; current: number | null }) {
  const [first, ...others] = props.series;
  if (!first) return null;
  const hasMargin = first.points.some(({ margin }) => margin !== null);
  return (
    <>
      <div className="ruled pt-3 charthead">
        <Head level={3}>{first.metric}</Head>
        <span className="meta">
          {first.unit && `${first.unit}, `}
          {hasMargin ? TEXT.artefact.chartNote : TEXT.artefact.chartNotePlain}
        </span>
      </div>
      <div className="tablescroll">
        <MetricChart series={first} current={props.current} />
      </div>
      {others.length > 0 && (
        <div className="line pt-3 mt-2">
          <div className="charthead">
            <Head level={3}>{TEXT.artefact.otherMetrics}</Head>
            <span className="meta">{TEXT.artefact.otherNote}</span>
          </div>
          <div className="smallcharts">
            {others.slice(0, MOST_SMALL).map((series) => (
              <SmallChart key={series.metric} series={series} />
            ))}
          </div>
        </div>
      )}
    </>
  );
}
