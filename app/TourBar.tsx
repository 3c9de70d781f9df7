import { TrpcProvider } from '@/components/data/trpc';
import { LiveTour } from '@/components/tour/Tour';
import { serverCaller } from '@/server/trpc/caller';

/** The tour on pages that need no account; nothing for who is not of the worked example. */
export async function TourBar() {
  const caller = await serverCaller();
  const progress = await caller.tour.progress();
  return (
    progress && (
      <TrpcProvider>
        <LiveTour initial={progress} />
      </TrpcProvider>
    )
  );
}
