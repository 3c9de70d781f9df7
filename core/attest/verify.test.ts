import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8 } from '@/core/snapshot/bytes';
import { canonicalBytes } from '@/core/snapshot/canonical';
import { derivedId } from '@/core/snapshot/hash';
import { SoftPasskey } from './testing/softPasskey';
import {
  ASSESSOR,
  OFFICER,
  sampleBundle,
  SAMPLE_INSTANCE,
  sampleRelease,
} from './testing/sampleBundle';
import type { SampleOptions } from './testing/sampleBundle';
import type { VerificationReport } from './report';
import { PREDICATES } from './statements';
import { verifyBundle } from './verify';
import { writeZip } from './zip';
import { BUNDLE_LIMITS } from './bundleLimits';
import { filesOf } from './testing/filesOf';

const full = sampleBundle('full');
const redacted = sampleBundle('redacted');
const now = new Date('2026-11-23T09:04:00Z');

function wrongLines(report: VerificationReport): string[] {
  return report.lines
    .filter((line) => line.result === 'false')
    .map((line) => `${line.check}: ${line.detail}`);
}

describe('a bundle', () => {
  it.each([
    ['full', full],
    ['redacted', redacted],
  ])('that is %s is valid', (_which, bundle) => {
    const report = verifyBundle(bundle, { now });
    expect(wrongLines(report)).toEqual([]);
    expect(report.outcome).toBe('valid');
    expect(report.summary).toBe(
      'valid as of checkpoint 12 of casewright.example, 2026-02-24T12:00:00Z; ' +
        'status after 2026-02-24T12:00:00Z not checked',
    );
  });

  it('says what it is about, and what was not checked', () => {
    const report = verifyBundle(redacted, { now });
    expect(report.release).toMatchObject({
      case: 'meridian/larch-2-scheming',
      status: 'published',
      example: false,
      view: { name: 'public', withheld: 11 },
      reviews: [{ assessment: 'partly-supported', assuranceLevel: 2 }],
      signoffs: [
        {
          decision: 'approved-with-conditions',
          conditions: [{ text: 'A study shows that attempts are independent.', due: '2026-06-30' }],
          backedUp: false,
        },
      ],
    });
    expect(
      report.lines.filter((line) => line.result === 'not-checked').map((line) => line.check),
    ).toEqual(['instance key', 'names', 'later status']);
  });

  it('holds no word of what its view withholds', () => {
    const text = new TextDecoder().decode(redacted);
    expect(text).not.toContain('Retries after refusal');
    expect(text).not.toContain('Harm control carries the case for this window');
  });

  it('is judged by the keys the reader trusts', () => {
    expect(verifyBundle(full, { trustedKeys: [SAMPLE_INSTANCE.keyId] }).outcome).toBe('valid');
    expect(verifyBundle(full, { trustedKeys: ['0'.repeat(64)] }).outcome).toBe('false');
  });

  it('is false with any bit of any byte changed', () => {
    fc.assert(
      fc.property(fc.nat(redacted.length - 1), fc.nat(7), (at, bit) => {
        const changed = redacted.slice();
        changed[at] = (changed[at] ?? 0) ^ (1 << bit);
        expect(verifyBundle(changed).outcome).toBe('false');
      }),
      { numRuns: 400 },
    );
  });

  it('is false when cut short, followed by bytes, or packed another way', () => {
    expect(verifyBundle(full.slice(0, -1)).outcome).toBe('false');
    const longer = new Uint8Array(full.length + 1);
    longer.set(full);
    expect(verifyBundle(longer).outcome).toBe('false');
    const files = filesOf(full);
    files.set('note.txt', utf8('hello'));
    expect(verifyBundle(writeZip(files)).outcome).toBe('false');
    files.delete('note.txt');
    files.delete('statements/003.json');
    expect(verifyBundle(writeZip(files)).outcome).toBe('false');
  });

  it('of another kind, of a newer version or beyond the limits is not checkable', () => {
    expect(verifyBundle(new Uint8Array(0)).outcome).toBe('not-checkable');
    expect(verifyBundle(utf8('PK\u0003\u0004 something else')).outcome).toBe('not-checkable');
    const newer = writeZip(
      new Map([['manifest.json', canonicalBytes({ schema: 'casewright/release/2' })]]),
    );
    expect(verifyBundle(newer).outcome).toBe('not-checkable');
    for (const tight of [
      { bytes: full.length - 1 },
      { files: 10 },
      { view: 1000 },
      { html: 1000 },
      { others: 1000 },
      { statements: 3 },
    ]) {
      const limits = { ...BUNDLE_LIMITS, ...tight };
      const { outcome, summary } = verifyBundle(full, { limits });
      expect(outcome, JSON.stringify(tight)).toBe('not-checkable');
      expect(summary).toMatch(/are allowed\.$|more than 10 files\.$|more than 3 statements\.$/);
    }
  });
});

describe('a bundle that the instance itself signed wrongly is found out', () => {
  const insider = { ...ASSESSOR, person: OFFICER.person };
  const cases: [string, SampleOptions, RegExp][] = [
    ['an assessor who contributed', { assessor: insider }, /Assessor .* contributed/],
    ['an assessor who decides', { decisionMaker: ASSESSOR }, /also assessed/],
    [
      'a decision-maker from inside who says to be from outside',
      {
        decisionMaker: {
          passkey: new SoftPasskey('colleague'),
          person: derivedId('person', 'colleague'),
          organisation: 'meridian',
        },
      },
      /not from outside/,
    ],
    [
      'a key that nobody approved',
      { arrange: (acts) => acts.filter((act) => !isApproval(act.statement.statement)) },
      /not approved before its use/,
    ],
    ['a key that was never enrolled', { arrange: (acts) => acts.slice(1) }, /No enrolment of key/],
    [
      'a publication before the decision',
      { arrange: (acts) => [...acts.slice(0, 7), acts[9]!, acts[8]!, acts[7]!] },
      /published before anybody decided/,
    ],
    [
      'a rejected release that was published',
      {
        edit: (type, predicate) => {
          if (type === PREDICATES.signoff) predicate.decision = 'rejected';
        },
      },
      /had been rejected/,
    ],
    [
      'an open problem nobody accepted',
      {
        edit: (type, predicate) => {
          if (type === PREDICATES.signoff) predicate.acceptedResiduals = [];
        },
      },
      /without accepting/,
    ],
    [
      'a view the officer did not disclose',
      { arrange: (acts) => acts.filter((act) => !isDisclosure(act.statement.statement)) },
      /No disclosure statement/,
    ],
    [
      'another readable page',
      { parts: (parts) => ({ ...parts, html: utf8('<p>All is well.</p>') }) },
      /not the one the officer disclosed/,
    ],
    [
      'evidence that the view does not disclose',
      { parts: (parts) => ({ ...parts, evidence: [utf8('other bytes')] }) },
      /not an artefact/,
    ],
    [
      'a statement missing from the log',
      {
        parts: (parts) => ({
          ...parts,
          statements: parts.statements.map((one, i) =>
            i === 4 ? { ...one, proof: { ...one.proof, index: one.proof.index - 1 } } : one,
          ),
        }),
      },
      /log order|not in the log/,
    ],
    [
      'a statement signed by a stranger',
      {
        parts: (parts) => ({
          ...parts,
          statements: parts.statements.map((one) => ({
            ...one,
            signed: {
              ...one.signed,
              assertions: [
                { ...new SoftPasskey('stranger').assert('x'), keyId: OFFICER.passkey.keyId },
              ],
            },
          })),
        }),
      },
      /does not hold/,
    ],
    [
      'words that nobody signed',
      {
        parts: (parts) => ({
          ...parts,
          statements: parts.statements.map((one) => ({
            ...one,
            signed: { ...one.signed, prose: parts.statements[7]!.signed.prose },
          })),
        }),
      },
      /does not carry the words/,
    ],
    [
      'the view of another release',
      {
        parts: (parts) => ({
          ...parts,
          view: canonicalBytes({
            schema: 'casewright/view/1',
            name: 'owner',
            release: '0'.repeat(64),
            leaves: [],
            edges: [],
          }),
        }),
      },
      /another release/,
    ],
    [
      'a checkpoint of another size',
      {
        parts: (parts) => ({ ...parts, checkpoint: parts.checkpoint.replace('\n12\n', '\n13\n') }),
      },
      /signature of the checkpoint/,
    ],
    [
      'a nonce used twice',
      {
        edit: (_type, predicate) => {
          predicate.nonce = derivedId('nonce', 'same');
        },
      },
      /nonce is used twice/,
    ],
  ];

  it.each(cases)('with %s', (_what, options, why) => {
    const report = verifyBundle(sampleBundle('full', options), { now });
    expect(report.outcome).toBe('false');
    expect(wrongLines(report).join('\n')).toMatch(why);
    expect(report.summary).toMatch(/^false: /);
  });

  function isApproval(statement: { predicateType: string; predicate: object }): boolean {
    return 'action' in statement.predicate && statement.predicate.action === 'approve';
  }
  function isDisclosure(statement: { predicateType: string }): boolean {
    return statement.predicateType === PREDICATES.disclosure;
  }
});

describe('the sample', () => {
  it('withholds what it says', () => {
    const { release, redacted: view } = sampleRelease();
    expect(view.digest).toHaveLength(64);
    expect(release.leaves.length).toBeGreaterThan(40);
  });
});
