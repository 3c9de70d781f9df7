import { z } from 'zod';
import { FINDING_SEVERITIES } from '@/core/workflow/finding';
import { isLocalDate } from '@/core/workflow/window';
import { declarationSchema } from './declaration';

export const id = z.string().regex(/^[0-9a-f]{32}$/, 'must be an id of 32 hex digits');
const words = (max: number) => z.string().trim().min(1, 'must not be empty').max(max);

const JUDGEMENT_VALUES = ['supported', 'partly-supported', 'not-supported', 'challenged'] as const;
export const ASSESSMENTS = ['supported', 'partly-supported', 'not-supported'] as const;

export const openRoundInput = z.strictObject({
  releaseId: id,
  scope: words(4_000),
  /** What the assessors were given access to, in words. */
  access: words(4_000),
  /** Assurance level 1 to 4 (Frontier AI Auditing). */
  assuranceLevel: z.int().min(1).max(4),
  declaration: declarationSchema,
});
export const declareInput = z.strictObject({
  roundId: id,
  role: z.enum(['assessor', 'counter-case']),
  declaration: declarationSchema,
});
export const closeRoundInput = z.strictObject({ roundId: id, reason: words(4_000) });
export const removeAssessorInput = z.strictObject({
  roundId: id,
  assignmentId: id,
  reason: words(4_000),
});
export const requestChangesInput = z.strictObject({ releaseId: id, reason: words(4_000) });

export const judgeInput = z.strictObject({
  roundId: id,
  nodeId: id,
  /** Null takes the judgement back. */
  value: z.enum(JUDGEMENT_VALUES).nullable(),
  note: z.string().trim().max(10_000),
});
export const markInput = z.strictObject({
  roundId: id,
  nodeIds: z.array(id).min(1).max(500),
  viewed: z.boolean(),
});

export const matchInput = z.strictObject({
  roundId: id,
  /** The away goal of the supplement that cites. */
  awayId: id,
  /** Record of the base. */
  contextId: id,
  /** Null takes the verdict back. */
  value: z.enum(['matches', 'differs']).nullable(),
  note: z.string().trim().max(4_000),
});

const findingWords = {
  severity: z.enum(FINDING_SEVERITIES),
  nodeId: id.nullable(),
  title: words(300),
  body: z.string().trim().max(10_000),
};
export const draftFindingInput = z.strictObject({ roundId: id, ...findingWords });
export const editFindingInput = z.strictObject({ findingId: id, ...findingWords });
export const findingInput = z.strictObject({ findingId: id });
/** One step on a finding and the words that go with it. */
export const findingStepInput = z.strictObject({ findingId: id, body: words(10_000) });
export const convertInput = z.strictObject({
  findingId: id,
  /** The obligation in words. */
  condition: words(1_000),
  reason: words(4_000),
  due: z.string().refine(isLocalDate, 'must be a date, written year-month-day'),
});
