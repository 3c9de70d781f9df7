import { blankLink } from '@/core/argument/blank';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type {
  ArgumentLink,
  ArgumentNode,
  AwayReference,
  CaseDocument,
  CaseFacts,
  CaseModule,
  ClaimPoint,
  Defeater,
} from '@/core/argument/document';
import type { BaseCondition, BaseGoal, BaseInterface } from '@/core/supplement/baseInterface';
import { countingIds } from '@/core/argument/ids';
import { builtInTemplate, TEMPLATES } from '@/core/templates/templates';
import { blocksApproval, blocksFreeze, checkDocument } from './checkDocument';
import type { CheckContext, EvidenceFacts } from './finding';
import { REVIEWER_QUESTIONS } from './reviewerQuestions';
import { RULES } from './rules';
import { rulesPage } from './rulesPage';
import {
  nodeNamed,
  number,
  wellFormedCase,
  withLink,
  withNewNode,
  withNode,
} from './wellFormed.fixture';

const good = wellFormedCase();
const id = (identifier: string) => nodeNamed(good, identifier).id;
const linkTo = (identifier: string) => {
  const link = good.links.find(({ to }) => to === id(identifier));
  if (!link) throw new Error(`Nothing links to ${identifier}.`);
  return link;
};
const withFacts = (facts: Partial<CaseFacts>): CaseDocument => ({
  ...good,
  facts: { ...good.facts, ...facts },
});
const withDefeater = (change: Partial<Defeater>): CaseDocument => {
  const [first] = good.defeaters;
  if (!first) throw new Error('No defeater.');
  const defeater = { ...first, id: number(5_000), identifier: 'D99', ...change };
  return { ...good, defeaters: [...good.defeaters, defeater] };
};
const [condition] = good.conditions;
const [criterion] = good.criteria;
const [evidence] = good.evidence;
if (!condition || !criterion || !evidence || !good.contract) throw new Error('The case is thin.');
const contract = good.contract;
const withCondition = (change: Partial<typeof condition>): CaseDocument => ({
  ...good,
  conditions: [{ ...condition, ...change }],
});
const disposition = {
  condition: 'COU-01',
  disposition: 'discharge' as const,
  by: [id('AC0')],
  owner: '',
  compensating: '',
  reviewBy: '',
  rationale: '',
  evidenceNeeded: '',
};
const choice = { min: 1, of: [id('AC1'), id('AC2')], optional: [], supportingOnly: [] };
const room = (state: 'ready' | 'scanning' | 'stale', illustrative = false): CheckContext => ({
  evidence: new Map(
    good.evidence.map((one) => [one.evidence, { title: 'Log', state, illustrative }]),
  ),
});
const described = (facts: Partial<EvidenceFacts>): CheckContext => ({
  evidence: new Map(
    good.evidence.map((one) => [
      one.evidence,
      { title: 'Log', state: 'ready', illustrative: false, ...facts },
    ]),
  ),
});
const base = (change: Partial<BaseGoal> = {}, more: Partial<BaseInterface> = {}): CheckContext => ({
  base: {
    digest: 'a'.repeat(64),
    path: 'lab/base',
    number: 1,
    title: 'Base',
    module: 'base',
    window: { from: '2027-01-01', until: '2027-12-31', zone: 'Europe/Berlin' },
    conditions: [],
    goals: [
      {
        id: number(9_000),
        identifier: 'G1',
        statement: 'Nothing leaks.',
        textLeaf: 'b'.repeat(64),
        reach: 'bounded',
        undeveloped: false,
        notClaimed: false,
        openProblem: false,
        inScope: [number(9_001)],
        withheldInScope: 0,
        ...change,
      },
    ],
    contexts: [{ id: number(9_001), identifier: 'C1', kind: 'context', statement: 'Inside.' }],
    ...more,
  },
});
const demand: BaseCondition = {
  id: number(9_100),
  identifier: 'COU-01',
  kind: 'limit',
  text: 'At most 100 a day.',
  severity: 'critical',
  protects: [],
  dispositionsAllowed: ['discharge', 'not-applicable'],
};

const link = (change: Partial<ArgumentLink>): CaseDocument => ({
  ...good,
  links: good.links.map((one) => (one === linkTo('AC1') ? { ...one, ...change } : one)),
});
const withPoint = (change: Partial<ClaimPoint>): CaseDocument => ({
  ...good,
  claimPoints: [
    {
      id: number(6_000),
      identifier: 'ACP1',
      target: { node: id('AC-Sn1') },
      argument: null,
      module: 'confidence',
      ...change,
    },
  ],
});
const module = (name: string, kind: CaseModule['kind'] = 'module'): CaseModule => ({
  id: number(6_100 + name.length),
  name,
  kind,
  title: '',
  description: '',
  annotations: {},
});
const cite = (module: string, node: string): AwayReference => ({
  module,
  node,
  baseDigest: null,
  recordId: null,
  textLeaf: null,
});
/** The case with a second module of one goal, cited in its own. */
const modular = (target: Partial<ArgumentNode>, away: Partial<ArgumentNode> = {}): CaseDocument => {
  const grown = withNewNode(
    { ...good, modules: [module('ai-control'), module('sub')] },
    { identifier: 'T1', module: 'sub', text: 'It holds.', public: true, ...target },
    'AC2',
  );
  const citing = {
    identifier: 'AG9',
    kind: 'away-goal',
    text: '',
    away: cite('sub', 'T1'),
  } as const;
  return withNewNode(grown, { ...citing, ...away }, 'AC-S0');
};
/** The case with one node in a contract module. */
const inContract = (change: Partial<ArgumentNode>): CaseDocument =>
  withNewNode(
    { ...good, modules: [module('deal', 'contract')] },
    { module: 'deal', ...change },
    'AC2',
  );
const decided = (reason: string) => ({ outcome: 'defeated' as const, reason });

interface Broken {
  rule: string;
  document: CaseDocument;
  context?: CheckContext;
  /** A part of the first message. */
  says: string;
}

/** One broken case for each rule, at least. */
const BROKEN: Broken[] = [
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

/** One broken case for each rule of the extensions to the core notation, and for each hint. */
BROKEN.push(
  {
    rule: 'identifier-unique',
    document: {
      ...good,
      claimPoints: [number(1), number(2)].flatMap((id) => withPoint({ id }).claimPoints),
    },
    says: '2 claim points are called ACP1',
  },
  {
    rule: 'identifier-unique',
    document: { ...good, modules: [module('ab'), { ...module('ab'), id: number(1) }] },
    says: '2 modules are called ab',
  },
  {
    rule: 'in-context-of-targets',
    document: withLink(
      withNewNode(good, { kind: 'away-context', text: '', away: cite('base', 'C1') }, 'AC-BL2'),
      'AC-BL2',
      'NEW',
      'in-context-of',
    ),
    says: "The away goal AC-BL2 can't be in context of the away context NEW",
  },
  {
    rule: 'away-reference',
    document: withNode(good, 'AC1', { away: cite('base', 'G1') }),
    says: 'AC1 cites a module but is no away element',
  },
  {
    rule: 'away-reference',
    document: withNewNode(good, { kind: 'module', away: cite('', '') }, 'AC2'),
    says: 'NEW does not say which module it cites',
  },
  {
    rule: 'away-reference',
    document: withNewNode(good, { kind: 'contract', away: cite('deal', 'G1') }, 'AC2'),
    says: 'NEW stands for deal as a whole',
  },
  {
    rule: 'away-reference',
    document: withNewNode(
      { ...good, modules: [module('sub')] },
      { kind: 'contract', away: cite('sub', '') },
      'AC2',
    ),
    says: 'NEW is a contract reference, but sub is a module',
  },
  {
    rule: 'away-drift',
    document: modular({}, { text: 'It holds well.' }),
    says: 'AG9 says something else than T1 of sub, which it cites: let it say “It holds.”',
  },
  {
    rule: 'away-drift',
    document: withNode(good, 'AC-BL2', { text: 'Little leaks.' }),
    context: base(),
    says: 'let it say “Nothing leaks.”',
  },
  {
    rule: 'away-not-developed',
    document: withLink(
      withNewNode(good, { kind: 'module', away: cite('base', '') }, 'AC2'),
      'NEW',
      'AC-Sn1',
    ),
    says: 'NEW is cited, not argued here, but is supported by AC-Sn1',
  },
  {
    rule: 'by-contract',
    document: withNode(good, 'AC-S0', { toBeSupportedByContract: true }),
    says: 'AC-S0 is to be supported by contract, which only a goal can be',
  },
  {
    rule: 'by-contract',
    document: withNewNode(good, { toBeSupportedByContract: true, undeveloped: true }, 'AC2'),
    says: "NEW is to be supported by contract, so it can't be undeveloped",
  },
  {
    rule: 'by-contract',
    document: withNode(good, 'AC1', { toBeSupportedByContract: true }),
    says: 'AC1 is to be supported by contract, but is supported by AC-Sn1',
  },
  {
    rule: 'by-contract',
    document: inContract({ toBeSupportedByContract: true }),
    says: 'NEW stands in a contract module',
  },
  {
    rule: 'reference-in-contract',
    document: inContract({ kind: 'module', away: cite('base', '') }),
    says: 'The module reference NEW stands in a contract module',
  },
  {
    rule: 'away-target-public',
    document: modular({ identifier: 'T2' }),
    says: 'AG9 cites T1, which sub does not have',
  },
  {
    rule: 'away-target-public',
    document: modular({ public: false }),
    says: 'AG9 cites T1, which sub does not make public',
  },
  {
    rule: 'away-target-public',
    document: modular({ kind: 'solution' }),
    says: 'AG9 cites T1 as a goal, but it is a solution',
  },
  {
    rule: 'modules-acyclic',
    document: withNewNode(
      modular({}),
      { identifier: 'AG8', kind: 'away-goal', module: 'sub', away: cite('ai-control', 'AC0') },
      'T1',
    ),
    says: 'The module ai-control supports itself by way of others: ai-control → sub → ai-control',
  },
  {
    rule: 'contract-closed',
    document: inContract({ public: true }),
    says: 'NEW is public, but stands in a contract module',
  },
  {
    rule: 'contract-closed',
    document: inContract({ public: false }),
    says: 'NEW stands in the contract module deal and is linked to AC2 of ai-control',
  },
  {
    rule: 'interface-scope',
    document: withNode(good, 'AC-C1', { public: false }),
    says: 'AC0 is public, but not what it holds in: make AC-C1 public as well',
  },
  {
    rule: 'multiplicity-range',
    document: link({ multiplicity: { min: 3, max: 2, label: '' } }),
    says: 'The link from AC-S0 to AC1 is repeated 3 to 2 times',
  },
  {
    rule: 'multiplicity-settled',
    document: link({ multiplicity: { min: 1, max: null, label: 'each route' } }),
    says: 'is still to be repeated (each route)',
  },
  {
    rule: 'multiplicity-settled',
    document: link({ multiplicity: { min: 0, max: 1, label: '' } }),
    says: 'is still optional',
  },
  {
    rule: 'instantiated',
    document: withNode(good, 'AC1', { uninstantiated: true }),
    says: 'AC1 is marked uninstantiated',
  },
  {
    rule: 'parameter-typed',
    document: {
      ...good,
      parameters: good.parameters.map((one) => ({ ...one, type: 'number', value: 'many' })),
    },
    says: 'has to be a plain decimal number, and “many” is none',
  },
  {
    rule: 'parameter-declared',
    document: { ...good, parameters: good.parameters.slice(1) },
    says: 'is declared nowhere',
  },
  {
    rule: 'parameter-declared',
    document: {
      ...good,
      parameters: [
        ...good.parameters,
        { name: 'p', description: '', value: '1', index: false, type: 'text' },
      ],
    },
    says: '{p} is declared, but stands nowhere',
  },
  {
    rule: 'template-developed',
    document: withNewNode(good, { undeveloped: true, provenance: 'R', evidenceNeeded: '' }, 'AC2'),
    says: 'NEW comes undeveloped with the template',
  },
  {
    rule: 'template-described',
    document: { ...good, template: good.template && { ...good.template, version: '' } },
    says: 'The template does not state a version',
  },
  {
    rule: 'claim-point-target',
    document: withPoint({ target: { node: id('AC1') } }),
    says: 'ACP1 stands on the goal AC1',
  },
  {
    rule: 'claim-point-target',
    document: withPoint({ target: { link: number(1) } }),
    says: 'ACP1 stands on a link that no longer exists',
  },
  {
    rule: 'claim-point-argued',
    document: withPoint({ module: '' }),
    says: 'ACP1 leads to no confidence argument',
  },
  {
    rule: 'claim-point-argued',
    document: withPoint({ argument: id('AC-S0') }),
    says: 'ACP1 is argued by the strategy AC-S0; it has to be a goal',
  },
  {
    rule: 'claim-point-whole',
    document: withPoint({ target: { link: linkTo('AC1').id } }),
    says: 'ACP1 stands on one support of the strategy AC-S0',
  },
  {
    rule: 'challenge-argument',
    document: withDefeater({ argument: id('AC-S0') }),
    says: 'D99 is made by the strategy AC-S0',
  },
  {
    rule: 'challenge-evidenced',
    document: ((grown) => ({
      ...grown,
      defeaters: withDefeater({ argument: nodeNamed(grown, 'NEW').id, target: { node: id('AC2') } })
        .defeaters,
    }))(withNewNode(good, {})),
    says: 'D99 is argued by NEW, which no evidence supports yet: until then AC2 is in doubt',
  },
  {
    rule: 'aside-unsupported',
    document: ((grown) => ({
      ...grown,
      defeaters: withDefeater({ argument: nodeNamed(grown, 'NEW').id }).defeaters,
    }))(withNewNode(good, {})),
    says: 'Nothing supports NEW, which stands in an argument beside the main one',
  },
  {
    rule: 'defeat-reasoned',
    document: withNode(good, 'AC1', { defeat: decided('') }),
    says: 'AC1 is marked defeated without a reason',
  },
  {
    rule: 'defeat-reasoned',
    document: link({ defeat: { outcome: 'stands', reason: ' ' } }),
    says: 'The link from AC-S0 to AC1 is said to stand without a reason',
  },
  {
    rule: 'defeat-reasoned',
    document: withDefeater({ defeat: decided('') }),
    says: 'D99 is marked defeated without a reason',
  },
  {
    rule: 'defeat-challenged',
    document: link({ defeat: decided('') }),
    says: 'The link from AC-S0 to AC1 is marked defeated, but nothing challenges it',
  },
  {
    rule: 'defeat-undecided',
    document: withDefeater({ argument: id('AC-Sn1'), target: { node: id('AC2') } }),
    says: 'By D99, AC2 would be defeated: decide, and say why',
  },
  {
    rule: 'defeated-claimed',
    document: withNode(good, 'AC1', { defeat: decided('The bound is wrong.') }),
    says: 'AC1 is defeated, and the case still rests on it',
  },
  {
    rule: 'statement-copied',
    document: withNode(good, 'AC1', { text: nodeNamed(good, 'AC2').text }),
    says: 'AC2 says the same as AC1',
  },
  {
    rule: 'evidence-method',
    document: good,
    context: described({ method: ' ' }),
    says: '“Log” at AC-Sn1 does not say by which method it was made',
  },
  {
    rule: 'evidence-subject',
    document: good,
    context: described({ subject: '' }),
    says: 'does not name the system that it was made on',
  },
  {
    rule: 'evidence-subject',
    document: good,
    context: described({ subject: 'Larch 2' }),
    says: 'was made on Larch 2, while the case is about Atlas',
  },
  {
    rule: 'goal-proposition',
    document: withNode(good, 'AC1', { text: 'Demonstrate that leaks are rare.' }),
    says: 'AC1 orders: say what is claimed to be true',
  },
  {
    rule: 'strategy-reasons',
    document: withNode(good, 'AC-S0', { text: 'The protocol is effective.' }),
    says: 'AC-S0 states a fact',
  },
  {
    rule: 'solution-atomic',
    document: withNode(good, 'AC-Sn1', { text: 'Test report; review minutes' }),
    says: 'AC-Sn1 names more than one artefact',
  },
  {
    rule: 'context-plain',
    document: withNode(good, 'AC-C1', { text: 'It is assumed that nobody shares keys.' }),
    says: 'AC-C1 assumes something: make it an assumption',
  },
  {
    rule: 'context-plain',
    document: withNode(good, 'AC-C1', { text: 'Test results show that it is fast.' }),
    says: 'AC-C1 reports a result',
  },
  {
    rule: 'full-sentence',
    document: withNode(good, 'AC-A1', { text: 'Perfect network' }),
    says: 'AC-A1 is no sentence',
  },
  {
    rule: 'vague-bounded',
    document: withNode({ ...good, criteria: [] }, 'AC-BL3', {
      kind: 'goal',
      text: 'Controls are adequate.',
    }),
    says: 'AC-BL3 says “adequate”',
  },
  {
    rule: 'solution-leap',
    document: withNode(good, 'AC1', { text: 'All leaks are caught.' }),
    says: 'AC1 speaks of all cases and rests on AC-Sn1 alone',
  },
);

describe('the checks', () => {
  it('find nothing in a well-formed case', () => {
    expect(checkDocument(good)).toEqual([]);
    expect(checkDocument(good, { ...room('ready'), ...base() })).toEqual([]);
  });

  for (const { rule, document, context, says } of BROKEN) {
    it(`${rule}: ${says}`, () => {
      const findings = checkDocument(document, context);
      const messages = findings.filter((finding) => finding.rule === rule);
      expect(messages[0]?.message ?? findings).toContain(says);
    });
  }

  it('are each broken by a case above, and each has its own id', () => {
    const ids = RULES.map((rule) => rule.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((rule) => !BROKEN.some((broken) => broken.rule === rule))).toEqual([]);
  });

  it('let errors, and only errors, refuse a freeze', () => {
    for (const { severity, blocks } of RULES) {
      expect(blocks === 'freeze').toBe(severity === 'error');
    }
  });

  it('are what docs/checks.md shows', async () => {
    await expect(rulesPage(RULES, REVIEWER_QUESTIONS)).toMatchFileSnapshot('../../docs/checks.md');
  });

  it('say of the scheming template what stands before a release', () => {
    const findings = checkDocument(builtInTemplate('scheming', countingIds()));
    const count = (rule: string) => findings.filter((finding) => finding.rule === rule).length;
    expect(count('open-problem')).toBe(15);
    expect(count('choice-settled')).toBe(3);
    expect(blocksFreeze(findings).map(({ rule }) => rule)).not.toContain('supported-by-targets');
    expect(blocksApproval(findings).length).toBe(
      count('undeveloped') + count('solution-evidence') + count('open-problem'),
    );
  });

  for (const { id: template } of TEMPLATES) {
    it(`find no structural error in ${template}`, () => {
      const open = new Set([
        'parameter-filled',
        'index-repeated',
        'choice-settled',
        'away-pinned',
        'disposition',
        'subject',
        'setting',
        'decision',
        'window',
        'outcome-criterion',
        'failure-condition',
      ]);
      const findings = blocksFreeze(checkDocument(builtInTemplate(template, countingIds())));
      expect(findings.filter(({ rule }) => !open.has(rule))).toEqual([]);
    });
  }

  it('demand nothing of what lies only below a branch that is not claimed', () => {
    const document = withNode(withNode(good, 'AC-RD', { claim: 'not-claimed' }), 'AC-RD3', {
      text: 'Open {token}',
      openProblem: 'report',
      undeveloped: false,
    });
    expect(checkDocument(document).map(({ rule, node }) => [rule, node])).toEqual([
      ['not-claimed', id('AC-RD')],
    ]);
  });

  it('end on any graph whatever', () => {
    const end = fc.nat(9).map((index) => number(index + 1));
    const link = fc.record({
      kind: fc.constantFrom('supported-by', 'in-context-of'),
      from: end,
      to: end,
    });
    fc.assert(
      fc.property(fc.array(link, { maxLength: 40 }), fc.nat(8), (links, root) => {
        const document: CaseDocument = {
          ...good,
          root: number(root),
          nodes: good.nodes.slice(0, 8).map((node, index) => ({ ...node, id: number(index + 1) })),
          links: links.map((one, index) =>
            blankLink({ ...one, id: number(100 + index), rank: 'a0' }),
          ),
        };
        const findings = checkDocument(document);
        const selfLoop = links.some(({ from, to }) => from === to && from <= number(8));
        if (selfLoop) expect(findings.map(({ rule }) => rule)).toContain('acyclic');
      }),
      { seed: 20245, numRuns: 300 },
    );
  });
});
