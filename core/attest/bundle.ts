import * as z from 'zod';
import { fromUtf8, toBase64, utf8 } from '@/core/snapshot/bytes';
import { canonicalBytes, parseCanonical } from '@/core/snapshot/canonical';
import { sha256Hex } from '@/core/snapshot/hash';
import { parseManifest } from '@/core/snapshot/manifest';
import { digestHex } from '@/core/snapshot/records';
import { Refusal, refusedShape } from '@/core/snapshot/refusal';
import { envelopeSchema, INDEX_TYPE, openEnvelope } from './dsse';
import type { Envelope } from './dsse';
import { sealedByInstance } from './instanceKey';
import type { InstanceKey } from './instanceKey';
import { signedStatementSchema } from './signedStatement';
import type { SignedStatement } from './signedStatement';
import { utcTime } from './statements';
import { BUNDLE_LIMITS, refuseOversized, type BundleLimits } from './bundleLimits';
import { writeZip, type ZipFile } from './zip';

export const BUNDLE_SCHEMA = 'casewright/bundle/1';
const KEYS_SCHEMA = 'casewright/keys/1';
const PROOFS_SCHEMA = 'casewright/proofs/1';
const DIRECTORY_SCHEMA = 'casewright/directory/1';

export const indexSchema = z.strictObject({
  schema: z.literal(BUNDLE_SCHEMA),
  /** Release digest. */
  release: digestHex,
  madeAt: utcTime,
  /** Every file but the index itself, sorted by path. */
  files: z.array(z.strictObject({ path: z.string(), sha256: digestHex, size: z.int().min(0) })),
});
export type BundleIndex = z.infer<typeof indexSchema>;

export const keysSchema = z.strictObject({
  schema: z.literal(KEYS_SCHEMA),
  /** Keys of the instance, oldest first; the last one signs the index and the checkpoint. */
  instance: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(200),
        keyId: digestHex,
        /** Standard base64, 32 bytes. */
        publicKey: z.string(),
        from: utcTime,
        until: utcTime.nullable(),
      }),
    )
    .min(1),
});
export type BundleKeys = z.infer<typeof keysSchema>;
export type InstanceKeyEntry = BundleKeys['instance'][number];

export const proofsSchema = z.strictObject({
  schema: z.literal(PROOFS_SCHEMA),
  /** One for each statement, in the order of the statement files. */
  entries: z.array(
    z.strictObject({
      /** SHA-256 of the statement payload. */
      statement: digestHex,
      index: z.int().min(0),
      /** Whether the log leaf names predicate and release in the open. */
      published: z.boolean(),
      /** Audit path, nearest first; standard base64. */
      path: z.array(z.string()).max(64),
    }),
  ),
});
export type LogProof = z.infer<typeof proofsSchema>['entries'][number];

/** Names as the instance's directory knows them today: personal data, in nothing that is signed. */
export const directorySchema = z.strictObject({
  schema: z.literal(DIRECTORY_SCHEMA),
  people: z.array(z.strictObject({ person: z.string(), name: z.string() })),
  organisations: z.array(
    z.strictObject({ organisation: z.string(), name: z.string(), kind: z.string() }),
  ),
});
export type BundleDirectory = Omit<z.infer<typeof directorySchema>, 'schema'>;

/** What goes into a bundle. Canonical bytes go in as they were hashed. */
export interface BundleParts {
  manifest: Uint8Array;
  view: Uint8Array;
  /** Readable HTML of the view, as the disclosure statement names it. */
  html: Uint8Array;
  /** In log order, with their proofs against the checkpoint. */
  statements: { signed: SignedStatement; proof: LogProof }[];
  /** Signed note. */
  checkpoint: string;
  /** Keys of the instance, oldest first, the signing one last. */
  instanceKeys: InstanceKeyEntry[];
  /** Artefacts that the view discloses; they are named by their digest. */
  evidence: Uint8Array[];
  directory: BundleDirectory | null;
  /** RFC 3339 UTC. */
  madeAt: string;
}

/** A bundle that was taken apart; nothing is verified but the container, shapes and digests. */
export interface Bundle {
  index: BundleIndex;
  indexEnvelope: Envelope;
  keys: BundleKeys;
  manifest: Uint8Array;
  view: Uint8Array;
  html: ZipFile;
  statements: { path: string; signed: SignedStatement; proof: LogProof }[];
  checkpoint: string;
  /** By SHA-256. */
  evidence: Map<string, ZipFile>;
  directory: BundleDirectory | null;
}

/** Entry of an instance key in `keys.json`. */
export function instanceKeyEntry(
  key: Pick<InstanceKey, 'name' | 'keyId' | 'publicKey'>,
  from: string,
  until: string | null,
): InstanceKeyEntry {
  return { name: key.name, keyId: key.keyId, publicKey: toBase64(key.publicKey), from, until };
}

/**
 * Writes a bundle. The same parts and key give the same bytes.
 * @throws Refusal when the manifest does not parse, `too-large` when no verifier would read the bundle
 */
export function writeBundle(parts: BundleParts, key: InstanceKey): Uint8Array {
  const { releaseDigest } = parseManifest(parts.manifest);
  const files = new Map<string, Uint8Array>([
    ['manifest.json', parts.manifest],
    ['view.json', parts.view],
    ['index.html', parts.html],
    ['keys.json', canonicalBytes({ schema: KEYS_SCHEMA, instance: parts.instanceKeys })],
    ['log/checkpoint', utf8(parts.checkpoint)],
    [
      'log/proofs.json',
      canonicalBytes({
        schema: PROOFS_SCHEMA,
        entries: parts.statements.map((statement) => statement.proof),
      }),
    ],
  ]);
  for (const [i, { signed }] of parts.statements.entries()) {
    files.set(statementPath(i), canonicalBytes(signed));
  }
  for (const artefact of parts.evidence) files.set(`evidence/${sha256Hex(artefact)}`, artefact);
  if (parts.directory !== null) {
    files.set('directory.json', canonicalBytes({ schema: DIRECTORY_SCHEMA, ...parts.directory }));
  }
  const index: BundleIndex = {
    schema: BUNDLE_SCHEMA,
    release: releaseDigest,
    madeAt: parts.madeAt,
    files: [...files]
      .map(([path, bytes]) => ({ path, sha256: sha256Hex(bytes), size: bytes.length }))
      .sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
  const envelope = sealedByInstance(key, INDEX_TYPE, canonicalBytes(index));
  files.set('index.json', canonicalBytes(envelope));
  refuseOversized(
    [...files].map(([path, bytes]): [string, number] => [path, bytes.length]),
    BUNDLE_LIMITS,
  );
  return writeZip(files, BUNDLE_LIMITS);
}

/**
 * Takes a bundle apart: index, the digest of every file, and the shape of each. Of evidence and the
 * readable page the digest is all that is looked at. Signatures, proofs and the view are for
 * `verifyBundle`.
 *
 * @param files what the container holds, from `readZip`
 * @throws Refusal with the first thing that is wrong
 */
export function readBundle(
  files: ReadonlyMap<string, ZipFile>,
  limits: BundleLimits = BUNDLE_LIMITS,
): Bundle {
  refuseOversized(
    [...files].map(([path, { size }]): [string, number] => [path, size]),
    limits,
  );
  const find = (path: string): ZipFile => {
    const file = files.get(path);
    if (file === undefined) throw new Refusal('bad-container', `${path} is missing.`);
    return file;
  };
  const take = (path: string) => find(path).bytes();
  const indexEnvelope = parse('index.json', envelopeSchema, take('index.json'));
  if (indexEnvelope.payloadType !== INDEX_TYPE) {
    throw new Refusal('bad-shape', 'index.json is not the index of a bundle.');
  }
  const index = parse('the index', indexSchema, openEnvelope(indexEnvelope).payload);
  checkFiles(index, files);

  const proofs = parse('log/proofs.json', proofsSchema, take('log/proofs.json')).entries;
  const bundle: Bundle = {
    index,
    indexEnvelope,
    keys: parse('keys.json', keysSchema, take('keys.json')),
    manifest: take('manifest.json'),
    view: take('view.json'),
    html: find('index.html'),
    checkpoint: fromUtf8(take('log/checkpoint')),
    statements: proofs.map((proof, i) => {
      const path = statementPath(i);
      return { path, signed: parse(path, signedStatementSchema, take(path)), proof };
    }),
    evidence: new Map(),
    directory: null,
  };
  if (files.has('directory.json')) {
    const { people, organisations } = parse(
      'directory.json',
      directorySchema,
      take('directory.json'),
    );
    bundle.directory = { people, organisations };
  }
  for (const [path, file] of files) {
    if (path.startsWith('evidence/')) bundle.evidence.set(path.slice('evidence/'.length), file);
  }
  refuseUnknownFiles(files.keys(), bundle.statements.length);
  return bundle;
}

/** `statements/001.json` and on. */
function statementPath(position: number): string {
  return `statements/${String(position + 1).padStart(3, '0')}.json`;
}

function checkFiles(index: BundleIndex, files: ReadonlyMap<string, ZipFile>): void {
  if (index.files.length !== files.size - 1) {
    throw new Refusal('bad-container', 'The index does not list just the files that are there.');
  }
  let previous = '';
  for (const { path, sha256, size } of index.files) {
    const file = files.get(path);
    if (path <= previous || path === 'index.json' || file === undefined) {
      throw new Refusal('bad-container', `The index lists ${path} wrongly.`);
    }
    previous = path;
    if (file.size !== size || file.sha256 !== sha256) {
      throw new Refusal('bad-container', `${path} is not the file that the index lists.`);
    }
  }
}

function refuseUnknownFiles(paths: Iterable<string>, statements: number): void {
  const known = new Set(['index.json', 'manifest.json', 'view.json', 'index.html', 'keys.json']);
  for (const path of ['log/checkpoint', 'log/proofs.json', 'directory.json']) known.add(path);
  for (let i = 0; i < statements; i++) known.add(statementPath(i));
  for (const path of paths) {
    if (!known.has(path) && !/^evidence\/[0-9a-f]{64}$/.test(path)) {
      throw new Refusal('bad-container', `${path} has no place in a bundle.`);
    }
  }
}

function parse<T>(what: string, schema: z.ZodType<T>, bytes: Uint8Array): T {
  let value: unknown;
  try {
    value = parseCanonical(bytes);
  } catch (error) {
    if (error instanceof Refusal) throw new Refusal(error.code, `${what}: ${error.message}`);
    throw error;
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw refusedShape(what, parsed.error);
  return parsed.data;
}
