import Link from 'next/link';
import type { ReactNode } from 'react';
import { Brand, SkipLink } from './Brand';
import { TEXT } from './text';

/** The frame of the pages that need no account. Works without JavaScript. */
export function PublicShell(props: {
  /** Where the brand leads: the registry, or the inbox of somebody signed in. */
  home?: string | undefined;
  signIn?: boolean | undefined;
  /** A bar below the top bar: the tour of the worked example. */
  bar?: ReactNode;
  children: ReactNode;
}) {
  return (
    <>
      <SkipLink />
      <header className="top">
        <Brand href={props.home ?? '/registry'} />
        <span className="org hide-s">{TEXT.public.place}</span>
        <span className="sp" />
        <nav className="hide-s" aria-label={TEXT.nav.label}>
          <Link href="/registry">{TEXT.public.find}</Link>
          <Link href="/verify">{TEXT.public.verify}</Link>
          <a href="/log/checkpoint">{TEXT.public.log}</a>
          {props.signIn && <Link href="/sign-in">{TEXT.public.signIn}</Link>}
        </nav>
        <Link className="btn only-s" href="/verify">
          {TEXT.public.verifyShort}
        </Link>
      </header>
      {props.bar}
      <main id="content" tabIndex={-1}>
        {props.children}
      </main>
    </>
  );
}
