import { z } from 'zod';
import { EVIDENCE_ACCESS } from '@/core/policy/resources';
import { EVIDENCE_KINDS } from './kinds';

const words = (most: number) => z.string().trim().max(most, `Use at most ${most} characters.`);

/** What a machine says of a file that it sends, in the address. */
export const pushFields = z.strictObject({
  sha256: z
    .string({ error: 'Say the SHA-256 of the file, in hex.' })
    .regex(/^[0-9a-f]{64}$/, 'Write the SHA-256 as 64 hexadecimal digits, small letters.')
    .meta({ description: 'SHA-256 of the file, in hex. No other bytes are taken.' }),
  name: words(200)
    .min(1, 'Say the name of the file.')
    .meta({ description: 'Name of the file, with its ending.' }),
  title: words(200).min(1, 'A title cannot be empty.').exactOptional().meta({
    description: 'What the case calls it. Made from the name, when it is left out.',
  }),
  kind: z.enum(EVIDENCE_KINDS).default('other').meta({
    description:
      'An evaluation-log that cannot be read as one is quarantined. Of any other kind, figures are read where there are some.',
  }),
  method: words(2_000).default('').meta({ description: 'How it was made.' }),
  subject: words(300).default('').meta({ description: 'Which system it was made on.' }),
  access: z
    .enum(EVIDENCE_ACCESS)
    .default('assessors')
    .meta({ description: 'How far its bytes may reach.' }),
});
