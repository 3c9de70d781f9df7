import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ReviewScreen } from '@/components/review/ReviewScreen';
import { SCREEN } from '@/components/review/screenText';
import { Forbidden } from '@/components/ui/ErrorState';
import { explained, serverCaller, signedIn } from '@/server/trpc/caller';

interface Props {
  params: Promise<{ releaseId: string }>;
}

export const metadata: Metadata = { title: SCREEN.title };

export default async function Page(props: Props) {
  const { releaseId } = await props.params;
  await signedIn(`/review/${releaseId}`);
  if (!/^[0-9a-f]{32}$/.test(releaseId)) notFound();
  const caller = await serverCaller();
  const answer = await explained(caller.reviews.page({ releaseId }));
  if ('refused' in answer) return <Forbidden reason={answer.refused} />;
  return <ReviewScreen initial={answer.data} />;
}
