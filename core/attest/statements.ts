import * as z from 'zod';
import { canonicalBytes, parseCanonical } from '@/core/snapshot/canonical';
import { sha256Hex } from '@/core/snapshot/hash';
import { digestHex, localDate, recordId } from '@/core/snapshot/records';
import { Refusal, refusedShape } from '@/core/snapshot/refusal';
import { challengeOf, preAuthEncoding, STATEMENT_TYPE } from './dsse';

/** Our predicates of in-toto Statement v1. */
export const PREDICATES = {
  key: 'urn:casewright:key:1',
  release: 'urn:casewright:release:1',
  review: 'urn:casewright:review:1',
  signoff: 'urn:casewright:signoff:1',
  disclosure: 'urn:casewright:disclosure:1',
  status: 'urn:casewright:status:1',
  acknowledgement: 'urn:casewright:acknowledgement:1',
} as const;
export type PredicateName = keyof typeof PREDICATES;

/**
 * How a statement was signed. `passkey`: WebAuthn with user verification. `instance`: made by rule,
 * signed by the instance alone. `example`: shipped with the product; never in force.
 */
const CEREMONIES = ['passkey', 'instance', 'example'] as const;
export type Ceremony = (typeof CEREMONIES)[number];

const KEY_ALGORITHMS = ['ES256', 'EdDSA'] as const;
export type KeyAlgorithm = (typeof KEY_ALGORITHMS)[number];

const nonce = z.string().regex(/^[0-9a-f]{32}$/);
/** RFC 3339 in UTC, whole seconds or milliseconds. */
export const utcTime = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{3})?Z$/)
  .refine((text) => !Number.isNaN(Date.parse(text)));
/** Leaf hash of salted prose. */
const proseLeaf = digestHex;
const organisation = z.string().min(1).max(100);
/** Random handle that stands for a person in everything signed; one for all keys of the person. */
const person = z.string().regex(/^[0-9a-f]{32}$/);

const common = {
  /** 16 random bytes, hex. */
  nonce,
  issuedAt: utcTime,
  ceremony: z.enum(CEREMONIES),
  /** Key id of the signer. */
  signedBy: digestHex,
  /** Null for what the instance says by rule. */
  person: person.nullable(),
  organisation: organisation.nullable(),
};

const keyPredicate = z.discriminatedUnion('action', [
  z.strictObject({
    ...common,
    /** Signed by the new key itself: proof that its holder has it. */
    action: z.literal('enrol'),
    keyId: digestHex,
    /** Standard base64. ES256: 0x04 ‖ x ‖ y (65 bytes); EdDSA: 32 bytes. */
    publicKey: z.string(),
    algorithm: z.enum(KEY_ALGORITHMS),
    /** Where assertions of this key may come from; null for keys of examples. */
    relyingParty: z.strictObject({ id: z.string(), origin: z.string() }).nullable(),
    /** `founding`: first key of its organisation. `admin`: counts once an `approve` follows. */
    approval: z.enum(['founding', 'admin']),
  }),
  z.strictObject({ ...common, action: z.literal('approve'), keyId: digestHex }),
  z.strictObject({
    ...common,
    action: z.literal('revoke'),
    keyId: digestHex,
    reason: proseLeaf.nullable(),
  }),
]);

/** The officer submits a frozen candidate. */
const releasePredicate = z.strictObject({
  ...common,
  action: z.literal('submit'),
  /** Handles of all who ever touched the lineage, sorted: they can neither assess nor decide. */
  contributors: z.array(person),
});

const reviewPredicate = z.strictObject({
  ...common,
  assessment: z.enum(['supported', 'partly-supported', 'not-supported']),
  /** SHA-256 over the findings as the assessor left them; what is hashed is the instance's matter. */
  findingsDigest: digestHex,
  /** View the assessor worked on. */
  viewDigest: digestHex,
  /** What the assessors were given access to, in words. */
  accessLevel: proseLeaf,
  /** Assurance level 1 to 4 (Brundage et al. 2026). */
  assuranceLevel: z.int().min(1).max(4),
  /** The declaration of independence; published with the review. */
  independence: proseLeaf,
  /** Supplements: what the assessor makes of the contract with the base; absent where not judged. */
  contract: z.enum(['verified', 'rejected']).optional(),
  summary: proseLeaf.nullable(),
});

const signoffPredicate = z.strictObject({
  ...common,
  decision: z.enum(['approved', 'approved-with-conditions', 'rejected']),
  /** `internal` only where nobody outside decides; shown as "internally approved only". */
  capacity: z.enum(['external', 'internal']),
  /** What the signer saw. */
  viewDigest: digestHex,
  policyVersion: z.string().min(1).max(100),
  /** Residual records accepted by name, sorted. */
  acceptedResiduals: z.array(recordId),
  conditions: z.array(z.strictObject({ text: proseLeaf, due: localDate.nullable() })),
  reasons: proseLeaf.nullable(),
  dissent: proseLeaf.nullable(),
});

const disclosurePredicate = z.strictObject({
  ...common,
  views: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(100),
        digest: digestHex,
        /** SHA-256 of the readable HTML of this view. */
        htmlDigest: digestHex,
      }),
    )
    .min(1),
});

const statusPredicate = z.strictObject({
  ...common,
  action: z.enum(['publish', 'suspend', 'reinstate', 'revoke']),
  reason: proseLeaf.nullable(),
});

/**
 * A responsible officer says that they know, and what is done: that the base of their supplement
 * moved, or that an indicator of their release broke its limits. The subject is their own release.
 */
const acknowledgementPredicate = z.discriminatedUnion('about', [
  z.strictObject({
    ...common,
    about: z.literal('base'),
    /** Release digest of the base. */
    base: digestHex,
    /** SHA-256 of the statement by which the base moved; null for what nobody states. */
    event: digestHex.nullable(),
    response: proseLeaf,
  }),
  z.strictObject({
    ...common,
    about: z.literal('indicator'),
    /** Record id of the indicator. */
    indicator: recordId,
    breach: z.enum(['red', 'silent']),
    /** When the breach began. */
    since: utcTime,
    response: proseLeaf,
  }),
]);

const STATEMENT_SCHEMA = 'https://in-toto.io/Statement/v1';

function statementOf<P extends string, S extends z.ZodType>(predicateType: P, predicate: S) {
  return z.strictObject({
    _type: z.literal(STATEMENT_SCHEMA),
    subject: z.tuple([
      z.strictObject({
        /** For people; nothing is checked against it. */
        name: z.string().min(1).max(300),
        /** Release digest; for key statements the key id. */
        digest: z.strictObject({ sha256: digestHex }),
      }),
    ]),
    predicateType: z.literal(predicateType),
    predicate,
  });
}

export const statementSchema = z.discriminatedUnion('predicateType', [
  statementOf(PREDICATES.key, keyPredicate),
  statementOf(PREDICATES.release, releasePredicate),
  statementOf(PREDICATES.review, reviewPredicate),
  statementOf(PREDICATES.signoff, signoffPredicate),
  statementOf(PREDICATES.disclosure, disclosurePredicate),
  statementOf(PREDICATES.status, statusPredicate),
  statementOf(PREDICATES.acknowledgement, acknowledgementPredicate),
]);
export type Statement = z.infer<typeof statementSchema>;
export type StatementOf<N extends PredicateName> = Extract<
  Statement,
  { predicateType: (typeof PREDICATES)[N] }
>;
export type Predicate<N extends PredicateName> = StatementOf<N>['predicate'];

/** A statement ready to be shown and signed. */
export interface PreparedStatement {
  statement: Statement;
  /** Exact bytes: RFC 8785. */
  payload: Uint8Array;
  /** SHA-256 of the payload, hex: what the log leaf names. */
  sha256: string;
  /** DSSE pre-authentication encoding: what every signature is over. */
  pae: Uint8Array;
  /** base64url(SHA-256(PAE)): the WebAuthn challenge. */
  challenge: string;
}

/**
 * Prepares a statement about a release (or, for key statements, about a key).
 *
 * @param subject name for people, and release digest or key id
 * @throws Refusal `bad-shape` when the predicate is not of its schema
 */
export function prepareStatement<N extends PredicateName>(
  name: N,
  subject: { name: string; sha256: string },
  predicate: Predicate<N>,
): PreparedStatement {
  return prepared(
    canonicalBytes({
      _type: STATEMENT_SCHEMA,
      subject: [{ name: subject.name, digest: { sha256: subject.sha256 } }],
      predicateType: PREDICATES[name],
      predicate,
    }),
  );
}

/**
 * Reads statement bytes, as a page does before it asks an authenticator to sign them: nothing but
 * the bytes themselves decides what is shown and what the challenge is.
 *
 * @throws Refusal `not-json` | `not-canonical` | `bad-shape`
 */
export function prepared(payload: Uint8Array): PreparedStatement {
  const parsed = statementSchema.safeParse(parseCanonical(payload));
  if (!parsed.success) throw refusedShape('Statement', parsed.error);
  const statement = parsed.data;
  refuseInconsistent(statement);
  const pae = preAuthEncoding(STATEMENT_TYPE, payload);
  return { statement, payload, sha256: sha256Hex(payload), pae, challenge: challengeOf(pae) };
}

/** What a schema alone cannot say. */
function refuseInconsistent({ subject, predicateType, predicate }: Statement): void {
  const bad = (why: string): Refusal => new Refusal('bad-shape', `Statement refused: ${why}`);
  if ((predicate.ceremony === 'instance') !== (predicate.person === null)) {
    throw bad('a person is named exactly when a person signs.');
  }
  if ((predicate.person === null) !== (predicate.organisation === null)) {
    throw bad('a person acts for an organisation.');
  }
  if (predicateType === PREDICATES.key) {
    if (subject[0].digest.sha256 !== predicate.keyId) throw bad('the subject is not the key.');
    if (predicate.action === 'enrol' && predicate.signedBy !== predicate.keyId) {
      throw bad('an enrolment is signed by the key that is enrolled.');
    }
    if (predicate.action === 'approve' && predicate.signedBy === predicate.keyId) {
      throw bad('no key approves itself.');
    }
    if (predicate.ceremony === 'instance' && predicate.action !== 'revoke') {
      throw bad('the instance enrols and approves no key.');
    }
  } else if (predicate.ceremony === 'instance' && predicateType !== PREDICATES.status) {
    throw bad('only a change of status is made by rule.');
  }
}
