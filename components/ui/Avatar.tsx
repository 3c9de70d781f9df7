import { cx } from './cx';
import { initials } from './initials';

/** Presence colour: who, never status. */
export type PresenceColour = 1 | 2 | 3;

export interface Presence {
  id: string;
  name: string;
  /** What the person looks at or does: "HC4a". */
  at?: string | undefined;
  colour?: PresenceColour | undefined;
  away?: boolean | undefined;
}

/** A person as initials in a ring; the full name is announced and shown on hover. */
export function Avatar(props: {
  name: string;
  colour?: PresenceColour | undefined;
  small?: boolean | undefined;
  away?: boolean | undefined;
  /** Beside the written name: hidden from screen readers. */
  decorative?: boolean | undefined;
}) {
  const { name, colour, small, away, decorative } = props;
  return (
    <span
      className={cx('av', colour && `w${colour}`, small && 'small', away && 'away')}
      data-initials={initials(name)}
      {...(decorative ? { 'aria-hidden': true } : { role: 'img', 'aria-label': name, title: name })}
    />
  );
}

/** Everyone who is here, as a list; more than `most` are counted. */
export function Presences(props: { people: Presence[]; most?: number | undefined }) {
  const most = props.most ?? 5;
  const shown = props.people.slice(0, most);
  const more = props.people.length - shown.length;
  if (props.people.length === 0) return null;
  return (
    <ul className="avs" aria-label="Here now">
      {shown.map((person) => (
        <li key={person.id} title={person.at ? `${person.name}, at ${person.at}` : person.name}>
          <Avatar name={person.name} colour={person.colour} away={person.away} />
        </li>
      ))}
      {more > 0 && <li className="meta">+{more}</li>}
    </ul>
  );
}
