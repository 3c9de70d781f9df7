import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { ENGAGEMENT_ROLES, ENGAGEMENT_STATES } from '@/core/workflow/engagement';
import { FINDING_STATES } from '@/core/workflow/finding';
import { RELEASE, RELEASE_STATES } from '@/core/workflow/release';
import { REVIEW_ROUND_STATES } from '@/core/workflow/reviewRound';

import { type Actor, ORG_KINDS, ORG_ROLES, type OrgRole, PUBLIC } from './actor';
import { ACTION_NAMES, abilities, decide } from './decide';
import { decidesInternally } from './parts';
import { EVIDENCE_ACCESS, type Resources, VIEW_NAMES } from './resources';
import { rolesPage } from './rolesPage';
import type { AnyRule } from './rule';
import { ACTIONS, type Action } from './rules';

const LAB = 'lab';
const AUDITOR = 'auditor';
const BOARD = 'board';

const nobody: Actor = { ...PUBLIC, personId: 'me' };
const of = (orgId: string, ...roles: OrgRole[]): Actor => ({
  ...nobody,
  memberships: [{ orgId, orgKind: 'other', roles }],
});
const author = of(LAB, 'author');
const officer = of(LAB, 'officer');
const assessor: Actor = {
  ...of(AUDITOR, 'reviewer'),
  engagements: [{ role: 'assessor', orgId: AUDITOR, state: 'active' }],
};
const decider: Actor = {
  ...of(BOARD, 'approver'),
  engagements: [{ role: 'decision-maker', orgId: BOARD, state: 'active' }],
};

const theCase: Resources['case'] = { ownerOrgId: LAB, outsideDecisionMaker: true };
const release = (changed: Partial<Resources['release']> = {}): Resources['release'] => ({
  case: theCase,
  state: 'under-review',
  submitted: true,
  handledBy: [],
  ...changed,
});
const round: Resources['review'] = {
  release: release(),
  state: 'open',
  orgId: AUDITOR,
  declared: true,
};
const OWN_KEY: Resources['key'] = {
  personId: 'me',
  orgId: LAB,
  holderIsSoleAdmin: false,
  ofExample: false,
  exampleKey: false,
};
const code = <Act extends Action>(
  action: Act,
  actor: Actor,
  resource: Parameters<typeof decide<Act>>[2],
) => {
  const decision = decide(action, actor, resource);
  return decision.allowed ? 'allowed' : decision.code;
};

describe('the roles', () => {
  it('let authors edit, officers freeze, assessors judge and deciders decide', () => {
    expect(code('case.edit', author, theCase)).toBe('allowed');
    expect(code('case.freeze', author, theCase)).toBe('forbidden');
    expect(code('case.freeze', officer, theCase)).toBe('allowed');
    expect(code('case.edit', officer, theCase)).toBe('forbidden');
    expect(code('finding.raise', assessor, round)).toBe('allowed');
    expect(code('signoff.decide', assessor, release())).toBe('forbidden');
    expect(code('signoff.decide', decider, release())).toBe('allowed');
  });

  it('show the draft to its own side and the frozen release to engaged people', () => {
    expect(code('case.see', assessor, theCase)).toBe('allowed');
    expect(code('case.read', assessor, theCase)).toBe('forbidden');
    const view = (name: 'owner' | 'assessors' | 'public', one = release()) => ({
      release: one,
      view: name,
    });
    expect(code('view.see', assessor, view('assessors'))).toBe('allowed');
    expect(code('view.see', assessor, view('owner'))).toBe('not-found');
    expect(code('view.see', assessor, view('public'))).toBe('allowed');
    expect(code('view.see', PUBLIC, view('public'))).toBe('not-found');
    expect(code('view.see', PUBLIC, view('public', release({ state: 'revoked' })))).toBe('allowed');
    expect(code('view.see', PUBLIC, view('owner', release({ state: 'published' })))).toBe(
      'not-found',
    );
    const unsubmitted = release({ state: 'candidate', submitted: false });
    expect(code('release.see', assessor, unsubmitted)).toBe('not-found');
  });

  it('let only the raiser close a finding', () => {
    const finding: Resources['finding'] = {
      release: release(),
      raisedBy: 'me',
      state: 'response-given',
      sent: true,
    };
    expect(code('finding.close', assessor, finding)).toBe('allowed');
    expect(code('finding.close', assessor, { ...finding, raisedBy: 'other' })).toBe('forbidden');
    expect(code('finding.close', decider, { ...finding, raisedBy: 'other' })).toBe('forbidden');
    expect(code('finding.answer', author, finding)).toBe('allowed');
    expect(code('finding.see', author, { ...finding, sent: false })).toBe('not-found');
    expect(code('finding.close', assessor, { ...finding, state: 'closed' })).toBe('wrong-state');
  });

  it('let officer or decider suspend, the decider alone reinstate and revoke', () => {
    const published = release({ state: 'published' });
    const suspended = release({ state: 'suspended' });
    expect(code('release.suspend', officer, published)).toBe('allowed');
    expect(code('release.suspend', decider, published)).toBe('allowed');
    expect(code('release.reinstate', officer, suspended)).toBe('forbidden');
    expect(code('release.reinstate', decider, suspended)).toBe('allowed');
    expect(code('release.revoke', officer, published)).toBe('forbidden');
    expect(code('release.revoke', decider, suspended)).toBe('allowed');
    expect(code('release.revoke', assessor, suspended)).toBe('forbidden');
    expect(code('release.revoke', author, suspended)).toBe('forbidden');
  });

  it('let an officer outside decide where nobody outside the organisation does', () => {
    const internal = release({ case: { ...theCase, outsideDecisionMaker: false } });
    expect(code('signoff.decide', officer, internal)).toBe('allowed');
    expect(decidesInternally(officer, internal)).toBe(true);
    expect(code('signoff.decide', officer, release())).toBe('forbidden');
    expect(code('signoff.decide', officer, { ...internal, handledBy: ['me'] })).toBe('forbidden');
    expect(code('signoff.decide', { ...officer, contributed: true }, internal)).toBe(
      'conflict-of-interest',
    );
  });

  it('end an engagement with the membership it is held for', () => {
    expect(code('case.see', { ...assessor, memberships: [] }, theCase)).toBe('not-found');
    const closed = assessor.engagements.map((held) => ({ ...held, state: 'closed' as const }));
    expect(code('case.see', { ...assessor, engagements: closed }, theCase)).toBe('not-found');
  });

  it('give an administrator of the installation accounts and no case', () => {
    const admin: Actor = { ...nobody, instanceAdmin: true };
    expect(code('org.create', admin, {})).toBe('allowed');
    expect(code('case.see', admin, theCase)).toBe('not-found');
    const self = {
      orgId: LAB,
      personId: 'me',
      currentRoles: [],
      newRoles: ['viewer' as const],
      leavesNoOwner: false,
    };
    expect(code('org.manageMembers', admin, self)).toBe('forbidden');
    expect(code('org.manageMembers', admin, { ...self, personId: 'you' })).toBe('allowed');
  });

  it('keep owners in the hands of owners and an organisation never without one', () => {
    const change = {
      orgId: LAB,
      personId: 'you',
      currentRoles: ['owner' as const],
      newRoles: [],
      leavesNoOwner: false,
    };
    expect(code('org.manageMembers', of(LAB, 'admin'), change)).toBe('forbidden');
    expect(code('org.manageMembers', of(LAB, 'owner'), change)).toBe('allowed');
    expect(code('org.manageMembers', of(LAB, 'owner'), { ...change, leavesNoOwner: true })).toBe(
      'wrong-state',
    );
    expect(code('org.invite', of(LAB, 'admin'), { ...change, newRoles: ['owner'] })).toBe(
      'forbidden',
    );
    expect(code('org.manageMembers', of(LAB, 'author'), change)).toBe('forbidden');
    expect(code('org.manageMembers', of('elsewhere', 'owner'), change)).toBe('not-found');
  });

  it('engage only people of other organisations who may do it there and never contributed', () => {
    const engagement: Resources['engagement'] = {
      case: theCase,
      role: 'assessor',
      holder: { personId: 'you', orgId: AUDITOR, roles: ['reviewer'], contributed: false },
    };
    const holding = (holder: Partial<Resources['engagement']['holder']>) => ({
      ...engagement,
      holder: { ...engagement.holder, ...holder },
    });
    expect(code('engagement.open', officer, engagement)).toBe('allowed');
    expect(code('engagement.open', officer, holding({ orgId: LAB }))).toBe('forbidden');
    expect(code('engagement.open', officer, holding({ roles: ['viewer'] }))).toBe('forbidden');
    expect(code('engagement.open', officer, holding({ contributed: true }))).toBe(
      'conflict-of-interest',
    );
  });

  it('enrol passkeys outside the worked example, and its keys inside it alone', () => {
    const enrol = (ofExample: boolean, exampleKey: boolean) =>
      code('key.enrol', author, { ...OWN_KEY, ofExample, exampleKey });
    expect(enrol(false, false)).toBe('allowed');
    expect(enrol(true, true)).toBe('allowed');
    expect(enrol(true, false)).toBe('forbidden');
    expect(enrol(false, true)).toBe('forbidden');
  });

  it('let another administrator approve a key, unless there is none', () => {
    const owner = of(LAB, 'owner');
    expect(code('key.approve', owner, OWN_KEY)).toBe('forbidden');
    expect(code('key.approve', owner, { ...OWN_KEY, holderIsSoleAdmin: true })).toBe('allowed');
    expect(code('key.approve', owner, { ...OWN_KEY, personId: 'you' })).toBe('allowed');
    expect(code('key.enrol', author, OWN_KEY)).toBe('allowed');
    expect(code('key.enrol', author, { ...OWN_KEY, personId: 'you' })).toBe('forbidden');
  });
});

const engagementArb = fc.record({
  role: fc.constantFrom(...ENGAGEMENT_ROLES),
  orgId: fc.constantFrom(LAB, AUDITOR, BOARD),
  state: fc.constantFrom(...ENGAGEMENT_STATES),
});
const actorArb: fc.Arbitrary<Actor> = fc.record({
  personId: fc.constantFrom('me', null),
  instanceAdmin: fc.boolean(),
  memberships: fc.array(
    fc.record({
      orgId: fc.constantFrom(LAB, AUDITOR, BOARD),
      orgKind: fc.constantFrom(...ORG_KINDS),
      roles: fc.subarray([...ORG_ROLES]),
    }),
    { maxLength: 3 },
  ),
  engagements: fc.array(engagementArb, { maxLength: 3 }),
  contributed: fc.boolean(),
  assessed: fc.boolean(),
  decided: fc.boolean(),
});
const person = fc.constantFrom('me', 'you');
const caseArb = fc.record({ ownerOrgId: fc.constant(LAB), outsideDecisionMaker: fc.boolean() });
const releaseArb = fc.record({
  case: caseArb,
  state: fc.constantFrom(...RELEASE_STATES),
  submitted: fc.boolean(),
  handledBy: fc.subarray(['me', 'you']),
});
const arbitraries: { [Kind in keyof Resources]: fc.Arbitrary<Resources[Kind]> } = {
  instance: fc.constant({}),
  org: fc.record({ orgId: fc.constant(LAB), kind: fc.constantFrom(...ORG_KINDS) }),
  member: fc.record({
    orgId: fc.constant(LAB),
    personId: fc.constantFrom('me', 'you', null),
    currentRoles: fc.subarray([...ORG_ROLES]),
    newRoles: fc.subarray([...ORG_ROLES]),
    leavesNoOwner: fc.boolean(),
  }),
  key: fc.record({
    personId: person,
    orgId: fc.constant(LAB),
    holderIsSoleAdmin: fc.boolean(),
    ofExample: fc.boolean(),
    exampleKey: fc.boolean(),
  }),
  session: fc.record({ personId: person }),
  case: caseArb,
  comment: fc.record({ case: caseArb, authorId: person }),
  evidence: fc.record({
    case: caseArb,
    access: fc.constantFrom(...EVIDENCE_ACCESS),
    published: fc.boolean(),
  }),
  engagement: fc.record({
    case: caseArb,
    role: fc.constantFrom(...ENGAGEMENT_ROLES),
    holder: fc.record({
      personId: person,
      orgId: fc.constantFrom(LAB, AUDITOR),
      roles: fc.subarray([...ORG_ROLES]),
      contributed: fc.boolean(),
    }),
  }),
  release: releaseArb,
  view: fc.record({ release: releaseArb, view: fc.constantFrom(...VIEW_NAMES) }),
  review: fc.record({
    release: releaseArb,
    state: fc.constantFrom(...REVIEW_ROUND_STATES),
    orgId: fc.constant(AUDITOR),
    declared: fc.boolean(),
  }),
  finding: fc.record({
    release: releaseArb,
    raisedBy: person,
    state: fc.constantFrom(...FINDING_STATES),
    sent: fc.boolean(),
  }),
};
const kinds = Object.keys(arbitraries) as (keyof Resources)[];

/** Checks something for every action on a kind, over arbitrary actors and resources. */
function forEvery(
  check: (ability: (actor: Actor) => Partial<Record<Action, boolean>>, actor: Actor) => void,
) {
  const check1 = <Kind extends keyof Resources>(kind: Kind) =>
    fc.assert(
      fc.property(actorArb, arbitraries[kind], (actor, resource) => {
        check((one) => abilities(kind, one, resource), actor);
      }),
      { numRuns: 300 },
    );
  for (const kind of kinds) check1(kind);
}

const rules: Readonly<Record<Action, AnyRule>> = ACTIONS;
const exclusive = ACTION_NAMES.filter((name) =>
  ['assess', 'decide'].includes(`${rules[name].duty}`),
);

describe('for every action, actor and resource', () => {
  it('contributing never gains anything', () => {
    forEvery((ability, actor) => {
      const before = ability({ ...actor, contributed: false });
      const after = ability({ ...actor, contributed: true });
      for (const name of ACTION_NAMES) if (after[name]) expect(before[name]).toBe(true);
    });
  });

  it('rule 15: a contributor can never assess or decide, by any role', () => {
    forEvery((ability, actor) => {
      const can = ability({ ...actor, contributed: true, instanceAdmin: true });
      for (const name of exclusive) expect(can[name] ?? false).toBe(false);
    });
    for (const name of [
      'review.open',
      'review.declare',
      'review.judge',
      'finding.raise',
      'finding.close',
      'finding.rule',
      'signoff.decide',
      'release.reinstate',
      'release.revoke',
    ] as const) {
      expect(exclusive).toContain(name);
    }
  });

  it('rule 17: nobody writes and judges, nobody assesses and decides', () => {
    forEvery((ability, actor) => {
      const judge = { ...actor, assessed: true };
      for (const name of ACTION_NAMES) {
        const { duty } = rules[name];
        if (duty === 'write' || duty === 'decide')
          expect(ability(judge)[name] ?? false).toBe(false);
      }
      const decided = { ...actor, decided: true };
      for (const name of ACTION_NAMES) {
        const { duty } = rules[name];
        if (duty === 'write' || duty === 'assess') {
          expect(ability(decided)[name] ?? false).toBe(false);
        }
      }
    });
  });

  it('being an administrator of the installation changes nothing on a case', () => {
    const caseKinds = ['case', 'comment', 'evidence', 'engagement', 'release', 'view', 'review'];
    forEvery((ability, actor) => {
      const plain = ability({ ...actor, instanceAdmin: false });
      const admin = ability({ ...actor, instanceAdmin: true });
      for (const name of ACTION_NAMES) {
        if (caseKinds.includes(rules[name].on)) expect(admin[name]).toBe(plain[name]);
      }
    });
  });

  it('people of other organisations without an engagement learn nothing', () => {
    forEvery((ability, actor) => {
      const outsider: Actor = {
        ...actor,
        personId: 'someone-else',
        instanceAdmin: false,
        memberships: actor.memberships.filter((one) => one.orgId !== LAB),
        engagements: [],
      };
      const can = ability(outsider);
      for (const name of ACTION_NAMES) {
        const open = ['release.see', 'view.see', 'evidence.read'].includes(name);
        if (can[name]) expect(open).toBe(true);
      }
    });
  });

  it('what a stranger can open, everybody can open', () => {
    forEvery((ability, actor) => {
      const open = ability(PUBLIC);
      for (const name of ACTION_NAMES) if (open[name]) expect(ability(actor)[name]).toBe(true);
    });
  });

  it('not being signed in allows reading what is public and nothing else', () => {
    forEvery((ability, actor) => {
      const can = ability({ ...actor, personId: null });
      for (const name of ACTION_NAMES) if (can[name]) expect(rules[name].effect).toBe('read');
    });
  });
});

describe('the table', () => {
  it('lets no action write into anything that was released', () => {
    const frozen = ['release', 'view', 'review', 'finding'];
    for (const name of ACTION_NAMES) {
      if (frozen.includes(rules[name].on)) expect(rules[name].effect).not.toBe('content');
    }
  });

  it('gives release events to those to whom the machine gives them', () => {
    const parts: Record<string, readonly string[]> = {
      officer: ['officer'],
      owner: ['officer'],
      'review-lead': ['assessor'],
      // A regulator acts as an engaged decision-maker.
      'decision-maker': ['decision-maker', 'internal-decider'],
      regulator: ['decision-maker'],
      rule: [],
    };
    const actions: Partial<Record<string, Action>> = {
      freeze: 'case.freeze',
      submit: 'release.submit',
      'start-review': 'review.open',
      'request-changes': 'release.requestChanges',
      withdraw: 'release.withdraw',
      approve: 'signoff.decide',
      'approve-with-conditions': 'signoff.decide',
      reject: 'signoff.decide',
      publish: 'release.publish',
      suspend: 'release.suspend',
      reinstate: 'release.reinstate',
      revoke: 'release.revoke',
    };
    for (const { event, who } of RELEASE.transitions) {
      const action = actions[event];
      if (action === undefined) continue;
      const foreseen = new Set(who.flatMap((party) => parts[party] ?? []));
      for (const part of rules[action].may) expect([...foreseen]).toContain(part);
    }
  });

  it('is what docs/roles.md shows', async () => {
    await expect(rolesPage(ACTIONS)).toMatchFileSnapshot('../../docs/roles.md');
  });
});
