'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import type { ReactNode } from 'react';
import { useTRPC, useTRPCClient } from '@/components/data/trpc';
import { LiveTour } from '@/components/tour/Tour';
import { useTourNote } from '@/components/tour/useTour';
import type { TourProgress } from '@/server/tour/service';
import { AppShell, type ShellOrganisation } from './AppShell';
import type { ShellPerson } from './AccountMenu';
import { signOutHere } from './session';
import { TEXT } from './text';
import type { Theme } from './theme';
import { useActions } from './useActions';

/** The inbox is derived on each reading; the number in the bar may be a minute old. */
const COUNT_AGAIN_MS = 60_000;

/** The shell of a signed-in person with its acts wired: sign out, and the way to organisations. */
export function AppFrame(props: {
  person: ShellPerson;
  organisations: ShellOrganisation[];
  instanceAdmin: boolean;
  theme: Theme;
  /** Of the worked example’s people alone. */
  tour: TourProgress | null;
  children: ReactNode;
}) {
  const { organisations, tour } = props;
  const noteTour = useTourNote();
  const router = useRouter();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const waiting = useQuery(
    trpc.inbox.count.queryOptions(undefined, {
      staleTime: COUNT_AGAIN_MS,
      refetchInterval: COUNT_AGAIN_MS,
    }),
  );
  useActions([
    ...organisations.map(({ id, name, href }) => ({
      id: `go.org.${id}`,
      words: TEXT.organisation.go(name),
      section: TEXT.nav.goTo,
      run: () => router.push(href),
    })),
    ...(props.instanceAdmin
      ? [
          {
            id: 'go.orgs',
            words: TEXT.organisation.goAll,
            section: TEXT.nav.goTo,
            run: () => router.push('/orgs'),
          },
        ]
      : []),
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
      search={async (words, signal) =>
        (await client.cases.find.query({ words }, { signal })).map(
          ({ id, title, orgSlug, slug }) => ({
            id,
            words: title,
            why: `${orgSlug}/${slug}`,
            section: TEXT.nav.cases,
            href: `/orgs/${orgSlug}/cases/${slug}`,
          }),
        )
      }
      counts={{ inbox: waiting.data ?? 0 }}
      theme={props.theme}
      bar={tour && <LiveTour initial={tour} />}
      onTour={tour ? () => noteTour({ hidden: false }) : undefined}
    >
      {props.children}
    </AppShell>
  );
}
