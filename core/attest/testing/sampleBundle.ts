import { utf8, toBase64 } from '@/core/snapshot/bytes';
import { parseCanonical } from '@/core/snapshot/canonical';
import { freezeRelease } from '@/core/snapshot/digest';
import type { FrozenRelease } from '@/core/snapshot/digest';
import { readView } from '@/core/snapshot/disclosed';
import { derivedId, sha256, sha256Hex } from '@/core/snapshot/hash';
import { parseRecord } from '@/core/snapshot/records';
import { recordsOf } from '@/core/snapshot/recordsOf';
import {
  SAMPLE_ARTEFACT,
  SAMPLE_HEAD,
  sampleDocument,
  sampleFacts,
  sampleId,
} from '@/core/snapshot/testing/sampleCase';
import { buildView, parseView } from '@/core/snapshot/view';
import type { View, Withholding } from '@/core/snapshot/view';
import { proposeWithholding } from '@/core/snapshot/withholding';
import { instanceKeyEntry, writeBundle } from '../bundle';
import type { BundleParts } from '../bundle';
import { signCheckpoint } from '../checkpoint';
import { renderView } from '../html';
import { instanceKey } from '../instanceKey';
import { logLeafBytes, logLeafHash } from '../leaf';
import { inclusionProof, merkleRoot } from '../merkle';
import { saltProse } from '../prose';
import type { SaltedProse } from '../prose';
import { sealStatement } from '../signedStatement';
import { prepareStatement, PREDICATES } from '../statements';
import type { Predicate, PredicateName, Statement } from '../statements';
import { SAMPLE_RELYING_PARTY, SoftPasskey } from './softPasskey';

/** Instance, people and secret of the samples: fixed, so that the same bytes come out each time. */
export const SAMPLE_INSTANCE = instanceKey(
  'casewright.example',
  sha256(utf8('casewright sample instance')),
);
const SECRET = sha256(utf8('casewright sample release secret'));
const MADE_AT = '2026-02-24T12:00:00Z';

interface Signer {
  passkey: SoftPasskey;
  person: string;
  organisation: string;
}

function signer(name: string, organisation: string, algorithm?: 'EdDSA'): Signer {
  return {
    passkey: new SoftPasskey(name, algorithm),
    person: derivedId('person', name),
    organisation,
  };
}

export const OFFICER = signer('officer', 'meridian');
export const ASSESSOR = signer('assessor', 'harrow-assurance', 'EdDSA');
const DECISION_MAKER = signer('decision-maker', 'frontier-systems-board');
const BOARD_ADMIN = signer('board admin', 'frontier-systems-board');

/** A statement that waits for its place in the log. */
interface Act {
  statement: ReturnType<typeof prepareStatement>;
  by: Signer;
  prose: SaltedProse[];
  published: boolean;
}

/** What a test may change before everything is signed again. */
export interface SampleOptions {
  assessor?: Signer;
  decisionMaker?: Signer;
  /** Changes a predicate before it is signed. */
  edit?: (statement: Statement['predicateType'], predicate: Record<string, unknown>) => void;
  /** Leaves out or moves acts before they are logged. */
  arrange?: (acts: Act[]) => Act[];
  parts?: (parts: BundleParts) => BundleParts;
}

/** A release with two views, signed and logged by three organisations, as bundles. */
export function sampleRelease(): {
  release: FrozenRelease;
  full: View;
  redacted: View;
  artefact: Uint8Array;
} {
  const artefact = utf8(SAMPLE_ARTEFACT);
  const records = recordsOf(sampleDocument(), sampleFacts(sha256Hex(artefact)));
  const release = freezeRelease(records, SECRET, SAMPLE_HEAD);
  const why: Withholding = { class: 'security', reason: 'Attack proposals and thresholds.' };
  const { withhold, edges } = proposeWithholding(
    release.leaves.map((leaf) => parseRecord(parseCanonical(leaf.bytes))),
    [sampleId('Sn1'), sampleId('K1')],
  );
  return {
    release,
    full: buildView(release, { name: 'owner' }),
    redacted: buildView(release, {
      name: 'public',
      withhold: new Map([...withhold].map((id) => [id, why])),
      listedEdges: edges,
    }),
    artefact,
  };
}

export function sampleBundle(which: 'full' | 'redacted', options: SampleOptions = {}): Uint8Array {
  const sample = sampleRelease();
  const html = {
    full: utf8(renderView(sample.release.manifest, readView(parseView(sample.full.bytes)))),
    redacted: utf8(renderView(sample.release.manifest, readView(parseView(sample.redacted.bytes)))),
  };
  const acts = (options.arrange ?? ((all) => all))(sampleActs(sample, html, options));
  // Two other releases share the log.
  const others = ['another release', 'one more'].map((name) =>
    logLeafHash(logLeafBytes(sha256Hex(utf8(name)), null)),
  );
  const leaves = [
    ...others,
    ...acts.map(({ statement, published }) =>
      logLeafHash(
        logLeafBytes(
          statement.sha256,
          published
            ? {
                predicateType: statement.statement.predicateType,
                releaseDigest: sample.release.releaseDigest,
              }
            : null,
        ),
      ),
    ),
  ];
  const parts: BundleParts = {
    manifest: sample.release.manifestBytes,
    view: sample[which].bytes,
    html: html[which],
    statements: acts.map(({ statement, by, prose, published }, i) => ({
      signed: sealStatement(
        statement,
        [by.passkey.assert(statement.challenge)],
        prose,
        SAMPLE_INSTANCE,
      ),
      proof: {
        statement: statement.sha256,
        index: others.length + i,
        published,
        path: inclusionProof(leaves, others.length + i).map(toBase64),
      },
    })),
    checkpoint: signCheckpoint(SAMPLE_INSTANCE, leaves.length, merkleRoot(leaves)),
    instanceKeys: [instanceKeyEntry(SAMPLE_INSTANCE, '2026-01-01T00:00:00Z', null)],
    // The redacted view withholds the artefact with the solution that rests on it.
    evidence: which === 'full' ? [sample.artefact] : [],
    directory: {
      people: [{ person: DECISION_MAKER.person, name: 'Dr Ines Okafor' }],
      organisations: [
        {
          organisation: 'frontier-systems-board',
          name: 'Frontier Systems Board',
          kind: 'regulator',
        },
      ],
    },
    madeAt: MADE_AT,
  };
  return writeBundle((options.parts ?? ((same) => same))(parts), SAMPLE_INSTANCE);
}

function sampleActs(
  sample: ReturnType<typeof sampleRelease>,
  html: { full: Uint8Array; redacted: Uint8Array },
  options: SampleOptions,
): Act[] {
  const { release, full, redacted } = sample;
  const assessor = options.assessor ?? ASSESSOR;
  const decisionMaker = options.decisionMaker ?? DECISION_MAKER;
  let made = 0;

  function commonOf(by: Signer) {
    made++;
    return {
      nonce: derivedId('nonce', String(made)),
      issuedAt: `2026-02-${String(made).padStart(2, '0')}T09:00:00Z`,
      ceremony: 'passkey' as const,
      signedBy: by.passkey.keyId,
      person: by.person,
      organisation: by.organisation,
    };
  }
  function act<N extends PredicateName>(
    name: N,
    by: Signer,
    predicateOf: (common: ReturnType<typeof commonOf>) => Predicate<N>,
    prose: SaltedProse[] = [],
  ): Act {
    const predicate = predicateOf(commonOf(by));
    options.edit?.(PREDICATES[name], predicate);
    const key = 'keyId' in predicate ? String(predicate.keyId) : null;
    const subject =
      key === null
        ? { name: 'meridian/larch-2-scheming/3', sha256: release.releaseDigest }
        : { name: 'signing key', sha256: key };
    return {
      statement: prepareStatement(name, subject, predicate),
      by,
      prose,
      published: name === 'disclosure' || name === 'status',
    };
  }
  const enrol = (by: Signer, approval: 'founding' | 'admin') =>
    act('key', by, (common) => ({
      ...common,
      action: 'enrol',
      keyId: by.passkey.keyId,
      publicKey: toBase64(by.passkey.publicKey),
      algorithm: by.passkey.algorithm,
      relyingParty: SAMPLE_RELYING_PARTY,
      approval,
    }));
  const approve = (by: Signer, key: Signer) =>
    act('key', by, (common) => ({ ...common, action: 'approve', keyId: key.passkey.keyId }));
  const words = (field: string, text: string) =>
    saltProse(field, text, sha256(utf8(`sample salt ${field}`)).slice(0, 16));

  const access = words(
    'accessLevel',
    'All records and artefacts, two interviews with the authors.',
  );
  const independence = words('independence', 'No interest in Meridian or its competitors.');
  const summary = words('summary', 'The step from attempts to weeks rests on one study.');
  const condition = words('condition', 'A study shows that attempts are independent.');
  const reasons = words('reasons', 'Harm control carries the case for this window.');
  const dissent = words('dissent', 'Two of five members would wait for the study.');
  const residuals = release.leaves
    .filter((leaf) => leaf.kind === 'residual')
    .map((leaf) => leaf.id)
    .sort();

  return [
    enrol(OFFICER, 'founding'),
    enrol(assessor, 'founding'),
    enrol(BOARD_ADMIN, 'founding'),
    ...(decisionMaker === assessor
      ? []
      : [
          enrol(decisionMaker, 'admin'),
          approve(decisionMaker.organisation === 'meridian' ? OFFICER : BOARD_ADMIN, decisionMaker),
        ]),
    act('release', OFFICER, (common) => ({
      ...common,
      action: 'submit',
      contributors: [OFFICER.person, derivedId('person', 'author')].sort(),
    })),
    act(
      'review',
      assessor,
      (common) => ({
        ...common,
        assessment: 'partly-supported',
        findingsDigest: sha256Hex(utf8('findings')),
        viewDigest: full.digest,
        accessLevel: access.leaf,
        assuranceLevel: 2,
        independence: independence.leaf,
        summary: summary.leaf,
      }),
      [access.prose, independence.prose, summary.prose],
    ),
    act(
      'signoff',
      decisionMaker,
      (common) => ({
        ...common,
        decision: 'approved-with-conditions',
        capacity: 'external',
        viewDigest: full.digest,
        policyVersion: '1',
        acceptedResiduals: residuals,
        conditions: [{ text: condition.leaf, due: '2026-06-30' }],
        reasons: reasons.leaf,
        dissent: dissent.leaf,
      }),
      // The reasons stay with the decision-maker; condition and dissent are published.
      [condition.prose, dissent.prose],
    ),
    act('disclosure', OFFICER, (common) => ({
      ...common,
      views: [
        { name: 'owner', digest: full.digest, htmlDigest: sha256Hex(html.full) },
        { name: 'public', digest: redacted.digest, htmlDigest: sha256Hex(html.redacted) },
      ],
    })),
    act('status', OFFICER, (common) => ({ ...common, action: 'publish', reason: null })),
  ];
}
