import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { PublicIndicators } from '@/components/monitors/PublicIndicators';
import { PublicRelease } from '@/components/release/PublicRelease';
import { publicReleaseProps } from '@/components/releases/publicRelease';
import { PublicSections } from '@/components/releases/PublicSections';
import { PublicShell } from '@/components/shell/PublicShell';
import { TourBar } from '@/app/TourBar';
import { TEXT } from '@/components/status/text';
import { found, pageSession, serverCaller } from '@/server/trpc/caller';

interface Props {
  params: Promise<{ org: string; case: string; number: string }>;
}

async function readPage({ params }: Props) {
  const { org, case: caseSlug, number } = await params;
  if (!/^[1-9][0-9]{0,4}$/.test(number)) notFound();
  const caller = await serverCaller();
  return found(caller.publication.page({ orgSlug: org, caseSlug, number: Number(number) }));
}

/** A pasted link says what it is and whether it holds. */
export async function generateMetadata(props: Props): Promise<Metadata> {
  const page = await readPage(props);
  const status = page.status.inForce ? TEXT.inForce.yes : TEXT.inForce.no;
  const title = `${page.title}, release ${page.number}`;
  const description = [`${status}.`, ...page.status.failing, page.claim ?? ''].join(' ').trim();
  return { title, description, openGraph: { title, description, type: 'article' } };
}

export default async function PublicReleasePage(props: Props) {
  const page = await readPage(props);
  const session = await pageSession();
  return (
    <PublicShell signIn={session === null} bar={<TourBar />}>
      <PublicRelease
        {...publicReleaseProps(page)}
        watched={<PublicIndicators watched={page.indicators} computedAt={page.status.computedAt} />}
        more={<PublicSections page={page} />}
      />
    </PublicShell>
  );
}
