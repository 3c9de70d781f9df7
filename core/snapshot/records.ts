import * as z from 'zod';
import {
  AUTHOR_CLAIMS,
  CITING_KINDS,
  COMPARATORS,
  CONDITION_KINDS,
  DEFEAT_OUTCOMES,
  DEFEATER_KINDS,
  DEFEATER_ORIGINS,
  DISPOSITIONS,
  MODULE_KINDS,
  NODE_KINDS,
  OPEN_PROBLEM_BASES,
  PROVENANCE_MARKS,
  REACHES,
  SEVERITIES,
  WINDOW_ENDS,
} from '@/core/argument/document';
import { richTextSchema } from '@/core/argument/richText';
import { refusedShape } from './refusal';

/**
 * The records of a release: what is hashed, one leaf each. A record holds nothing that would have
 * to be withheld in part: structure, text, identifiers and sensitive facts are separate records.
 * Integers are JSON numbers, everything else with a fraction is a decimal string.
 *
 * An optional member is absent where it says nothing, so that every record has one spelling and a
 * release made before the member existed keeps its digest.
 */

export const recordId = z.string().regex(/^[0-9a-f]{32}$/);
export const digestHex = z.string().regex(/^[0-9a-f]{64}$/);
/** Plain decimal: no exponent, no plus sign, no bare point. Trailing zeros are precision. */
export const decimal = z.string().regex(/^-?(0|[1-9][0-9]*)(\.[0-9]+)?$/);
export const localDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const count = z.int().min(0);
const text = z.string();

/** The local dates, inclusive, in an IANA time zone. */
export const windowSchema = z.strictObject({
  from: localDate,
  until: localDate,
  zone: z.string().min(1),
});
export type ReleaseWindow = z.infer<typeof windowSchema>;

const choice = z.strictObject({
  min: count,
  label: text.min(1).optional(),
  of: z.array(recordId),
  optional: z.array(recordId),
  supportingOnly: z.array(recordId),
});
const away = z.strictObject({
  module: text,
  /** Identifier of the target in its own module. */
  node: text,
  baseDigest: digestHex.nullable(),
  /** Record of the base release, not of this one. */
  recordId: recordId.nullable(),
  textLeaf: digestHex.nullable(),
});

/** Structure and flags of an argument element; its words are the text record under `textLeaf`. */
const nodeContent = z.strictObject({
  kind: z.literal('node'),
  id: recordId,
  type: z.enum(NODE_KINDS),
  module: text,
  undeveloped: z.boolean(),
  public: z.boolean(),
  reach: z.enum(REACHES).nullable(),
  claim: z.enum(AUTHOR_CLAIMS),
  openProblem: z.enum(OPEN_PROBLEM_BASES).nullable(),
  choice: choice.nullable(),
  away: away.nullable(),
  uninstantiated: z.literal(true).optional(),
  toBeSupportedByContract: z.literal(true).optional(),
  instantiation: text.min(1).optional(),
});
const nodeRecord = nodeContent.extend({
  /** Leaf of the node's text record in the same tree. */
  textLeaf: digestHex,
});

/** The words of a node. It does not name the node; the node commits to it. */
const textRecord = z.strictObject({
  kind: z.literal('text'),
  id: recordId,
  statement: text,
  body: richTextSchema.nullable(),
  localNote: text,
  notes: text,
  evidenceNeeded: text,
  sourceSection: text,
  provenance: z.enum(PROVENANCE_MARKS).nullable(),
});

/** What people read instead of a record id. */
const identifierRecord = z.strictObject({
  kind: z.literal('identifier'),
  id: recordId,
  of: recordId,
  label: text,
});

const link = z.discriminatedUnion('type', [
  z.strictObject({
    kind: z.literal('link'),
    id: recordId,
    type: z.enum(['supported-by', 'in-context-of']),
    from: recordId,
    to: recordId,
    /** Place among the links of this type from the same element, from 0. */
    position: count,
    /** Of a pattern's branch; absent for one instance. */
    multiplicity: z.strictObject({ min: count, max: count.nullable(), label: text }).optional(),
  }),
  z.strictObject({
    kind: z.literal('link'),
    id: recordId,
    type: z.literal('rests-on'),
    from: recordId,
    /** An evidence record. */
    to: recordId,
    shows: text,
  }),
]);

const condition = z.strictObject({
  kind: z.literal('condition'),
  id: recordId,
  type: z.enum(CONDITION_KINDS),
  text,
  severity: z.enum(SEVERITIES),
  protects: z.array(recordId),
  dispositionsAllowed: z.array(z.enum(DISPOSITIONS)),
  position: count,
});

const evidence = z.strictObject({
  kind: z.literal('evidence'),
  id: recordId,
  title: text,
  type: text,
  method: text,
  subject: text,
  /** Number of the pinned version; null when no version was resolved. */
  version: count.nullable(),
});

const evidenceBytes = z.strictObject({
  kind: z.literal('evidence-bytes'),
  id: recordId,
  evidence: recordId,
  sha256: digestHex,
  size: count,
  mediaType: text,
});

const metric = z.strictObject({
  kind: z.literal('metric'),
  id: recordId,
  evidence: recordId,
  name: text,
  value: decimal,
  stderr: decimal.nullable(),
  samples: count.nullable(),
});

const criterion = z.strictObject({
  kind: z.literal('criterion'),
  id: recordId,
  node: recordId,
  metric: text,
  comparator: z.enum(COMPARATORS),
  value: decimal,
  unit: text,
  failure: text,
});

const indicator = z.strictObject({
  kind: z.literal('indicator'),
  id: recordId,
  node: recordId,
  title: text,
  definition: text,
  source: text,
  unit: text,
  comparator: z.enum(COMPARATORS),
  amber: decimal,
  red: decimal,
  /** ISO 8601: P7D, PT6H. */
  period: text,
  grace: text,
  critical: z.boolean(),
});

const defeater = z.strictObject({
  kind: z.literal('defeater'),
  id: recordId,
  type: z.enum(DEFEATER_KINDS),
  text,
  origin: z.enum(DEFEATER_ORIGINS),
  targetKind: z.enum(['node', 'link', 'defeater']),
  target: recordId,
  /** The authors' answer; empty while there is none. */
  response: text,
  /** The node that makes the challenge, where it is argued. */
  argument: recordId.optional(),
});

/** What was decided about a challenged node, link or defeater, and why. */
const defeat = z.strictObject({
  kind: z.literal('defeat'),
  id: recordId,
  targetKind: z.enum(['node', 'link', 'defeater']),
  target: recordId,
  outcome: z.enum(DEFEAT_OUTCOMES),
  reason: text,
});

/** Further text of a node or module, by name. */
const annotation = z.strictObject({
  kind: z.literal('annotation'),
  id: recordId,
  of: recordId,
  name: text,
  text,
});

/** Assurance claim point (GSN 1:5). */
const claimPoint = z.strictObject({
  kind: z.literal('claim-point'),
  id: recordId,
  targetKind: z.enum(['node', 'link']),
  target: recordId,
  argument: recordId.nullable(),
  module: text,
});

/** What is said of a module of the argument; nodes name it. */
const moduleRecord = z.strictObject({
  kind: z.literal('module'),
  id: recordId,
  name: text,
  type: z.enum(MODULE_KINDS),
  /** Name of the module that contains it; absent for none. */
  within: text.min(1).optional(),
  title: text,
  description: text,
});

/** An interface that a module offers beside its default one (GSN 1:4.6.2). */
const interfaceRecord = z.strictObject({
  kind: z.literal('interface'),
  id: recordId,
  module: text,
  name: text,
  description: text,
});

/** An element that an interface offers. It goes where the element is withheld: it may name it. */
const interfaceElement = z.strictObject({
  kind: z.literal('interface-element'),
  id: recordId,
  interface: recordId,
  element: recordId,
  /** Identifier by which it is cited there; absent where it is its own. */
  alias: text.min(1).optional(),
});

const disposition = z.strictObject({
  kind: z.literal('disposition'),
  id: recordId,
  /** The condition of the base release: its identifier or its record id there. */
  condition: text,
  disposition: z.enum(DISPOSITIONS),
  by: z.array(recordId),
  /** A role or function, never a person's name. */
  owner: text,
  compensating: text,
  reviewBy: text,
  rationale: text,
  evidenceNeeded: text,
});

const contract = z.strictObject({
  kind: z.literal('contract'),
  id: recordId,
  baseModule: text,
  baseRelease: text,
  cites: z.array(
    z.strictObject({
      away: recordId,
      node: text,
      citing: z.enum(CITING_KINDS),
      localContexts: z.array(recordId),
      note: text,
    }),
  ),
  /** Contexts of the base, by their record ids there, each beside an own one. */
  matches: z.array(z.strictObject({ away: recordId, context: recordId, local: recordId })),
});

const RESIDUAL_TYPES = ['open-problem', 'undeveloped', 'doubt'] as const;
export type ResidualType = (typeof RESIDUAL_TYPES)[number];

/** What stays open at freeze and has to be accepted by name before an approval. */
const residual = z.strictObject({
  kind: z.literal('residual'),
  id: recordId,
  type: z.enum(RESIDUAL_TYPES),
  about: recordId.nullable(),
  text,
});

const setting = z.strictObject({
  kind: z.literal('setting'),
  id: recordId,
  name: text,
  purpose: text,
  users: text,
  tasks: text,
  permissions: text,
  oversight: text,
  volume: text,
});

const subject = z.strictObject({
  kind: z.literal('subject'),
  id: recordId,
  name: text,
  version: text,
  description: text,
  digest: text,
});

const outcome = z.strictObject({
  kind: z.literal('outcome'),
  id: recordId,
  text,
  criterion: text,
  position: count,
});

/** What is decided, for what window, and what the case does not cover. */
const decision = z.strictObject({
  kind: z.literal('decision'),
  id: recordId,
  title: text,
  module: text,
  /** The decision this case supports, as a question in words. */
  question: text,
  root: recordId.nullable(),
  /** The same dates as in the manifest, so that the content digest covers them. */
  window: windowSchema.nullable(),
  atEnd: z.enum(WINDOW_ENDS),
  notCovered: z.array(text),
});

const failureCondition = z.strictObject({
  kind: z.literal('failure-condition'),
  id: recordId,
  text,
  trigger: text,
  unmonitorable: z.boolean(),
  position: count,
});

const changelog = z.strictObject({ kind: z.literal('changelog'), id: recordId, text });

const others = [
  textRecord,
  identifierRecord,
  link,
  condition,
  evidence,
  evidenceBytes,
  metric,
  criterion,
  indicator,
  defeater,
  defeat,
  annotation,
  claimPoint,
  moduleRecord,
  interfaceRecord,
  interfaceElement,
  disposition,
  contract,
  residual,
  setting,
  subject,
  outcome,
  decision,
  failureCondition,
  changelog,
] as const;

/** A record as it is hashed and disclosed. */
export const releaseRecord = z.discriminatedUnion('kind', [nodeRecord, ...others]);
export type ReleaseRecord = z.infer<typeof releaseRecord>;

/** A record before freezing: a node does not yet commit to its text. */
const snapshotRecord = z.discriminatedUnion('kind', [nodeContent, ...others]);
export type SnapshotRecord = z.infer<typeof snapshotRecord>;

export type RecordKind = ReleaseRecord['kind'];
export type RecordOf<K extends RecordKind> = Extract<ReleaseRecord, { kind: K }>;
export type NodeRecord = RecordOf<'node'>;
export type TextRecord = RecordOf<'text'>;
export type LinkRecord = RecordOf<'link'>;

/** Ids of the records of the same release that this record names. */
export function namedBy(record: SnapshotRecord | ReleaseRecord): string[] {
  switch (record.kind) {
    case 'node':
      return record.choice === null
        ? []
        : [...record.choice.of, ...record.choice.optional, ...record.choice.supportingOnly];
    case 'identifier':
      return [record.of];
    case 'link':
      return [record.from, record.to];
    case 'condition':
      return record.protects;
    case 'evidence-bytes':
    case 'metric':
      return [record.evidence];
    case 'criterion':
    case 'indicator':
      return [record.node];
    case 'defeater':
      return [record.target, ...(record.argument === undefined ? [] : [record.argument])];
    case 'defeat':
      return [record.target];
    case 'annotation':
      return [record.of];
    case 'claim-point':
      return [record.target, ...(record.argument === null ? [] : [record.argument])];
    case 'interface-element':
      return [record.interface, record.element];
    case 'disposition':
      return record.by;
    case 'contract':
      return [
        ...record.cites.flatMap((cite) => [cite.away, ...cite.localContexts]),
        ...record.matches.flatMap((match) => [match.away, match.local]),
      ];
    case 'residual':
      return record.about === null ? [] : [record.about];
    case 'decision':
      return record.root === null ? [] : [record.root];
    case 'text':
    case 'module':
    case 'interface':
    case 'evidence':
    case 'setting':
    case 'subject':
    case 'outcome':
    case 'failure-condition':
    case 'changelog':
      return [];
  }
}

/**
 * Checks a value read from canonical bytes against the record schemas.
 * @throws Refusal `bad-shape` for an unknown kind, an unknown or missing member, or a wrong type
 */
export function parseRecord(value: unknown): ReleaseRecord {
  const parsed = releaseRecord.safeParse(value);
  if (!parsed.success) throw refusedShape('Record', parsed.error);
  return parsed.data;
}
