import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { SignOffScreen } from '@/components/releases/SignOffScreen';
import { SIGN_OFF } from '@/components/releases/signOffText';
import { FocusShell } from '@/components/shell/FocusShell';
import { Forbidden } from '@/components/ui/ErrorState';
import { explained, serverCaller, signedIn } from '@/server/trpc/caller';

interface Props {
  params: Promise<{ releaseId: string }>;
}

export const metadata: Metadata = { title: SIGN_OFF.title };

export default async function Page(props: Props) {
  const { releaseId } = await props.params;
  const { name } = await signedIn(`/sign-off/${releaseId}`);
  if (!/^[0-9a-f]{32}$/.test(releaseId)) notFound();
  const caller = await serverCaller();
  const me = await caller.people.me();
  const answer = await explained(caller.signoffs.page({ releaseId }));
  const [organisation] = me?.organisations ?? [];
  return (
    <FocusShell place={SIGN_OFF.title} person={{ name, organisation: organisation?.name ?? '' }}>
      {'refused' in answer ? (
        <Forbidden reason={answer.refused} />
      ) : (
        <SignOffScreen initial={answer.data} />
      )}
    </FocusShell>
  );
}
