import { z } from 'zod';
import { isPlainDecimal, MOST_DIGITS, NOT_DECIMAL } from '@/core/monitor/reading';
import { TOKEN_SCOPE_NAMES } from './tokenScopes';
import { caseAddress, id, line } from '@/server/trpc/fields';

const DAYS_OF_A_YEAR = 365;
export const LONGEST_NOTE = 500;

/** What a person or a machine says of one reading. */
export const readingFields = z.strictObject({
  value: z
    .string({ error: 'Write the value in quotes, for example "0.66".' })
    .max(2 * MOST_DIGITS + 2)
    .refine(isPlainDecimal, NOT_DECIMAL)
    .meta({ description: 'Plain decimal, for example "0.66": no exponent, no unit.' }),
  at: z.iso
    .datetime({
      offset: true,
      error: 'Write the time as RFC 3339, for example 2027-03-01T09:00:00Z.',
    })
    .max(40)
    .exactOptional()
    .meta({ description: 'When it was measured, RFC 3339. Now, when it is left out.' }),
  note: z
    .string()
    .trim()
    .max(LONGEST_NOTE, `Use at most ${LONGEST_NOTE} characters.`)
    .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*$/u, 'holds characters that can’t be shown')
    .exactOptional()
    .meta({ description: 'What those who look at it should know; not shown to the public.' }),
});
export type ReadingFields = z.infer<typeof readingFields>;

export const indicatorKey = { caseId: id, indicatorId: id };
export const readingInput = readingFields.extend(indicatorKey);
export const readingsInput = z.strictObject(indicatorKey);
export const caseInput = z.strictObject(caseAddress);
export const createTokenInput = z.strictObject({
  caseId: id,
  name: line(100, 'Say what will use the token.'),
  scope: z.enum(TOKEN_SCOPE_NAMES).default('readings:write'),
  days: z.int().min(1, 'At least a day.').max(DAYS_OF_A_YEAR, 'At most a year.'),
});
export const tokenInput = z.strictObject({ tokenId: id });
