import type { ReactNode } from 'react';
import { Avatar } from '@/components/ui/Avatar';
import { Brand, SkipLink } from './Brand';

/** The frame of a page with one act, such as a sign-off: no navigation, the person named. */
export function FocusShell(props: {
  /** What is done here: "Sign-off". */
  place: string;
  person: { name: string; organisation: string };
  children: ReactNode;
}) {
  const { place, person, children } = props;
  return (
    <div className="app flow">
      <SkipLink />
      <header className="top">
        <Brand href="/inbox" />
        <span className="org hide-s">{place}</span>
        <span className="sp" />
        <span className="ink2 hide-s">
          {person.name}, {person.organisation}
        </span>
        <Avatar name={person.name} />
      </header>
      <main id="content" className="page" tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}
