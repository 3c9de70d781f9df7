import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { CaseConnection } from '@/components/collab/CaseConnection';
import { useCaseChanged } from '@/components/collab/hooks';
import { useTRPC } from '@/components/data/trpc';

/** The base moves without this case: its status is looked up again while somebody looks at it. */
const LOOK_AGAIN_MS = 60_000;

/** The base of a supplement's draft as those who write it see it; nothing for a base case. */
export function usePinnedBase(info: { id: string; kind: 'base' | 'supplement' }) {
  const trpc = useTRPC();
  return useQuery(
    trpc.supplements.base.queryOptions(
      { caseId: info.id },
      { enabled: info.kind === 'supplement', refetchInterval: LOOK_AGAIN_MS },
    ),
  );
}

/** Reads the base again when somebody moved the supplement to another release of it. */
export function useBaseChanged(connection: CaseConnection): void {
  const trpc = useTRPC();
  const client = useQueryClient();
  useCaseChanged(connection, (what) => {
    if (what !== 'base') return;
    void client.invalidateQueries({ queryKey: trpc.supplements.pathKey() });
  });
}
