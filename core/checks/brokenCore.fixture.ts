import { nodeNamed, number, withLink, withNewNode, withNode } from './wellFormed.fixture';
import {
  good,
  id,
  linkTo,
  withFacts,
  withDefeater,
  criterion,
  evidence,
  contract,
  withCondition,
  disposition,
  choice,
  room,
  base,
  demand,
  type Broken,
} from './broken.fixture';

/** One broken case for each rule, at least. */
export const BROKEN_CORE: readonly Broken[] = [
  { rule: 'root-goal', document: { ...good, root: null }, says: 'Choose the root goal' },
  { rule: 'root-goal', document: { ...good, root: null, nodes: [] }, says: 'no argument yet' },
  {
    rule: 'root-goal',
    document: withNode(good, 'AC0', { kind: 'strategy' }),
    says: 'is a strategy',
  },
  {
    rule: 'identifier-and-statement',
    document: withNode(good, 'AC1', { text: ' ' }),
    says: 'AC1 has no statement',
  },
  {
    rule: 'identifier-and-statement',
    document: withNode(good, 'AC1', { identifier: '' }),
    says: 'Give this goal an identifier',
  },
  {
    rule: 'identifier-unique',
    document: withNode(good, 'AC1', { identifier: 'AC2' }),
    says: '2 nodes are called AC2',
  },
  {
    rule: 'link-ends',
    document: {
      ...good,
      links: [...good.links, { ...linkTo('AC1'), id: number(1), to: number(2_000) }],
    },
    says: 'AC-S0 leads to a node that no longer exists',
  },
  {
    rule: 'supported-by-targets',
    document: withNewNode(good, { kind: 'strategy' }, 'AC-S0'),
    says: "The strategy AC-S0 can't be supported by the strategy NEW. Put a goal between",
  },
  {
    rule: 'in-context-of-targets',
    document: withLink(good, 'AC0', 'AC1', 'in-context-of'),
    says: "The goal AC0 can't be in context of the goal AC1. Link it as support.",
  },
  {
    rule: 'acyclic',
    document: withLink(good, 'AC-BL', 'AC2'),
    says: 'AC2 supports itself: AC2 → AC-S1 → AC-BL → AC2',
  },
  { rule: 'acyclic', document: withLink(good, 'AC1', 'AC1'), says: 'AC1 → AC1' },
  { rule: 'connected', document: withNewNode(good, {}), says: 'NEW is parked' },
  {
    rule: 'undeveloped-kinds',
    document: withNode(good, 'AC-C1', { undeveloped: true }),
    says: 'AC-C1 is marked undeveloped, which only',
  },
  {
    rule: 'undeveloped-unsupported',
    document: withNode(good, 'AC1', { undeveloped: true }),
    says: 'AC1 is marked undeveloped but supported by AC-Sn1',
  },
  {
    rule: 'away-reference',
    document: withNode(good, 'AC-BL2', { away: null }),
    says: 'AC-BL2 does not say which goal',
  },
  {
    rule: 'away-not-developed',
    document: withLink(good, 'AC-BL2', 'AC-Sn1'),
    says: 'AC-BL2 is cited, not argued here, but is supported by AC-Sn1',
  },
  {
    rule: 'away-target-public',
    document: good,
    context: base({ identifier: 'G2' }),
    says: 'does not make public',
  },
  {
    rule: 'away-target-public',
    document: good,
    context: base({ notClaimed: true }),
    says: 'cites G1, which the base does not claim',
  },
  {
    rule: 'away-pinned',
    document: withNode(good, 'AC-BL2', {
      away: { module: 'base', node: 'G1', baseDigest: null, recordId: null, textLeaf: null },
    }),
    says: 'No base release is pinned for AC-BL2',
  },
  {
    rule: 'away-pinned',
    document: good,
    context: base({}, { digest: 'c'.repeat(64) }),
    says: 'cites another release than the one',
  },
  {
    rule: 'citation',
    document: { ...good, contract: { ...contract, cites: contract.cites.slice(1) } },
    says: 'does not say how',
  },
  {
    rule: 'citation',
    document: { ...good, contract: { ...contract, matches: [] } },
    context: base(),
    says: 'without saying which of your contexts matches C1',
  },
  {
    rule: 'citation',
    document: good,
    context: base({ withheldInScope: 1 }),
    says: '1 is withheld',
  },
  {
    rule: 'citation',
    document: {
      ...good,
      contract: {
        ...contract,
        cites: contract.cites.map((cite) => ({ ...cite, citing: 'absolute' })),
      },
    },
    context: base(),
    says: 'holds in the base’s setting only',
  },
  {
    rule: 'window-within-base',
    document: good,
    context: base({}, { window: { from: '2027-01-01', until: '2027-12-31', zone: 'Asia/Tokyo' } }),
    says: 'ends after the base’s',
  },
  {
    rule: 'indicator-complete',
    document: { ...good, indicators: good.indicators.map((one) => ({ ...one, period: 'weekly' })) },
    says: 'SPI-1 at AC1 needs an expected period',
  },
  {
    rule: 'indicator-complete',
    document: { ...good, indicators: good.indicators.map((one) => ({ ...one, amber: '80' })) },
    says: 'is red before it is amber',
  },
  {
    rule: 'disposition',
    document: { ...good, contract: { ...contract, dispositions: [disposition, disposition] } },
    says: 'COU-01: it is disposed of 2 times',
  },
  {
    rule: 'disposition',
    document: {
      ...good,
      contract: {
        ...contract,
        dispositions: [{ ...disposition, disposition: 'accept-residual', owner: 'me' }],
      },
    },
    says: 'COU-01: say what makes up for it',
  },
  {
    rule: 'disposition',
    document: good,
    context: base({}, { conditions: [demand] }),
    says: 'COU-01: it is not disposed of',
  },
  {
    rule: 'disposition',
    document: {
      ...good,
      contract: {
        ...contract,
        dispositions: [
          {
            ...disposition,
            disposition: 'accept-residual',
            owner: 'me',
            compensating: 'a lock',
            reviewBy: '2027-06-01',
          },
        ],
      },
    },
    context: base({}, { conditions: [demand] }),
    says: 'COU-01: the base does not allow “accept residual”',
  },
  {
    rule: 'disposition',
    document: { ...good, contract: { ...contract, dispositions: [disposition] } },
    context: base(),
    says: 'COU-01: the pinned base has no such condition',
  },
  {
    rule: 'challenge-target',
    document: withDefeater({ target: { link: number(3_000) } }),
    says: 'D99 challenges something that no longer exists',
  },
  {
    rule: 'challenge-acyclic',
    document: withDefeater({ target: { defeater: number(5_000) } }),
    says: 'D99 challenges itself',
  },
  {
    rule: 'challenge-acyclic',
    document: withDefeater({ target: { node: id('AC2') }, argument: id('AC2') }),
    says: 'D99 challenges itself: D99 → D99',
  },
  {
    rule: 'challenge-acyclic',
    document: withDefeater({
      target: { defeater: number(500) },
      // What D1 doubts.
      argument: good.nodes[0]?.id ?? null,
    }),
    says: 'D1 challenges itself: D1 → D99 → D1',
  },
  {
    rule: 'challenge-one-of-several',
    document: ((grown) => ({
      ...grown,
      defeaters: withDefeater({ target: { link: linkTo('AC-RD1').id } }).defeaters,
    }))(good),
    says: 'one of several supports of AC-RD',
  },
  { rule: 'challenge-stated', document: withDefeater({ text: '' }), says: 'D99 does not say' },
  {
    rule: 'choice-branches',
    document: withNode(good, 'AC-S0', { choice: { ...choice, of: [id('AC-RD')] } }),
    says: 'names AC-RD, which does not support it',
  },
  {
    rule: 'choice-branches',
    document: withNode(good, 'AC-S0', { choice: { ...choice, min: 3 } }),
    says: 'demands 3 of 2 branches',
  },
  {
    rule: 'choice-kept',
    document: withNode(withNode(good, 'AC-S0', { choice: { ...choice, min: 2 } }), 'AC1', {
      claim: 'not-claimed',
    }),
    says: 'AC-S0 needs 2 of its core branches; 1 is claimed',
  },
  {
    rule: 'choice-settled',
    document: withNode(good, 'AC-S0', { choice }),
    says: 'Choose at AC-S0 which of AC1 and AC2',
  },
  {
    rule: 'parameter-filled',
    document: withNode(good, 'AC1', { text: 'Below {limit} for {audience}.' }),
    says: '{audience} is not filled; it stands in AC1',
  },
  {
    rule: 'parameter-filled',
    document: withNode(good, 'AC1', { text: 'It holds.', instantiation: 'Row {row}' }),
    says: '{row} is not filled; it stands in AC1',
  },
  {
    rule: 'parameter-filled',
    document: withNode(good, 'AC-S0', {
      text: 'Argue over routes.',
      choice: { ...choice, label: 'Routes {routes}' },
    }),
    says: '{routes} is not filled; it stands in AC-S0',
  },
  {
    rule: 'index-repeated',
    document: withNode(
      {
        ...good,
        parameters: [
          ...good.parameters,
          { name: 'k', description: 'index', value: '', index: true, type: 'text' },
        ],
      },
      'AC1',
      { text: 'Route {k} is closed.' },
    ),
    says: '{k} still stands for several things; it stands in AC1',
  },
  {
    rule: 'sole-support',
    document: withNode(
      withNode(good, 'AC-S0', {
        choice: { min: 1, of: [id('AC1')], optional: [], supportingOnly: [id('AC2')] },
      }),
      'AC1',
      { claim: 'not-claimed' },
    ),
    says: 'AC-S0 rests on AC2 alone',
  },
  {
    rule: 'subject',
    document: withFacts({ subject: { ...good.facts.subject, version: '' } }),
    says: 'State the version of the system',
  },
  {
    rule: 'setting',
    document: withFacts({ setting: { ...good.facts.setting, name: '' } }),
    says: 'Name the setting',
  },
  { rule: 'decision', document: withFacts({ decision: ' ' }), says: 'State the decision' },
  {
    rule: 'window',
    document: withFacts({ window: { from: '', until: '', zone: '', ends: '' } }),
    says: 'Set the validity window',
  },
  {
    rule: 'window',
    document: withFacts({ window: { ...good.facts.window, until: '2026-01-01' } }),
    says: 'ends before it begins',
  },
  { rule: 'outcome-criterion', document: withFacts({ outcomes: [] }), says: 'List the outcomes' },
  {
    rule: 'outcome-criterion',
    document: withFacts({
      outcomes: [{ id: number(1), identifier: 'O1', text: 'x', criterion: '' }],
    }),
    says: 'O1 has no criterion',
  },
  {
    rule: 'failure-condition',
    document: withFacts({ failureConditions: [] }),
    says: 'State at least one condition',
  },
  {
    rule: 'failure-condition',
    document: withFacts({
      failureConditions: [{ id: number(1), text: 'x', trigger: '', unmonitorable: false }],
    }),
    says: 'say what would make us notice',
  },
  {
    rule: 'condition-complete',
    document: withCondition({ dispositionsAllowed: [] }),
    says: 'ACOU-01 allows a deployer no way',
  },
  {
    rule: 'condition-critical',
    document: withCondition({ severity: 'critical', dispositionsAllowed: ['accept-residual'] }),
    says: 'ACOU-01 is critical',
  },
  {
    rule: 'condition-protects',
    document: withCondition({ protects: [number(4_000)] }),
    says: 'ACOU-01 protects a node that no longer exists',
  },
  {
    rule: 'criterion-complete',
    document: { ...good, criteria: [{ ...criterion, value: 'low' }] },
    says: 'The criterion of AC1 has a limit that is no number: low',
  },
  {
    rule: 'evidence-placed',
    document: { ...good, evidence: [...good.evidence, { ...evidence, node: id('AC-S0') }] },
    says: 'attached to the strategy AC-S0',
  },
  { rule: 'evidence-ready', document: good, context: room('scanning'), says: 'still being read' },
  {
    rule: 'evidence-ready',
    document: good,
    context: { evidence: new Map() },
    says: 'is not in the evidence room',
  },
  { rule: 'evidence-real', document: good, context: room('ready', true), says: 'illustrative' },
  {
    rule: 'undeveloped',
    document: withNewNode(good, { undeveloped: true }, 'AC2'),
    says: 'NEW is undeveloped',
  },
  { rule: 'unsupported', document: withNewNode(good, {}, 'AC2'), says: 'Nothing supports NEW' },
  {
    rule: 'solution-evidence',
    document: { ...good, evidence: [] },
    says: 'AC-Sn1 refers to no evidence',
  },
  {
    rule: 'not-claimed',
    document: withNode(good, 'AC1', { claim: 'not-claimed' }),
    says: 'AC1 is not claimed',
  },
  {
    rule: 'open-problem',
    document: withNode(good, 'AC1', { openProblem: 'report' }),
    says: 'AC1 is an open problem (by the report',
  },
  {
    rule: 'leaf-challenged',
    document: { ...good, defeaters: good.defeaters.map((one) => ({ ...one, response: '' })) },
    says: 'No doubt about AC1 has been answered',
  },
  {
    rule: 'criterion-falsifiable',
    document: { ...good, criteria: [{ ...criterion, failure: '' }] },
    says: 'would show that AC1 is false',
  },
  {
    rule: 'evidence-reasoned',
    document: { ...good, evidence: good.evidence.map((one) => ({ ...one, shows: '' })) },
    says: 'Say what the evidence at',
  },
  { rule: 'evidence-current', document: good, context: room('stale'), says: 'is stale' },
  {
    rule: 'condition-protects-something',
    document: withCondition({ protects: [] }),
    says: 'ACOU-01 does not say which claims',
  },
  {
    rule: 'subject-digest',
    document: withFacts({ subject: { ...good.facts.subject, digest: '' } }),
    says: 'State a digest',
  },
  {
    rule: 'setting-profile',
    document: withFacts({ setting: { ...good.facts.setting, users: '', volume: '' } }),
    says: 'leaves users and volume blank',
  },
  {
    rule: 'link-once',
    document: withLink(good, 'AC-S0', 'AC1'),
    says: 'AC-S0 is linked to AC1 twice',
  },
  {
    rule: 'context-restated',
    document: withNode(good, 'AC-C2', { text: nodeNamed(good, 'AC-C1').text.toUpperCase() }),
    says: 'AC-C2 says the same as AC-C1',
  },
  {
    rule: 'drafts',
    document: withNode(good, 'AC1', { claim: 'draft' }),
    says: '1 node is a draft',
  },
  {
    rule: 'goal-atomic',
    document: withNode(good, 'AC1', { text: 'It is low. It stays low.' }),
    says: 'AC1 says more than one thing',
  },
  {
    rule: 'solution-refers',
    document: withNode(good, 'AC-Sn1', { text: 'The report proves it.' }),
    says: 'AC-Sn1 makes a claim',
  },
  {
    rule: 'statement-short',
    document: withNode(good, 'AC1', { text: 'long '.repeat(100) }),
    says: 'AC1 has 500 characters',
  },
];
