'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '@/components/data/trpc';
import type { TourProgress } from '@/server/tour/service';
import type { TourStep } from '@/server/tour/steps';

interface TourNote {
  found?: TourStep | undefined;
  hidden?: boolean | undefined;
}

/** How far one has come: kept with the person. */
export function useTour(initial: TourProgress): TourProgress {
  const trpc = useTRPC();
  const query = trpc.tour.progress.queryOptions(undefined, {
    initialData: initial,
    // The page around may come from the router's memory, with how far one was then.
    refetchOnMount: 'always',
  });
  return useQuery(query).data ?? initial;
}

/** Notes how far one has come; it shows at once, and is read again once it is kept or refused. */
export function useTourNote(): (note: TourNote) => void {
  const trpc = useTRPC();
  const client = useQueryClient();
  const queryKey = trpc.tour.progress.queryKey();
  const save = useMutation(
    trpc.tour.note.mutationOptions({
      // An answer that was asked for before this note knows nothing of it.
      onMutate: async (note) => {
        await client.cancelQueries({ queryKey });
        client.setQueryData(
          queryKey,
          (before) => before && { ...before, ...applied(before, note) },
        );
      },
      onSettled: () => void client.invalidateQueries({ queryKey }),
    }),
  );
  return (note) => save.mutate(note);
}

function applied({ steps, found, hidden }: TourProgress, note: TourNote): Partial<TourProgress> {
  return {
    hidden: note.hidden ?? hidden,
    found: steps.filter((step) => step === note.found || found.includes(step)),
  };
}
