import type { z } from 'zod';
import type { SaltedProse } from '@/core/attest/prose';
import type { EnrolledKey } from '@/core/attest/signedStatement';
import {
  PREDICATES,
  prepareStatement,
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
type Common = Pick<
  Predicate<PredicateName>,
  'nonce' | 'issuedAt' | 'ceremony' | 'signedBy' | 'person' | 'organisation'
>;

/** What an act says of its own: the predicate without the members that all have. */
type Says<N extends PredicateName> =
  Predicate<N> extends infer Member
    ? Member extends unknown
      ? Omit<Member, keyof Common>
      : never
    : never;

/** A key that can sign in a ceremony, with what is needed to ask its authenticator and to verify. */
export interface SignerKey extends EnrolledKey {
  relyingParty: { id: string; origin: string };
  credentialId: string;
  transports: string[];
  /** What its holder calls it. */
  name: string;
}

/** Salts words for the statement: gives the leaf hash that the predicate carries in their place. */
export type Salt = (field: string, text: string) => string;

/** What an act is about to say, before anything is signed. */
interface Prepared<N extends PredicateName> {
  /** Name for people; release digest, or for key statements the key id. */
  subject: { name: string; sha256: string };
  predicate: Says<N>;
  releaseId?: string;
  caseId?: string;
  /**
   * In whose name the person signs, with a key of theirs for it. When absent it follows from the case:
   * the organisation they are engaged for as assessor or decision-maker, else the case's own.
   */
  organisation?: { id: string; slug: string };
  /** Set where the key is not an active one yet: enrolment alone. */
  signer?: SignerKey;
}

/** The statement as it was signed and logged, in the transaction that acts on it. */
interface Signed<N extends PredicateName> {
  id: string;
  /** SHA-256 of the payload, hex. */
  sha256: string;
  /** Exact bytes. */
  payload: Uint8Array;
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
export interface SignedAct<N extends PredicateName, Input extends z.ZodType, Result> {
  /** "release.submit" */
  name: string;
  predicate: N;
  input: Input;
  prepare(tx: Tx, context: SigningContext, input: z.infer<Input>, salt: Salt): Promise<Prepared<N>>;
  apply(
    tx: Tx,
    context: SigningContext,
    input: z.infer<Input>,
    statement: Signed<N>,
  ): Promise<Result>;
  /** After the commit: messages on the bus. */
  after?(context: SigningContext, input: z.infer<Input>, result: Result): Promise<void>;
}

/** What `prepare` comes to, its statement still to be given the common members. */
export interface Proposal {
  input: unknown;
  releaseId: string | null;
  caseId: string | null;
  organisation: { id: string; slug: string } | null;
  signer: SignerKey | null;
  statement(common: Common): PreparedStatement;
}

/** An act as the ceremony knows it: input is checked on the way in, types are closed over. */
export interface RegisteredAct {
  readonly name: string;
  propose(tx: Tx, context: SigningContext, raw: unknown, salt: Salt): Promise<Proposal>;
  apply(
    tx: Tx,
    context: SigningContext,
    raw: unknown,
    signed: Omit<Signed<PredicateName>, 'statement'> & { statement: Statement },
  ): Promise<{ result: unknown; after(): Promise<void> }>;
}

/** Closes over the act's own types, so that all acts fit one list. */
export function registered<N extends PredicateName, Input extends z.ZodType, Result>(
  act: SignedAct<N, Input, Result>,
): RegisteredAct {
  const read = (raw: unknown): z.infer<Input> => {
    const parsed = act.input.safeParse(raw);
    if (parsed.success) return parsed.data;
    const issue = parsed.error.issues[0];
    throw new AppError('invalid', issue?.message ?? 'The input is wrong.', issue?.path.join('.'));
  };
  return {
    name: act.name,
    async propose(tx, context, raw, salt) {
      const input = read(raw);
      const prepared = await act.prepare(tx, context, input, salt);
      return {
        input,
        releaseId: prepared.releaseId ?? null,
        caseId: prepared.caseId ?? null,
        organisation: prepared.organisation ?? null,
        signer: prepared.signer ?? null,
        statement: (common) =>
          prepareStatement(act.predicate, prepared.subject, whole<N>(common, prepared.predicate)),
      };
    },
    async apply(tx, context, raw, signed) {
      const input = read(raw);
      const { statement } = signed;
      if (statement.predicateType !== PREDICATES[act.predicate])
        throw new Error(`${act.name} was given a ${statement.predicateType}.`);
      const own = { ...signed, statement: statement as StatementOf<N> };
      const result = await act.apply(tx, context, input, own);
      return { result, after: async () => act.after?.(context, input, result) };
    },
  };
}

/** The two halves of a predicate; its schema checks the sum when the statement is prepared. */
function whole<N extends PredicateName>(common: Common, says: Says<N>): Predicate<N>;
function whole(common: object, says: object): object {
  return { ...common, ...says };
}
