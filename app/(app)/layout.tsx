import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { TrpcProvider } from '@/components/data/trpc';
import { AppFrame } from '@/components/shell/AppFrame';
import { readTheme, THEME_COOKIE } from '@/components/shell/theme';
import { serverCaller } from '@/server/trpc/caller';

/** The frame of the pages behind sign-in. Each page decides itself who may see it. */
export default async function AppLayout(props: { children: ReactNode }) {
  const caller = await serverCaller();
  const me = await caller.people.me();
  if (!me) return props.children;
  const tour = await caller.tour.progress();
  const theme = readTheme((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <TrpcProvider>
      <AppFrame
        person={{ name: me.name, email: me.email }}
        organisations={me.organisations.map(({ id, name, slug }) => ({
          id,
          name,
          href: `/orgs/${slug}`,
        }))}
        instanceAdmin={me.instanceAdmin}
        theme={theme}
        tour={tour}
      >
        {props.children}
      </AppFrame>
    </TrpcProvider>
  );
}
