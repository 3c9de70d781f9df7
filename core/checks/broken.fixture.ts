import type {
  ArgumentLink,
  ArgumentNode,
  AwayReference,
  CaseDocument,
  CaseFacts,
  CaseModule,
  NamedInterface,
  ClaimPoint,
  Defeater,
} from '@/core/argument/document';
import type { BaseCondition, BaseGoal, BaseInterface } from '@/core/supplement/baseInterface';
import type { CheckContext, EvidenceFacts } from './finding';
import { nodeNamed, number, wellFormedCase, withNewNode } from './wellFormed.fixture';

export const good = wellFormedCase();
export const id = (identifier: string) => nodeNamed(good, identifier).id;
export const linkTo = (identifier: string) => {
  const link = good.links.find(({ to }) => to === id(identifier));
  if (!link) throw new Error(`Nothing links to ${identifier}.`);
  return link;
};
export const withFacts = (facts: Partial<CaseFacts>): CaseDocument => ({
  ...good,
  facts: { ...good.facts, ...facts },
});
export const withDefeater = (change: Partial<Defeater>): CaseDocument => {
  const [first] = good.defeaters;
  if (!first) throw new Error('No defeater.');
  const defeater = { ...first, id: number(5_000), identifier: 'D99', ...change };
  return { ...good, defeaters: [...good.defeaters, defeater] };
};
const [condition] = good.conditions;
const [firstCriterion] = good.criteria;
const [firstEvidence] = good.evidence;
if (!condition || !firstCriterion || !firstEvidence || !good.contract) {
  throw new Error('The case is thin.');
}
export const criterion = firstCriterion;
export const evidence = firstEvidence;
export const contract = good.contract;
export const withCondition = (change: Partial<typeof condition>): CaseDocument => ({
  ...good,
  conditions: [{ ...condition, ...change }],
});
export const disposition = {
  condition: 'COU-01',
  disposition: 'discharge' as const,
  by: [id('AC0')],
  owner: '',
  compensating: '',
  reviewBy: '',
  rationale: '',
  evidenceNeeded: '',
};
export const choice = { min: 1, of: [id('AC1'), id('AC2')], optional: [], supportingOnly: [] };
export const room = (
  state: 'ready' | 'scanning' | 'stale',
  illustrative = false,
): CheckContext => ({
  evidence: new Map(
    good.evidence.map((one) => [one.evidence, { title: 'Log', state, illustrative }]),
  ),
});
export const described = (facts: Partial<EvidenceFacts>): CheckContext => ({
  evidence: new Map(
    good.evidence.map((one) => [
      one.evidence,
      { title: 'Log', state: 'ready', illustrative: false, ...facts },
    ]),
  ),
});
export const base = (
  change: Partial<BaseGoal> = {},
  more: Partial<BaseInterface> = {},
): CheckContext => ({
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
export const demand: BaseCondition = {
  id: number(9_100),
  identifier: 'COU-01',
  kind: 'limit',
  text: 'At most 100 a day.',
  severity: 'critical',
  protects: [],
  dispositionsAllowed: ['discharge', 'not-applicable'],
};

export const link = (change: Partial<ArgumentLink>): CaseDocument => ({
  ...good,
  links: good.links.map((one) => (one === linkTo('AC1') ? { ...one, ...change } : one)),
});
export const withPoint = (change: Partial<ClaimPoint>): CaseDocument => ({
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
export const module = (name: string, kind: CaseModule['kind'] = 'module'): CaseModule => ({
  id: number(6_100 + name.length),
  name,
  kind,
  within: '',
  title: '',
  description: '',
  annotations: {},
});
export const cite = (module: string, node: string): AwayReference => ({
  module,
  node,
  baseDigest: null,
  recordId: null,
  textLeaf: null,
});
/** The case with a second module of one goal, cited in its own. */
export const modular = (
  target: Partial<ArgumentNode>,
  away: Partial<ArgumentNode> = {},
): CaseDocument => {
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
export const inContract = (change: Partial<ArgumentNode>): CaseDocument =>
  withNewNode(
    { ...good, modules: [module('deal', 'contract')] },
    { module: 'deal', ...change },
    'AC2',
  );
export const decided = (reason: string) => ({ outcome: 'defeated' as const, reason });

export interface Broken {
  rule: string;
  document: CaseDocument;
  context?: CheckContext;
  /** A part of the first message. */
  says: string;
}

/** An interface of the case's own module, which offers its top goal. */
export const api = (change: Partial<NamedInterface>): NamedInterface => ({
  id: number(6_300),
  module: 'ai-control',
  name: 'api',
  description: '',
  elements: [id('AC0')],
  aliases: {},
  ...change,
});
export const offering = (change: Partial<NamedInterface>): CaseDocument => ({
  ...good,
  interfaces: [api(change)],
});
/** The case with a goal cited from a module that another contains. */
export const nested = (outer: Partial<CaseModule>): CaseDocument => ({
  ...modular({}),
  modules: [
    { ...module('sub'), within: 'outer' },
    { ...module('outer'), ...outer },
  ],
});
