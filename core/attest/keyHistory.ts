import { fromBase64 } from '@/core/snapshot/bytes';
import { Refusal } from '@/core/snapshot/refusal';
import { keyIdOf } from './instanceKey';
import { verifySigner } from './signedStatement';
import type { Assertion, EnrolledKey } from './signedStatement';
import type { Predicate, PreparedStatement } from './statements';
import type { AssertionFacts } from './webauthn';

interface KeyState extends EnrolledKey {
  person: string;
  organisation: string;
  founding: boolean;
  /** Log index from which the key counts; null while it waits for approval. */
  since: number | null;
  /** Log index of its revocation. */
  until: number | null;
}

/**
 * The signing keys of people as the log shows them: a key counts after its enrolment was logged
 * and approved, and no longer after its revocation. Key statements are given in log order.
 */
export class KeyHistory {
  private readonly keys = new Map<string, KeyState>();

  /**
   * Takes in one key statement with its assertion.
   * @param index position in the log
   * @throws Refusal `bad-signature` | `bad-shape` when it may not have been made
   */
  apply(
    predicate: Predicate<'key'>,
    statement: PreparedStatement,
    assertion: Assertion,
    index: number,
  ): void {
    switch (predicate.action) {
      case 'enrol':
        return this.enrol(predicate, statement, assertion, index);
      case 'approve': {
        this.verify(predicate, statement, assertion, index);
        const key = this.sameOrganisation(predicate);
        if (key.since !== null) throw new Refusal('bad-signature', 'The key was approved already.');
        key.since = index;
        return;
      }
      case 'revoke': {
        this.verify(predicate, statement, assertion, index);
        const key = this.sameOrganisation(predicate);
        if (key.until !== null) throw new Refusal('bad-signature', 'The key was revoked already.');
        key.until = index;
        return;
      }
    }
  }

  /**
   * Takes in a revocation that the instance states alone, for a holder who lost the key: revoking
   * gives nobody a signature, so it needs none. The counter-signature is checked with the envelope.
   *
   * @throws Refusal `bad-signature` when there is no such key, or it was revoked before
   */
  revokeByInstance(keyId: string, index: number): void {
    const key = this.keys.get(keyId);
    if (key === undefined)
      throw new Refusal('bad-signature', 'The revoked key was never enrolled.');
    if (key.until !== null) throw new Refusal('bad-signature', 'The key was revoked already.');
    key.until = index;
  }

  /**
   * Verifies a person's statement: the key counts at this place of the log, belongs to the person
   * and organisation that the statement names, and the assertion holds.
   *
   * @throws Refusal `bad-signature` | `bad-encoding`
   */
  verify(
    predicate: Pick<Predicate<'status'>, 'signedBy' | 'person' | 'organisation' | 'ceremony'>,
    statement: PreparedStatement,
    assertion: Assertion,
    index: number,
  ): AssertionFacts | null {
    const key = this.keys.get(predicate.signedBy);
    const short = predicate.signedBy.slice(0, 8);
    if (key === undefined) {
      throw new Refusal('bad-signature', `No enrolment of key ${short} was logged before its use.`);
    }
    if (key.since === null || key.since >= index) {
      throw new Refusal('bad-signature', `Key ${short} was not approved before its use.`);
    }
    if (key.until !== null && key.until < index) {
      throw new Refusal('bad-signature', `Key ${short} was revoked before this was logged.`);
    }
    if (key.person !== predicate.person || key.organisation !== predicate.organisation) {
      throw new Refusal('bad-signature', `Key ${short} belongs to somebody else.`);
    }
    return verifySigner(predicate.ceremony, assertion, statement.pae, key);
  }

  private enrol(
    predicate: Extract<Predicate<'key'>, { action: 'enrol' }>,
    statement: PreparedStatement,
    assertion: Assertion,
    index: number,
  ): void {
    const { keyId, person, organisation } = predicate;
    const publicKey = fromBase64(predicate.publicKey);
    if (keyIdOf(publicKey) !== keyId) {
      throw new Refusal('bad-signature', 'The key id is not the hash of the public key.');
    }
    if (this.keys.has(keyId)) throw new Refusal('bad-signature', 'The key was enrolled already.');
    if (person === null || organisation === null) {
      throw new Refusal('bad-shape', 'A signing key belongs to a person.');
    }
    const founding = predicate.approval === 'founding';
    if (founding && this.hasFounder(organisation)) {
      throw new Refusal('bad-signature', `${organisation} has a founding key that still counts.`);
    }
    const { algorithm, relyingParty } = predicate;
    const key = { keyId, algorithm, publicKey, relyingParty };
    verifySigner(predicate.ceremony, assertion, statement.pae, key);
    const since = founding ? index : null;
    this.keys.set(keyId, { ...key, person, organisation, founding, since, until: null });
  }

  private hasFounder(organisation: string): boolean {
    return [...this.keys.values()].some(
      (key) => key.organisation === organisation && key.founding && key.until === null,
    );
  }

  private sameOrganisation(predicate: Predicate<'key'>): KeyState {
    const key = this.keys.get(predicate.keyId);
    if (key === undefined || key.organisation !== predicate.organisation) {
      throw new Refusal('bad-signature', 'Only the own organisation approves and revokes a key.');
    }
    return key;
  }
}
