import { z } from 'zod';
import { INSPECT_STATUSES, type InspectLog } from '@/core/evidence/inspectLog';

const count = z.number().nullable();

/** What is kept of an evaluation log's header; its figures are rows of their own. */
const logHeader = z.object({
  format: z.literal('inspect'),
  container: z.enum(['json', 'eval']),
  task: z.string(),
  model: z.string(),
  dataset: z.object({ name: z.string(), samples: count }),
  samples: z.object({ total: count, completed: count }),
  status: z.enum(INSPECT_STATUSES),
  started: z.string().nullable(),
  finished: z.string().nullable(),
  subject: z.object({
    models: z.array(z.string()),
    solver: z.string(),
    origin: z.string(),
    commit: z.string(),
    dirty: z.boolean(),
    inspectVersion: z.string(),
  }),
});

export type LogHeader = z.infer<typeof logHeader>;

/** Reads the column back as it was written. */
export const storedHeader = logHeader.nullable();
export const storedWarnings = z.array(z.object({ message: z.string() }));

export function headerOf({
  metrics: _metrics,
  warnings: _warnings,
  ...header
}: InspectLog): LogHeader {
  return header;
}
