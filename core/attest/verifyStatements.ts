import { fromBase64 } from '@/core/snapshot/bytes';
import { Refusal } from '@/core/snapshot/refusal';
import type { Bundle } from './bundle';
import type { Checkpoint } from './checkpoint';
import { openEnvelope, STATEMENT_TYPE } from './dsse';
import { verifyEd25519 } from './instanceKey';
import { KeyHistory } from './keyHistory';
import { logLeafBytes, logLeafHash } from './leaf';
import { verifyInclusion } from './merkle';
import { openProse } from './prose';
import type { Prose } from './prose';
import type { Lines } from './report';
import type { SignedStatement } from './signedStatement';
import { prepared, PREDICATES } from './statements';
import type { PredicateName, PreparedStatement, Statement, StatementOf } from './statements';
import type { AssertionFacts } from './webauthn';

/** A statement whose signatures and place in the log were verified. */
export interface ProvenStatement<S extends Statement = Statement> {
  statement: S;
  /** Place in the log. */
  index: number;
  prose: Map<string, Prose>;
  /** Null for examples and for what the instance says by rule. */
  authenticator: AssertionFacts | null;
}

const NAMES: Record<Statement['predicateType'], string> = {
  [PREDICATES.key]: 'key',
  [PREDICATES.release]: 'submission',
  [PREDICATES.review]: 'review',
  [PREDICATES.signoff]: 'sign-off',
  [PREDICATES.disclosure]: 'disclosure',
  [PREDICATES.status]: 'status',
  [PREDICATES.acknowledgement]: 'acknowledgement',
};

/**
 * Verifies every statement of a bundle, one line each: canonical form, subject, counter-signature,
 * inclusion in the log, prose, key and assertion.
 *
 * @returns those that hold, in log order
 */
export function verifyStatements(
  bundle: Bundle,
  releaseDigest: string,
  checkpoint: Checkpoint | null,
  lines: Lines,
): ProvenStatement[] {
  const proven: ProvenStatement[] = [];
  const history = new KeyHistory();
  const nonces = new Set<string>();
  let previous = -1;
  for (const entry of bundle.statements) {
    const one = lines.attempt(entry.path, (): ProvenStatement => {
      const statement = openStatement(bundle, entry, releaseDigest);
      const { predicate, predicateType } = statement.statement;
      const { index } = entry.proof;
      if (index <= previous) throw new Refusal('bad-proof', 'The statements are not in log order.');
      previous = index;
      if (nonces.has(predicate.nonce)) throw new Refusal('bad-shape', 'A nonce is used twice.');
      nonces.add(predicate.nonce);
      if (Date.parse(predicate.issuedAt) > Date.parse(bundle.index.madeAt)) {
        throw new Refusal('bad-shape', 'The statement is younger than the bundle.');
      }
      checkInclusion(statement, entry.proof, checkpoint);
      const prose = proseOf(statement.statement, entry.signed.prose.map(openProse));
      const authenticator = verifySignature(statement, entry, history);
      lines.ok(
        entry.path,
        `${NAMES[predicateType]}${'action' in predicate ? ` (${predicate.action})` : ''} by key ` +
          `${predicate.signedBy.slice(0, 8)}, ${predicate.issuedAt}, log ${index}`,
      );
      return { statement: statement.statement, index, prose, authenticator };
    });
    if (one !== null) proven.push(one);
  }
  return proven;
}

/** The proven statements of one predicate. */
export function ofPredicate<N extends PredicateName>(
  proven: readonly ProvenStatement[],
  name: N,
): ProvenStatement<StatementOf<N>>[] {
  return proven.filter(
    (one): one is ProvenStatement<StatementOf<N>> =>
      one.statement.predicateType === PREDICATES[name],
  );
}

type Entry = Bundle['statements'][number];

function openStatement(bundle: Bundle, entry: Entry, releaseDigest: string): PreparedStatement {
  const { envelope } = entry.signed;
  if (envelope.payloadType !== STATEMENT_TYPE) {
    throw new Refusal('bad-shape', `The payload type is ${envelope.payloadType}.`);
  }
  const { payload, pae } = openEnvelope(envelope);
  const statement = prepared(payload);
  const { subject, predicateType } = statement.statement;
  if (predicateType !== PREDICATES.key && subject[0].digest.sha256 !== releaseDigest) {
    throw new Refusal('bad-shape', 'The statement is about another release.');
  }
  if (statement.sha256 !== entry.proof.statement) {
    throw new Refusal('bad-proof', 'The proof beside it belongs to another statement.');
  }
  const [signature, ...others] = envelope.signatures;
  const key = bundle.keys.instance.find((one) => one.keyId === signature?.keyid);
  if (signature === undefined || others.length > 0 || key === undefined) {
    throw new Refusal('bad-signature', 'It is not counter-signed by one key of the instance.');
  }
  if (!verifyEd25519(fromBase64(signature.sig), pae, fromBase64(key.publicKey))) {
    throw new Refusal('bad-signature', 'The counter-signature of the instance does not hold.');
  }
  return statement;
}

function checkInclusion(
  { statement, sha256 }: PreparedStatement,
  proof: Entry['proof'],
  checkpoint: Checkpoint | null,
): void {
  if (checkpoint === null) {
    throw new Refusal('bad-proof', 'Without a checkpoint its place in the log cannot be checked.');
  }
  const published = proof.published
    ? {
        predicateType: statement.predicateType,
        releaseDigest: statement.subject[0].digest.sha256,
      }
    : null;
  const leaf = logLeafHash(logLeafBytes(sha256, published));
  const path = proof.path.map(fromBase64);
  if (!verifyInclusion(leaf, proof.index, checkpoint.size, path, checkpoint.root)) {
    throw new Refusal('bad-proof', 'It is not in the log at the place the proof says.');
  }
}

/**
 * Discloses prose by its leaf.
 * @throws Refusal `bad-shape` for words that the statement does not commit to
 */
export function proseOf(statement: Statement, opened: Prose[]): Map<string, Prose> {
  const committed = new Set(leavesOf(statement));
  const prose = new Map<string, Prose>();
  for (const one of opened) {
    if (!committed.has(one.leaf) || prose.has(one.leaf)) {
      throw new Refusal(
        'bad-shape',
        `The statement does not carry the words given as ${one.field}.`,
      );
    }
    prose.set(one.leaf, one);
  }
  return prose;
}

function leavesOf(statement: Statement): string[] {
  const leaves: (string | null)[] = [];
  switch (statement.predicateType) {
    case PREDICATES.key:
      if (statement.predicate.action === 'revoke') leaves.push(statement.predicate.reason);
      break;
    case PREDICATES.review: {
      const { accessLevel, independence, summary } = statement.predicate;
      leaves.push(accessLevel, independence, summary);
      break;
    }
    case PREDICATES.signoff: {
      const { conditions, reasons, dissent } = statement.predicate;
      leaves.push(...conditions.map((condition) => condition.text), reasons, dissent);
      break;
    }
    case PREDICATES.status:
      leaves.push(statement.predicate.reason);
      break;
    case PREDICATES.acknowledgement:
      leaves.push(statement.predicate.response);
      break;
    case PREDICATES.release:
    case PREDICATES.disclosure:
      break;
  }
  return leaves.filter((leaf) => leaf !== null);
}

/**
 * Verifies who signed a statement, by the keys as the log shows them up to its place, and takes in
 * what it says about keys. The counter-signature is checked apart.
 *
 * @throws Refusal `bad-signature` | `bad-shape` | `bad-encoding`
 */
export function verifySignature(
  statement: PreparedStatement,
  entry: { signed: SignedStatement; proof: { index: number } },
  history: KeyHistory,
): AssertionFacts | null {
  const { predicate, predicateType } = statement.statement;
  const [assertion] = entry.signed.assertions;
  if (predicate.ceremony === 'instance') {
    const counter = entry.signed.envelope.signatures[0]?.keyid;
    if (assertion !== undefined || predicate.signedBy !== counter) {
      throw new Refusal(
        'bad-signature',
        'What the instance says by rule, the instance signs alone.',
      );
    }
    if (predicateType === PREDICATES.key) {
      history.revokeByInstance(predicate.keyId, entry.proof.index);
    }
    return null;
  }
  if (assertion === undefined) throw new Refusal('bad-signature', 'Nobody signed the statement.');
  if (predicateType === PREDICATES.key) {
    history.apply(predicate, statement, assertion, entry.proof.index);
    return null;
  }
  return history.verify(predicate, statement, assertion, entry.proof.index);
}
