import type { Metadata } from 'next';
import { PUBLIC_TEXT } from '@/components/releases/publicText';
import { Registry } from '@/components/releases/Registry';
import { PublicShell } from '@/components/shell/PublicShell';
import { TourBar } from '@/app/TourBar';
import { pageSession, serverCaller } from '@/server/trpc/caller';

export const metadata: Metadata = {
  title: PUBLIC_TEXT.registry.title,
  description: PUBLIC_TEXT.registry.description,
};

export default async function RegistryPage(props: {
  searchParams: Promise<{ q?: string | string[] }>;
}) {
  const { q } = await props.searchParams;
  const search = typeof q === 'string' ? q.slice(0, 200) : '';
  const caller = await serverCaller();
  const { lines, truncated } = await caller.publication.registry({ search });
  const session = await pageSession();
  return (
    <PublicShell signIn={session === null} bar={<TourBar />}>
      <Registry search={search} lines={lines} truncated={truncated} />
    </PublicShell>
  );
}
