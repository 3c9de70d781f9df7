import * as z from 'zod';
import { parseCanonical } from './canonical';
import { sha256Hex } from './hash';
import { digestHex, windowSchema } from './records';
import type { ReleaseWindow } from './records';
import { refusedShape } from './refusal';

export const MANIFEST_SCHEMA = 'casewright/release/1';

/** The whole of what is public about any release; everything else is a record. */
export const manifestSchema = z.strictObject({
  schema: z.literal(MANIFEST_SCHEMA),
  /** Organisation and case, as in the address of the release page. */
  case: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*\/[a-z0-9]+(-[a-z0-9]+)*$/),
  kind: z.enum(['base', 'supplement']),
  number: z.int().min(1),
  /** Null only while nobody set it; such a release is never in force. */
  window: windowSchema.nullable(),
  /** Release digest of the pinned base; null for a base case. */
  base: digestHex.nullable(),
  /** Number of leaves. */
  count: z.int().min(1),
  root: digestHex,
});
export type Manifest = z.infer<typeof manifestSchema>;

/** What the release adds to its records: the manifest without what is computed. */
export interface ReleaseHead {
  /** "meridian/larch-2-scheming" */
  case: string;
  kind: 'base' | 'supplement';
  number: number;
  window: ReleaseWindow | null;
  base: string | null;
}

/**
 * Reads manifest bytes as they were hashed.
 * @throws Refusal `not-json` | `not-canonical` | `bad-shape`
 */
export function parseManifest(bytes: Uint8Array): { manifest: Manifest; releaseDigest: string } {
  const parsed = manifestSchema.safeParse(parseCanonical(bytes));
  if (!parsed.success) throw refusedShape('Manifest', parsed.error);
  return { manifest: parsed.data, releaseDigest: sha256Hex(bytes) };
}
