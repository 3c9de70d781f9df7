import { describe, expect, it } from 'vitest';
import { saltProse } from '@/core/attest/prose';
import { prepareStatement, type Statement } from '@/core/attest/statements';
import { openedProse, statementWords } from './statementWords';

const HEX = 'ab'.repeat(32);
const common = {
  nonce: '0'.repeat(32),
  issuedAt: '2027-03-01T09:00:00.000Z',
  ceremony: 'passkey' as const,
  signedBy: HEX,
  person: 'c'.repeat(32),
  organisation: 'harrow',
};
const subject = { name: 'meridian/larch r1', sha256: HEX };
const salt = new Uint8Array(16).fill(7);

function signoff(): { statement: Statement; prose: ReturnType<typeof saltProse>[] } {
  const reasons = saltProse('reasons', 'The evaluation holds.', salt);
  const condition = saltProse('condition', 'Repeat the evaluation each quarter.', salt);
  const { statement } = prepareStatement('signoff', subject, {
    ...common,
    decision: 'approved-with-conditions',
    capacity: 'external',
    viewDigest: HEX,
    policyVersion: 'casewright-policy/1',
    acceptedResiduals: ['d'.repeat(32)],
    conditions: [{ text: condition.leaf, due: '2027-06-01' }],
    reasons: reasons.leaf,
    dissent: null,
  });
  return { statement, prose: [reasons, condition] };
}

describe('a statement in words', () => {
  it('says decision, conditions with their dates, and the signer’s own words', () => {
    const { statement, prose } = signoff();
    const opened = openedProse(
      statement,
      prose.map((piece) => piece.prose),
    );
    const words = statementWords(statement, opened);
    expect(words.sentences).toEqual(['You approve this release with conditions.']);
    expect(words.facts).toContainEqual({ term: 'Accepted by name', value: '1 open problem' });
    expect(words.prose).toEqual([
      { head: 'Reasons', text: 'The evaluation holds.', note: undefined },
      { head: 'Condition', text: 'Repeat the evaluation each quarter.', note: 'due 2027-06-01' },
    ]);
  });

  it('refuses words that the statement does not carry', () => {
    const { statement } = signoff();
    const foreign = saltProse('reasons', 'The evaluation holds. Publish it all.', salt);
    expect(() => openedProse(statement, [foreign.prose])).toThrow('lacks these words');
  });

  it('names what a key statement does', () => {
    const { statement } = prepareStatement(
      'key',
      { name: 'signing key for harrow', sha256: HEX },
      { ...common, signedBy: 'cd'.repeat(32), action: 'approve', keyId: HEX },
    );
    expect(statementWords(statement, []).sentences[0]).toContain('for harrow');
    expect(statementWords(statement, []).facts).toEqual([]);
  });
});
