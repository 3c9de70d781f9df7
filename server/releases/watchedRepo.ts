import type { Reliance } from '@/core/supplement/impact';
import type { Prisma } from '@/server/generated/prisma/client';
import type { Tx } from '@/server/platform/database';

/** What the status of a release follows from besides its own row, as frozen with it. */
export interface Watched {
  reliances: Reliance[];
  indicators: Omit<Prisma.ReleaseIndicatorUncheckedCreateInput, 'releaseId'>[];
}

export async function insertWatched(
  tx: Tx,
  releaseId: string,
  { reliances, indicators }: Watched,
): Promise<void> {
  await tx.releaseCitation.createMany({
    data: reliances.map(({ element, kind, record }) => ({
      releaseId,
      elementId: element,
      kind,
      recordId: record,
    })),
  });
  await tx.releaseIndicator.createMany({
    data: indicators.map((indicator) => ({ ...indicator, releaseId })),
  });
}
