import { INDICATOR_LOOKS } from '@/components/status/looks';
import { Status } from '@/components/ui/Status';
import { DateOf, Time } from '@/components/ui/Time';
import type { IndicatorView } from '@/server/monitors/present';
import { TEXT } from './text';

type Shown = Pick<IndicatorView, 'state' | 'critical' | 'last' | 'silentFrom' | 'unanswered'>;

/** How an indicator stands: icon, word, colour; then since when, and what waits for an answer. */
export function IndicatorState(props: { of: Shown; now: string }) {
  const { of: shown, now } = props;
  const { state, critical, unanswered } = shown;
  const { icon, tone, word } = INDICATOR_LOOKS[state];
  // Nothing of an indicator that is not critical takes a release out of force.
  const softer = tone === 'bad' && !critical ? 'warn' : tone;
  const isOpen = state === 'red' || state === 'silent';
  return (
    <>
      <Status icon={icon} tone={softer}>
        {word}
      </Status>
      <span className="under hung">
        <Since of={shown} now={now} />
      </span>
      {unanswered !== null && !isOpen && (
        <span className="under">
          <Status icon="caution" tone={critical ? 'bad' : 'warn'}>
            {TEXT.unanswered[unanswered.kind]}
          </Status>
        </span>
      )}
    </>
  );
}

function Since(props: { of: Shown; now: string }) {
  const { state, last, silentFrom } = props.of;
  switch (state) {
    case 'silent':
      return (
        <>
          {TEXT.silentSince} <DateOf at={silentFrom} style="day" />;{' '}
          {last === null ? (
            TEXT.neverRead
          ) : (
            <>
              {TEXT.lastRead} <DateOf at={last.at} style="day" />
            </>
          )}
        </>
      );
    case 'waiting':
      return (
        <>
          {TEXT.firstDue} <DateOf at={silentFrom} style="day" />
        </>
      );
    case 'green':
    case 'amber':
    case 'red':
      return (
        <>
          {TEXT.measured} {last && <Time at={last.at} now={props.now} />}; {TEXT.nextDue}{' '}
          <DateOf at={silentFrom} style="day" />
        </>
      );
  }
}

/** The last reading with its unit, and the limit that is next. */
export function LastReading(props: { of: IndicatorView; words: string }) {
  const { last, unit } = props.of;
  return (
    <>
      <span className="figure num" title={last?.value}>
        {last === null ? TEXT.none : last.value}
        {last !== null && unit !== '' && <span className="unit"> {unit}</span>}
      </span>
      <span className="under">{props.words}</span>
    </>
  );
}
