'use client';

import { useRouter } from 'next/navigation';
import type { ReactNode } from 'react';
import { AppShell, type ShellOrganisation } from './AppShell';
import type { ShellPerson } from './AccountMenu';
import type { PlaceKey } from './navigation';
import { signOutHere } from './session';
import { TEXT } from './text';
import type { Theme } from './theme';
import { useActions } from './useActions';

/** The shell of a signed-in person with its acts wired: sign out, and the way to organisations. */
export function AppFrame(props: {
  person: ShellPerson;
  organisations: ShellOrganisation[];
  counts: Partial<Record<PlaceKey, number>>;
  theme: Theme;
  children: ReactNode;
}) {
  const { organisations } = props;
  const router = useRouter();
  useActions([
    ...organisations.map(({ id, name, href }) => ({
      id: `go.org.${id}`,
      words: TEXT.organisation.go(name),
      section: TEXT.nav.goTo,
      run: () => router.push(href),
    })),
    {
      id: 'go.account',
      words: TEXT.menu.goAccount,
      section: TEXT.nav.goTo,
      also: 'passkeys sessions password',
      run: () => router.push('/account'),
    },
    {
      id: 'account.signOut',
      words: TEXT.menu.signOut,
      section: TEXT.menu.account,
      run: () => void signOutHere(),
    },
  ]);
  return (
    <AppShell
      person={props.person}
      organisation={organisations[0] ?? null}
      organisations={organisations}
      onSignOut={signOutHere}
      counts={props.counts}
      theme={props.theme}
    >
      {props.children}
    </AppShell>
  );
}
