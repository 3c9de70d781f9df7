import type { Metadata } from 'next';
import { PUBLIC_TEXT } from '@/components/releases/publicText';
import { VerifyFile } from '@/components/releases/VerifyFile';
import { PublicShell } from '@/components/shell/PublicShell';
import { TourBar } from '@/app/TourBar';
import { Title } from '@/components/ui/Title';
import { pageSession } from '@/server/trpc/caller';

const TEXT = PUBLIC_TEXT.verify;

export const metadata: Metadata = { title: TEXT.title, description: TEXT.description };

export default async function VerifyPage() {
  const session = await pageSession();
  return (
    <PublicShell signIn={session === null} bar={<TourBar />}>
      <div className="doc">
        <div className="masthead">
          <Title>{TEXT.title}</Title>
          <p className="lead">{TEXT.lead}</p>
        </div>
        <VerifyFile />
      </div>
    </PublicShell>
  );
}
