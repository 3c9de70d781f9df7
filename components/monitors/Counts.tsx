import { INDICATOR_LOOKS } from '@/components/status/looks';
import { Status, type Tone } from '@/components/ui/Status';
import type { IconName } from '@/components/ui/Icon';
import type { IndicatorView } from '@/server/monitors/present';
import { countsOf, type CountKey } from './indicatorWords';
import { TEXT } from './text';

const LOOK: Record<CountKey, { icon: IconName; tone: Tone }> = {
  criticalRed: INDICATOR_LOOKS.red,
  criticalSilent: INDICATOR_LOOKS.silent,
  criticalUnanswered: { icon: 'caution', tone: 'bad' },
  red: { ...INDICATOR_LOOKS.red, tone: 'warn' },
  silent: { ...INDICATOR_LOOKS.silent, tone: 'warn' },
  unanswered: { icon: 'caution', tone: 'warn' },
  amber: INDICATOR_LOOKS.amber,
  waiting: INDICATOR_LOOKS.waiting,
  green: INDICATOR_LOOKS.green,
};

const TAKES_OUT: ReadonlySet<CountKey> = new Set([
  'criticalRed',
  'criticalSilent',
  'criticalUnanswered',
]);

/** How many indicators stand how, in words, the worst first. */
export function Counts(props: { indicators: readonly IndicatorView[] }) {
  return (
    <ul className="moncounts">
      {countsOf(props.indicators).map(({ key, count }) => (
        <li key={key}>
          <Status
            icon={LOOK[key].icon}
            tone={LOOK[key].tone}
            note={TAKES_OUT.has(key) ? TEXT.counts.takesOut : undefined}
          >
            {TEXT.counts[key](count)}
          </Status>
        </li>
      ))}
    </ul>
  );
}
