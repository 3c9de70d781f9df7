import { INDICATOR_LOOKS } from '@/components/status/looks';
import { Status } from '@/components/ui/Status';
import { DateOf, Time } from '@/components/ui/Time';
import type { IndicatorView } from '@/server/monitors/present';
import { TEXT } from './text';

type Shown = Pick<IndicatorView, 'state' | 'critical' | 'last' | 'silentFrom' | 'unanswered'>;

/**
 * How an indicator stands: icon, word, colour; then since when, and what waits for an answer.
 *
 * @param props.dated dates in full, for what is printed and cited, instead of how long ago
 */
export function IndicatorState(props: { of: Shown; now: string; dated?: boolean }) {
  const { of: shown, now, dated = false } = props;
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
        <Since of={shown} now={now} dated={dated} />
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

function Since(props: { of: Shown; now: string; dated: boolean }) {
  const { of: shown, now, dated } = props;
  const { state, last, silentFrom } = shown;
  const style = dated ? 'full' : 'day';
  switch (state) {
    case 'silent':
      return (
        <>
          {TEXT.silentSince} <DateOf at={silentFrom} style={style} />;{' '}
          {last === null ? (
            TEXT.neverRead
          ) : (
            <>
              {TEXT.lastRead} <DateOf at={last.at} style={style} />
            </>
          )}
        </>
      );
    case 'waiting':
      return (
        <>
          {TEXT.firstDue} <DateOf at={silentFrom} style={style} />
        </>
      );
    case 'green':
    case 'amber':
    case 'red':
      return (
        <>
          {TEXT.measured}{' '}
          {last && (dated ? <DateOf at={last.at} /> : <Time at={last.at} now={now} />)};{' '}
          {TEXT.nextDue} <DateOf at={silentFrom} style={style} />
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
