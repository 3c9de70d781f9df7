import { z } from 'zod';
import { COMPARATORS } from '@/core/argument/document';
import { LEVELS } from '@/core/monitor/standing';
import { EVIDENCE_VERSION_STATES } from '@/core/workflow/evidenceVersion';
import { EVIDENCE_KINDS } from '@/server/evidence/kinds';
import { readingFields } from '@/server/monitors/inputs';
import { ERROR_CODES, type ErrorCode } from '@/server/platform/errors';

/** What the public API answers: the same schemas make the OpenAPI document and the types. */

const instant = z.iso.datetime().meta({ description: 'RFC 3339 in UTC.' });
const decimal = z.string().meta({ description: 'Plain decimal, as it was sent.' });
const breachKind = z.enum(['red', 'silent']);

const reading = z.strictObject({
  value: decimal,
  at: instant.meta({ description: 'When it was measured.' }),
  receivedAt: instant.meta({ description: 'When it got here.' }),
  note: z.string(),
});

const standing = z
  .strictObject({
    release: z.int().meta({ description: 'Number of the release that watches the indicator.' }),
    state: z
      .enum([...LEVELS, 'silent', 'waiting'])
      .meta({ description: 'Computed as this was asked. Silence is a breach.' }),
    silentFrom: instant.meta({ description: 'Without a new reading it is silent from then on.' }),
    unanswered: z
      .strictObject({
        kind: breachKind,
        since: instant,
        until: instant.nullable().meta({ description: 'Null while it goes on.' }),
      })
      .nullable()
      .meta({ description: 'The earliest breach that no responsible officer has answered for.' }),
    critical: z.boolean(),
    limits: z.strictObject({
      comparator: z.enum(COMPARATORS),
      amber: decimal,
      red: decimal,
      unit: z.string(),
      period: z.string().meta({ description: 'ISO 8601 duration.' }),
      grace: z.string().meta({ description: 'ISO 8601 duration.' }),
    }),
  })
  .meta({ description: 'How an indicator stands in one release.' });

export const readingTaken = z.strictObject({ reading, standings: z.array(standing) });
export type ReadingTaken = z.infer<typeof readingTaken>;

export const indicatorReadings = z.strictObject({
  indicator: z.strictObject({ id: z.string(), identifier: z.string(), title: z.string() }),
  readings: z.array(reading).meta({ description: 'The last 100, the newest arrival first.' }),
  standings: z.array(standing),
});
export type IndicatorReadingsAnswer = z.infer<typeof indicatorReadings>;

export const evidencePushed = z.strictObject({
  evidenceId: z.string(),
  identifier: z.string().meta({ description: 'What the case calls it: EV-12.' }),
  title: z.string(),
  kind: z.enum(EVIDENCE_KINDS),
  versionId: z.string(),
  version: z.int().meta({ description: 'Number of the version.' }),
  fileName: z.string(),
  size: z.int().meta({ description: 'Bytes.' }),
  sha256: z.string().meta({ description: 'Hex, of the bytes that came.' }),
  state: z.enum(EVIDENCE_VERSION_STATES).meta({
    description:
      'First `scanning`; `ready` once it can be cited, `quarantined` when it is put aside. The same push again tells.',
  }),
  reason: z.string().meta({ description: 'Why it is put aside or was taken back.' }),
});
export type EvidencePushed = z.infer<typeof evidencePushed>;

const codes = Object.keys(ERROR_CODES) as ErrorCode[];

export const failure = z.strictObject({
  error: z.strictObject({
    code: z.enum([...codes, 'failed']),
    message: z.string(),
    path: z.string().nullable().meta({ description: 'Where in the input.' }),
    requestId: z.string().meta({ description: 'To be named when one asks for help.' }),
  }),
});

/** Every schema under the name that it has in the OpenAPI document. */
export const API_SCHEMAS = z
  .registry<{ id: string }>()
  .add(readingFields, { id: 'NewReading' })
  .add(reading, { id: 'Reading' })
  .add(standing, { id: 'Standing' })
  .add(readingTaken, { id: 'ReadingTaken' })
  .add(indicatorReadings, { id: 'IndicatorReadings' })
  .add(evidencePushed, { id: 'EvidencePushed' })
  .add(failure, { id: 'Failure' });
