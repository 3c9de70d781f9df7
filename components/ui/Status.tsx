import type { ReactNode } from 'react';
import { cx } from './cx';
import { Icon, type IconName } from './Icon';

export type Tone = 'ok' | 'warn' | 'bad' | 'doubt' | 'info' | 'mute' | 'plain';

/** How a state is shown: always icon, word and colour together. */
export interface StatusLook {
  icon: IconName;
  tone: Tone;
  word: string;
}

/**
 * A status on one baseline: icon, word, colour. `note` continues it in ink ("11 days, limit 90").
 * `quiet` keeps the colour on the icon alone, for lists of many.
 */
export function Status(props: {
  icon: IconName;
  tone: Tone;
  children: ReactNode;
  note?: ReactNode;
  quiet?: boolean | undefined;
  large?: boolean | undefined;
  className?: string | undefined;
}) {
  const { icon, tone, children, note, quiet, large, className } = props;
  return (
    <span
      className={cx('st', tone !== 'plain' && tone, quiet && 'quiet', large && 'large', className)}
    >
      <Icon name={icon} />
      <span>
        {children}
        {note !== undefined && note !== null && note !== '' && (
          <span className="note"> {note}</span>
        )}
      </span>
    </span>
  );
}

/** {@link Status} from a look of a status table. */
export function StatusOf(props: {
  look: StatusLook;
  note?: ReactNode;
  quiet?: boolean | undefined;
}) {
  return (
    <Status icon={props.look.icon} tone={props.look.tone} note={props.note} quiet={props.quiet}>
      {props.look.word}
    </Status>
  );
}
