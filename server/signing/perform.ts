import { randomBytes } from 'node:crypto';
import type { SaltedProse } from '@/core/attest/prose';
import type { Assertion } from '@/core/attest/signedStatement';
import type { Ceremony, PreparedStatement } from '@/core/attest/statements';
import type { Tx } from '@/server/platform/database';
import type { Proposal, RegisteredAct, SigningContext } from './act';
import { isNamedInLog, organisationFor } from './capacity';
import { handleOf } from './keys/repo';
import { recordStatement } from './record';
import { refusing } from './refused';
import { salted } from './salted';
import { signingTime } from './signingTime';

/** An act that was authorised, in whose name it would be signed, and the words it carries. */
export interface ProposedAct {
  proposal: Proposal;
  organisation: { id: string; slug: string };
  prose: SaltedProse[];
}

/** Authorises an act and works out what it would say. Changes nothing. @throws AppError */
export async function proposeAct(
  tx: Tx,
  context: SigningContext,
  act: RegisteredAct,
  input: unknown,
): Promise<ProposedAct> {
  const prose: SaltedProse[] = [];
  const proposal = await act.propose(tx, context, input, (field, text) => {
    const made = salted(field, text);
    prose.push(made.prose);
    return made.leaf;
  });
  const organisation = await inWhoseName(tx, context.session.personId, proposal);
  return { proposal, organisation, prose };
}

/** The exact statement that one key will sign. @throws AppError invalid */
export async function stateAct(
  tx: Tx,
  context: SigningContext,
  { proposal, organisation }: ProposedAct,
  { ceremony, keyId }: { ceremony: Ceremony; keyId: string },
): Promise<PreparedStatement> {
  const person = await handleOf(tx, context.session.personId);
  const issuedAt = (await signingTime(tx, context)).toISOString();
  return refusing(() =>
    proposal.statement({
      nonce: randomBytes(16).toString('hex'),
      issuedAt,
      ceremony,
      signedBy: keyId,
      person,
      organisation: organisation.slug,
    }),
  );
}

async function inWhoseName(
  tx: Tx,
  personId: string,
  { organisation, caseId }: Proposal,
): Promise<{ id: string; slug: string }> {
  if (organisation) return organisation;
  if (caseId === null) throw new Error('An act names neither an organisation nor a case.');
  return organisationFor(tx, personId, caseId);
}

export interface PerformedAct {
  statementId: string;
  /** Hex. */
  sha256: string;
  logIndex: number;
  /** What the act gives back. */
  result?: unknown;
}

/**
 * Does what was signed: counter-signs, appends to the log, stores the statement and applies the act,
 * in the transaction in which its assertion was verified.
 *
 * @param signed.useKey takes the signer's key, once the log's lock is held
 */
export async function performAct(
  tx: Tx,
  context: SigningContext,
  act: RegisteredAct,
  signed: {
    input: unknown;
    statement: PreparedStatement;
    assertion: Assertion;
    prose: SaltedProse[];
    releaseId: string | null;
    useKey: () => Promise<void>;
  },
): Promise<{ done: PerformedAct; after(): Promise<void> }> {
  const { input, statement, assertion, prose, releaseId } = signed;
  const recorded = await recordStatement(tx, context, {
    prepared: statement,
    assertions: [assertion],
    prose,
    personId: context.session.personId,
    keyId: assertion.keyId,
    releaseId,
    published: await isNamedInLog(tx, statement.statement, releaseId),
  });
  await signed.useKey();
  const { id: statementId, sha256, logIndex } = recorded;
  const { result, after } = await act.apply(tx, context, input, {
    ...recorded,
    payload: statement.payload,
    statement: statement.statement,
    prose,
  });
  return { done: { statementId, sha256, logIndex, result }, after };
}
