import { z } from 'zod';

export const ARCHIVE_SCHEMA = 'casewright/backup/1';

/** Names in a backup, which is a tar file. */
export const ENTRY = {
  /** Rows of a table, cut into pieces: PostgreSQL's COPY text under Zstandard. */
  rows: (table: string, piece: number) =>
    `tables/${table}/${String(piece).padStart(6, '0')}.copy.zst`,
  blob: (sha256: string) => `blobs/${sha256}`,
  staged: (key: string) => `staged/${key}`,
  index: 'index.json',
  /** Last: digests of everything before it, in the form of `sha256sum`. */
  sums: 'SHA256SUMS',
} as const;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().min(0);

const sealed = z.strictObject({
  kind: z.literal('sealed'),
  /** scrypt (RFC 7914) over the passphrase. */
  salt: z.string(),
  cost: z.strictObject({ N: count, r: count, p: count }),
  /** AES-256-GCM. */
  iv: z.string(),
  tag: z.string(),
  data: z.string(),
});
const open = z.strictObject({
  kind: z.literal('open'),
  authSecret: z.string().min(1),
  signingKey: z.string().regex(/^[0-9a-f]{64}$/),
});
export const keysSchema = z.discriminatedUnion('kind', [open, sealed]);
export type StoredKeys = z.infer<typeof keysSchema>;

export const indexSchema = z.strictObject({
  schema: z.literal(ARCHIVE_SCHEMA),
  madeAt: z.iso.datetime(),
  /** Of the Casewright that made it. */
  version: z.string(),
  publicUrl: z.string(),
  migrations: z.array(z.strictObject({ name: z.string(), checksum: sha256 })).min(1),
  /** In the order in which they are restored. */
  tables: z.array(
    z.strictObject({
      name: z.string(),
      columns: z.array(z.string()).min(1),
      rows: count,
      pieces: count,
    }),
  ),
  sequences: z.array(z.strictObject({ name: z.string(), last: z.string().nullable() })),
  /** Evidence. `damaged`: the stored bytes were not those of their name; a restore leaves them out. */
  blobs: z.array(z.strictObject({ sha256, size: count, state: z.enum(['whole', 'damaged']) })),
  /** Uploads that were received and not yet examined. */
  staged: z.array(
    z.strictObject({ key: z.string(), sha256, size: count, state: z.enum(['whole', 'damaged']) }),
  ),
  /** Evidence that rows name and the store did not have. */
  missing: z.array(sha256),
  keys: keysSchema,
});
export type ArchiveIndex = z.infer<typeof indexSchema>;
