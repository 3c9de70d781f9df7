import type { z } from 'zod';
import type { SaltedProse } from '@/core/attest/prose';
import {
  PREDICATES,
  prepareStatement,
  type KeyAlgorithm,
  type Predicate,
  type PredicateName,
  type PreparedStatement,
  type Statement,
  type StatementOf,
} from '@/core/attest/statements';
import type { Tx } from '@/server/platform/database';
import { AppError } from '@/server/platform/errors';
import type { RequestContext, SessionInfo } from '@/server/platform/requestContext';

export type SigningContext = RequestContext & { session: SessionInfo };

/** The members that every predicate has; the ceremony fills them in. */
export type Common = Pick<
  Predicate<PredicateName>,
  'nonce' | 'issuedAt' | 'ceremony' | 'signedBy' | 'person' | 'organisation'
>;

/** What an act says of its own: the predicate without the members that all have. */
export type Says<N extends PredicateName> =
  Predicate<N> extends infer Member
    ? Member extends unknown
      ? Omit<Member, keyof Common>
      : never
    : never;

/** A key that can sign in a ceremony, with what is needed to ask its authenticator and to verify. */
export interface SignerKey {
  keyId: string;
  algorithm: KeyAlgorithm;
  publicKey: Uint8Array;
  relyingParty: { id: string; origin: string };
  credentialId: string;
  transports: string[];
  /** What its holder calls it. */
  name: string;
}

/** A statement that waits for the members that the ceremony fills in. */
export type Saying = (common: Common) => PreparedStatement;

/**
 * What an act says: `saying('key', { name: 'signing key', sha256: keyId }, { action: 'approve', keyId })`.
 *
 * @param subject name for people; release digest, or for key statements the key id
 */
export function saying<N extends PredicateName>(
  predicate: N,
  subject: { name: string; sha256: string },
  says: Says<N>,
): Saying {
  return (common) => prepareStatement(predicate, subject, whole<N>(common, says));
}

/** The two halves of a predicate; its schema checks the sum when the statement is prepared. */
function whole<N extends PredicateName>(common: Common, says: Says<N>): Predicate<N>;
function whole(common: object, says: object): object {
  return { ...common, ...says };
}

/** What an act is about to say, before anything is signed. */
export interface Prepared {
  statement: Saying;
  /** The words whose leaf hashes the predicate carries. */
  prose: SaltedProse[];
  /** In whose name the person signs: an active key of theirs in this organisation is used. */
  organisation: { id: string; slug: string };
  releaseId: string | null;
  /** Whether the log names predicate and release in the open: for what is or was published. */
  published: boolean;
  /** Set where the key is not an active one yet: enrolment alone. */
  signer?: SignerKey;
}

/** The statement as it was signed and logged, in the transaction that acts on it. */
export interface Signed<N extends PredicateName> {
  id: string;
  sha256: string;
  logIndex: number;
  statement: StatementOf<N>;
  prose: SaltedProse[];
}

/**
 * One thing that can be signed. `prepare` authorises and says what will be signed; `apply` authorises
 * again inside the transaction that records the signature, sets the state by compare-and-set, and
 * writes rows and audit. Both throw AppError. What `apply` finds may differ from what `prepare` found:
 * where the statement would no longer be true, it refuses.
 */
export interface Act<N extends PredicateName, Input, Result> {
  /** "release.submit" */
  name: string;
  predicate: N;
  input: z.ZodType<Input>;
  prepare(tx: Tx, context: SigningContext, input: Input): Promise<Prepared>;
  apply(tx: Tx, context: SigningContext, input: Input, signed: Signed<N>): Promise<Result>;
  /** After the commit: messages on the bus. */
  after?(context: SigningContext, input: Input, result: Result): Promise<void>;
}

/** What `prepare` comes to, with the input as it was understood. */
export interface Proposal extends Prepared {
  input: unknown;
}

/** An act as the ceremony knows it: input is checked on the way in, types are closed over. */
export interface RegisteredAct {
  readonly name: string;
  propose(tx: Tx, context: SigningContext, raw: unknown): Promise<Proposal>;
  apply(
    tx: Tx,
    context: SigningContext,
    raw: unknown,
    signed: Omit<Signed<PredicateName>, 'statement'> & { statement: Statement },
  ): Promise<{ result: unknown; after(): Promise<void> }>;
}

/** Closes over the act's own types, so that all acts fit one list. */
export function act<N extends PredicateName, Input, Result>(
  definition: Act<N, Input, Result>,
): RegisteredAct {
  const read = (raw: unknown): Input => {
    const parsed = definition.input.safeParse(raw);
    if (parsed.success) return parsed.data;
    const issue = parsed.error.issues[0];
    throw new AppError('invalid', issue?.message ?? 'The input is wrong.', issue?.path.join('.'));
  };
  return {
    name: definition.name,
    async propose(tx, context, raw) {
      const input = read(raw);
      return { ...(await definition.prepare(tx, context, input)), input };
    },
    async apply(tx, context, raw, signed) {
      const input = read(raw);
      const { statement } = signed;
      if (statement.predicateType !== PREDICATES[definition.predicate])
        throw new Error(`${definition.name} was given a ${statement.predicateType}.`);
      const result = await definition.apply(tx, context, input, {
        ...signed,
        statement: statement as StatementOf<N>,
      });
      return {
        result,
        after: async () => definition.after?.(context, input, result),
      };
    },
  };
}
