import { z } from 'zod';
import { id } from '@/server/releases/inputs';

export const meetConditionInput = z.strictObject({
  releaseId: id,
  conditionId: id,
  /** What shows that it is met, in words. */
  note: z.string().trim().min(1, 'Say what shows that it is met.').max(4_000),
});
