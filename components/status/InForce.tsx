import { formatInstant } from '@/components/ui/dates';
import { Icon } from '@/components/ui/Icon';
import { Status } from '@/components/ui/Status';
import type { Term } from '@/core/workflow/inForce';
import { TEXT } from './text';

/** A term of "in force" as it is shown: its words, and dates or counts in grey behind them. */
export interface ShownTerm extends Pick<Term, 'key' | 'holds' | 'words'> {
  note?: string | undefined;
}

export interface InForceProps {
  inForce: boolean;
  /** Suspended by a person: its own icon. */
  suspended?: boolean | undefined;
  /** A supplement that waits for its base alone. */
  onHold?: boolean | undefined;
  /** One or two sentences: what is left, or since when and what to do. */
  explanation: string;
  terms: ShownTerm[];
  /** RFC 3339 instant of the computation. */
  computedAt: string;
  /** Size of the log's tree, grouped for reading: "48,213". */
  checkpoint: string | null;
}

/** The answer alone: ring with tick, cross or pause, and its words. */
export function InForceStatus(props: {
  inForce: boolean;
  suspended?: boolean | undefined;
  onHold?: boolean | undefined;
  today?: boolean | undefined;
  large?: boolean | undefined;
}) {
  const { inForce, suspended, onHold, today, large } = props;
  const yes = today ? TEXT.inForce.yesToday : TEXT.inForce.yes;
  return (
    <Status
      icon={inForce ? 'pass' : suspended || onHold ? 'suspended' : 'fail'}
      tone={inForce ? 'ok' : 'bad'}
      large={large}
    >
      {inForce ? yes : onHold ? TEXT.inForce.onHold : TEXT.inForce.no}
    </Status>
  );
}

/** Words of a term without their full stop, since a note may follow on the same line. */
function withoutStop(words: string): string {
  return words.replace(/\.$/, '');
}

/** The terms of "in force"; those that fail stand first, on a wash. */
export function InForceTerms(props: { terms: ShownTerm[] }) {
  const failing = props.terms.filter(({ holds }) => !holds);
  const holding = props.terms.filter(({ holds }) => holds);
  return (
    <ul className="terms" aria-label={TEXT.inForce.terms}>
      {[...failing, ...holding].map(({ key, holds, words, note }) => (
        <li key={key} className={holds ? undefined : 'fail'} data-term={key}>
          <span className={holds ? 'ok' : 'bad'}>
            <Icon
              name={holds ? 'pass' : 'fail'}
              label={holds ? TEXT.inForce.holds : TEXT.inForce.fails}
            />
          </span>
          <span>
            <b>{note && !holds ? `${withoutStop(words)}:` : withoutStop(words)}</b>
            {note && <span className="ink2"> {note}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Status of a release today with every term, computed from facts and the clock. */
export function InForceBox(props: InForceProps) {
  const { inForce, suspended, onHold, explanation, terms, computedAt, checkpoint } = props;
  return (
    <section className="inforce" data-in-force={inForce}>
      <p className="answer">
        <InForceStatus inForce={inForce} suspended={suspended} onHold={onHold} today large />
      </p>
      <p className="why">{explanation}</p>
      <InForceTerms terms={terms} />
      <p className="meta computed">
        {TEXT.inForce.computed(formatInstant(computedAt), checkpoint)}
      </p>
    </section>
  );
}

/** The answer in two lines, for the head of a narrow page. */
export function InForceLine(
  props: Pick<InForceProps, 'inForce' | 'suspended' | 'onHold' | 'terms'> & {
    left?: string | undefined;
  },
) {
  const { inForce, suspended, onHold, terms, left } = props;
  const failing = terms.filter(({ holds }) => !holds);
  const words =
    failing.length === 0
      ? [left, TEXT.inForce.howMany(0, terms.length)].filter(Boolean).join(', ')
      : failing
          .map(({ words: sentence, note }) =>
            note ? `${withoutStop(sentence)}: ${note}` : withoutStop(sentence),
          )
          .join('. ');
  return (
    <p>
      <InForceStatus inForce={inForce} suspended={suspended} onHold={onHold} today />
      <br />
      <span className="ink2">{words}</span>
    </p>
  );
}
