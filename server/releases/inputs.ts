import { z } from 'zod';
import { WITHHOLD_CLASSES } from '@/core/snapshot/view';

export const id = z.string().regex(/^[0-9a-f]{32}$/, 'must be an id of 32 hex digits');
export const digest = z.string().regex(/^[0-9a-f]{64}$/, 'must be a digest of 64 hex digits');
const words = (max: number) => z.string().trim().min(1, 'must not be empty').max(max);

export const caseInput = z.strictObject({ caseId: id });
export const releaseInput = z.strictObject({ releaseId: id });
export const caseAddress = z.strictObject({
  orgSlug: z.string().min(1).max(100),
  caseSlug: z.string().min(1).max(100),
});
export const freezeInput = z.strictObject({
  caseId: id,
  expectedContentDigest: digest,
  number: z.int().min(1).max(100_000),
  /** What changed since the last release, and why. */
  changelog: words(20_000),
});
export const withdrawInput = z.strictObject({ releaseId: id, reason: words(4_000) });

/** Records that the public view withholds, each with its class and reason. */
export const withheldChoices = z
  .array(
    z.strictObject({
      record: id,
      class: z.enum(WITHHOLD_CLASSES),
      reason: words(1_000),
    }),
  )
  .max(5_000);
export type WithheldChoice = z.infer<typeof withheldChoices>[number];
export const proposalInput = z.strictObject({ releaseId: id, withhold: withheldChoices });
