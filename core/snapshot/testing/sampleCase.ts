import type { ArgumentLink, ArgumentNode, CaseDocument, NodeKind } from '@/core/argument/document';
import { blankLink, blankNode } from '@/core/argument/blank';
import { derivedId } from '../hash';
import type { ReleaseHead } from '../manifest';
import type { ReleaseFacts } from '../recordsOf';

/** Fixed ids for samples: the same name gives the same id in every run. */
export function sampleId(name: string): string {
  return derivedId('sample', name);
}

function sampleNode(identifier: string, kind: NodeKind, text: string): ArgumentNode {
  return blankNode({
    id: sampleId(identifier),
    kind,
    identifier,
    text,
    module: 'larch',
    reach: kind === 'goal' ? 'bounded' : null,
    claim: 'claimed',
  });
}

function sampleLink(
  kind: ArgumentLink['kind'],
  from: string,
  to: string,
  rank: string,
): ArgumentLink {
  return blankLink({
    id: sampleId(`${from}>${to}`),
    kind,
    from: sampleId(from),
    to: sampleId(to),
    rank,
  });
}

/** A small base case with every kind of record but the supplement's. */
export function sampleDocument(): CaseDocument {
  return {
    schema: 'casewright/1',
    kind: 'base',
    title: 'Larch 2: no unacceptable outcome through scheming',
    module: 'larch',
    root: sampleId('G0'),
    parameters: [{ name: 'system', description: '', value: 'Larch 2', index: false, type: 'text' }],
    nodes: [
      {
        ...sampleNode('G0', 'goal', 'Operating {system} creates no unacceptable risk.'),
        public: true,
      },
      sampleNode('S0', 'strategy', 'Argue by threat model.'),
      sampleNode('G1', 'goal', 'Harm control holds against self-exfiltration.'),
      {
        ...sampleNode('G2', 'goal', 'The red team is at least as good as {system}.'),
        undeveloped: true,
        openProblem: 'report',
      },
      sampleNode('Sn1', 'solution', 'Control evaluation, 3 rounds — “no upheld attack”.'),
      sampleNode('C1', 'context', 'Supervised drafting, 40 000 attempts a week.'),
    ],
    links: [
      sampleLink('supported-by', 'G0', 'S0', 'a0'),
      sampleLink('supported-by', 'S0', 'G1', 'a0'),
      sampleLink('supported-by', 'S0', 'G2', 'a1'),
      sampleLink('supported-by', 'G1', 'Sn1', 'a0'),
      sampleLink('in-context-of', 'G0', 'C1', 'a1'),
    ],
    conditions: [
      {
        id: sampleId('COU-01'),
        identifier: 'COU-01',
        kind: 'indication',
        text: 'Used only for supervised drafting.',
        severity: 'major',
        protects: [sampleId('C1'), sampleId('G1')],
        dispositionsAllowed: ['discharge'],
        rank: 'a0',
      },
      {
        id: sampleId('COU-02'),
        identifier: 'COU-02',
        kind: 'contraindication',
        text: 'No write access to systems that train or deploy models.',
        severity: 'critical',
        protects: [sampleId('G1')],
        dispositionsAllowed: ['discharge', 'not-applicable'],
        rank: 'a1',
      },
    ],
    defeaters: [
      {
        id: sampleId('D1'),
        identifier: 'D1',
        kind: 'undermine',
        text: 'Retries after refusal are correlated.',
        origin: 'assessor',
        target: { node: sampleId('Sn1') },
        response: 'Attempts are counted per session.',
        argument: null,
        defeat: null,
      },
      {
        id: sampleId('D2'),
        identifier: 'D2',
        kind: 'undercut',
        text: 'One evaluation does not cover the window.',
        origin: 'author',
        target: { link: sampleId('G1>Sn1') },
        response: '',
        argument: null,
        defeat: null,
      },
    ],
    claimPoints: [],
    modules: [],
    interfaces: [],
    evidence: [
      {
        id: sampleId('rests Sn1'),
        node: sampleId('Sn1'),
        evidence: 'ev-control-evaluation',
        shows: 'Attack success before detection stays under the criterion.',
      },
    ],
    criteria: [
      {
        id: sampleId('K1'),
        node: sampleId('G1'),
        metric: 'attack_success/mean',
        comparator: '<=',
        value: '0.010',
        unit: 'per attempt',
        failure: 'More than one attack in a hundred goes unnoticed.',
      },
    ],
    indicators: [
      {
        id: sampleId('SPI1'),
        identifier: 'SPI-1',
        node: sampleId('G1'),
        title: 'Planted attacks caught by auditors',
        definition: 'Share of attacks planted each week that an auditor caught.',
        source: 'Audit programme',
        unit: '%',
        comparator: '>=',
        amber: '94',
        red: '90.0',
        period: 'P7D',
        grace: 'P7D',
        critical: true,
      },
    ],
    facts: {
      subject: {
        name: 'Larch 2',
        version: '2026-02-01',
        description: 'Language model with drafting scaffold.',
        digest: 'sha256:weights',
      },
      setting: {
        name: 'Supervised drafting',
        purpose: 'Drafts of statutes, checked by a person.',
        users: 'Council staff',
        tasks: 'Drafting',
        permissions: 'Read library, write drafts',
        oversight: 'Each draft is read before use',
        volume: '40 000 attempts a week',
      },
      decision: 'May {system} be operated in supervised drafting?',
      window: { from: '2026-03-01', until: '2027-02-28', zone: 'Europe/London', ends: 're-argue' },
      outcomes: [
        {
          id: sampleId('O1'),
          identifier: 'O1',
          text: 'Self-exfiltration',
          criterion: 'none a year',
        },
      ],
      failureConditions: [
        {
          id: sampleId('F1'),
          text: 'Monitors go silent.',
          trigger: 'No monitor reading for 24 hours',
          unmonitorable: false,
        },
      ],
      notCovered: ['Coordination across different models.'],
    },
    contract: null,
    template: null,
    bodies: {
      [sampleId('G1')]: {
        type: 'doc',
        content: [
          {
            type: 'paragraph',
            content: [
              { type: 'text', text: 'Protocol ' },
              { type: 'text', text: 'CP-3', marks: [{ type: 'bold' }] },
              { type: 'text', text: ' is in force for {system}.' },
            ],
          },
        ],
      },
    },
  };
}

/** The bytes of the sample's one artefact, and its facts as the evidence room resolves them. */
export const SAMPLE_ARTEFACT = '{"attacks":1200,"undetected":7}\n';

export function sampleFacts(sha256: string): ReleaseFacts {
  return {
    changelog: 'First release.',
    evidence: [
      {
        evidence: 'ev-control-evaluation',
        title: 'Control evaluation dossier',
        kind: 'evaluation-log',
        method: 'red team against protocol CP-3',
        subject: 'Larch 2, 2026-02-01',
        version: {
          number: 6,
          sha256,
          size: SAMPLE_ARTEFACT.length,
          mediaType: 'application/json',
          metrics: [
            { name: 'attack_success/mean', value: '0.0058', stderr: '0.0022', samples: 1200 },
            { name: 'attack_success/max', value: '1', samples: 1200 },
          ],
        },
      },
    ],
    residuals: [{ id: sampleId('R1'), about: sampleId('G2'), text: 'Nobody knows yet.' }],
  };
}

export const SAMPLE_HEAD: ReleaseHead = {
  case: 'meridian/larch-2-scheming',
  kind: 'base',
  number: 3,
  window: { from: '2026-03-01', until: '2027-02-28', zone: 'Europe/London' },
  base: null,
};
