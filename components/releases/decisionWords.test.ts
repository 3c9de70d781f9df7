import { describe, expect, it } from 'vitest';
import { saltProse } from '@/core/attest/prose';
import { prepareStatement } from '@/core/attest/statements';
import { statementWords } from '@/components/signing/statementWords';
import type { ShownStatement } from '@/components/signing/useCeremony';
import type { SignOffPage } from '@/server/signoffs/page';
import {
  decisionInput,
  missingWords,
  openLines,
  saysWhatIsShown,
  type DecisionWords,
} from './decisionWords';

const DIGEST = 'a'.repeat(64);
const VIEW = 'b'.repeat(64);

const page: SignOffPage = {
  release: {
    id: '1'.repeat(32),
    number: 1,
    candidate: 1,
    title: 'Larch 2',
    path: 'meridian/larch',
    kind: 'base',
    digest: DIGEST,
    state: 'under-review',
    decision: null,
    internallyDecided: false,
    window: { from: '2027-03-01', until: '2028-02-29', zone: 'UTC' },
    changelog: '',
    frozenBy: null,
    frozenAt: '2027-03-01T00:00:00Z',
    submittedAt: null,
    decidedAt: null,
    publishedAt: null,
    suspendedReason: null,
    organisation: { slug: 'meridian', name: 'Meridian', example: false },
    case: { id: '2'.repeat(32), slug: 'larch', title: 'Larch' },
  },
  question: 'May it run?',
  window: '',
  claim: null,
  setting: [],
  viewDigest: VIEW,
  residuals: [
    { id: 'c'.repeat(32), kind: 'open-problem', identifier: 'G2', text: 'The red team is good.' },
    { id: 'd'.repeat(32), kind: 'undeveloped', identifier: 'G2', text: 'The red team is good.' },
    { id: 'e'.repeat(32), kind: 'doubt', identifier: 'Sn1', text: 'Refers to no evidence.' },
  ],
  notClaimed: [],
  reports: [],
  reviewsOutstanding: 0,
  contract: null,
  findings: [],
  converted: [],
  capacity: 'external',
  refusal: null,
  stands: { approve: null, reject: null },
  signOffs: [],
};
const words: DecisionWords = {
  decision: 'approved-with-conditions',
  reasons: 'It holds.',
  dissent: '',
  conditions: [{ text: 'Report monthly.', due: '2027-06-30' }],
};
const all = new Set(page.residuals.map((residual) => residual.id));

/** A statement as the server would prepare it for this input. */
function shown(input: ReturnType<typeof decisionInput>): ShownStatement {
  const salted = (field: string, text: string) =>
    saltProse(field, text, new Uint8Array(16).fill(3));
  const reasons = salted('reasons', input.reasons);
  const conditions = input.conditions.map(({ text, due }) => ({
    due,
    salted: salted('condition', text),
  }));
  const prepared = prepareStatement(
    'signoff',
    { name: 'release', sha256: page.release.digest },
    {
      nonce: '0'.repeat(32),
      issuedAt: '2027-03-01T00:00:00Z',
      ceremony: 'passkey',
      signedBy: 'f'.repeat(64),
      person: '9'.repeat(32),
      organisation: 'board',
      decision: input.decision,
      capacity: 'external',
      viewDigest: input.viewDigest,
      policyVersion: '1',
      acceptedResiduals: input.acceptedResiduals,
      conditions: conditions.map((one) => ({ text: one.salted.leaf, due: one.due })),
      reasons: reasons.leaf,
      dissent: null,
    },
  );
  const prose = [
    { field: 'reasons', text: input.reasons, leaf: reasons.leaf },
    ...input.conditions.map(({ text }, at) => ({
      field: 'condition',
      text,
      leaf: conditions[at]?.salted.leaf ?? '',
    })),
  ];
  return {
    prepared,
    words: statementWords(prepared.statement, prose),
    key: { keyId: 'f'.repeat(64), name: 'Key' },
    keys: [],
    expiresAt: '2027-03-01T00:05:00Z',
  };
}

describe('what is left open', () => {
  it('is one line an element, whatever the ways in which it is open', () => {
    expect(openLines(page)).toEqual([
      {
        id: 'c'.repeat(32),
        residuals: ['c'.repeat(32), 'd'.repeat(32)],
        identifier: 'G2',
        statement: 'The red team is good. (open problem, undeveloped)',
      },
      {
        id: 'e'.repeat(32),
        residuals: ['e'.repeat(32)],
        identifier: 'Sn1',
        statement: 'Refers to no evidence. (doubt)',
      },
    ]);
  });
});

describe('what the form lacks', () => {
  it.each<[string, Partial<DecisionWords>, ReadonlySet<string>, string | null]>([
    ['nothing', {}, all, null],
    ['an acceptance', {}, new Set(['c'.repeat(32), 'e'.repeat(32)]), 'One thing that is left open'],
    ['reasons', { reasons: ' ' }, all, 'Give your reasons'],
    ['a condition', { conditions: [] }, all, 'Name at least one condition'],
    ['a due date', { conditions: [{ text: 'x', due: '' }] }, all, 'Give every condition'],
    ['no acceptance, to reject', { decision: 'rejected' }, new Set(), null],
  ])('is %s', (_what, change, accepted, expected) => {
    const missing = missingWords(page, { ...words, ...change }, accepted);
    if (expected === null) expect(missing).toBeNull();
    else expect(missing).toContain(expected);
  });

  it('is what the server says stands in the way', () => {
    const blocked = {
      ...page,
      stands: { approve: 'Blocking findings are open: F-1.', reject: null },
    };
    expect(missingWords(blocked, words, all)).toBe('Blocking findings are open: F-1.');
    expect(missingWords(blocked, { ...words, decision: 'rejected' }, all)).toBeNull();
  });
});

describe('a statement that came', () => {
  const input = decisionInput(page, words, all);

  it('says what the page shows', () => {
    expect(saysWhatIsShown(shown(input), page, input)).toBe(true);
  });

  it.each<[string, Partial<typeof input>]>([
    ['another decision', { decision: 'rejected' }],
    ['another view', { viewDigest: '0'.repeat(64) }],
    ['fewer residuals', { acceptedResiduals: input.acceptedResiduals.slice(1) }],
    ['other reasons', { reasons: 'It does not hold.' }],
    ['another condition', { conditions: [{ text: 'Report yearly.', due: '2027-06-30' }] }],
    ['another due date', { conditions: [{ text: 'Report monthly.', due: '2028-06-30' }] }],
    ['no condition', { conditions: [] }],
  ])('is found out when it says %s', (_what, change) => {
    expect(saysWhatIsShown(shown({ ...input, ...change }), page, input)).toBe(false);
  });
});
