import { type Actor, ORG_ROLES, type OrgKind, type OrgRole, PUBLIC } from '@/core/policy/actor';
import type { EngagementRole } from '@/core/workflow/engagement';
import type { Stage } from './stages';

/** The organisations of the matrix. `twin` is a second lab with the same addresses inside. */
export const ORGS = {
  lab: 'lab',
  twin: 'lab',
  auditor: 'auditor',
  board: 'regulator',
  partner: 'deployer',
} as const satisfies Record<string, OrgKind>;
export type OrgName = keyof typeof ORGS;

export interface Person {
  /** Who that is, in the words of docs/authorization.md. */
  is: string;
  session: 'live' | 'revoked' | 'of a disabled account';
  instanceAdmin: boolean;
  memberOf: Partial<Record<OrgName, readonly OrgRole[]>>;
  /** The memberships have ended. */
  left: boolean;
  engaged: { role: EngagementRole; for: OrgName; state: 'active' | 'closed' } | null;
  contributed: boolean;
}

function person(is: string, given: Partial<Omit<Person, 'is'>> = {}): Person {
  const session = 'live';
  const memberOf = {};
  const engaged = null;
  return {
    is,
    session,
    instanceAdmin: false,
    memberOf,
    left: false,
    engaged,
    contributed: false,
    ...given,
  };
}

const active = (role: EngagementRole, org: OrgName) =>
  ({ role, for: org, state: 'active' }) as const;

/** Everybody who is tried on every row. Null is somebody who is not signed in. */
const ACTORS = {
  anonymous: null,
  stranger: person('signed in, member of nothing'),
  'other admin': person('owner and administrator of the auditor, not engaged', {
    memberOf: { auditor: ['owner', 'admin'] },
  }),
  twin: person('every role in an equal lab, whose ids differ and whose addresses do not', {
    memberOf: { twin: ORG_ROLES },
  }),
  viewer: person('viewer of the lab', { memberOf: { lab: ['viewer'] } }),
  author: person('author of the lab who has not written yet', { memberOf: { lab: ['author'] } }),
  contributor: person('author of the lab who wrote the case', {
    memberOf: { lab: ['author'] },
    contributed: true,
  }),
  officer: person('officer of the lab who froze and submitted the release', {
    memberOf: { lab: ['officer'] },
  }),
  'other officer': person('officer of the lab who had nothing to do with the release', {
    memberOf: { lab: ['officer'] },
  }),
  'contributor as officer': person('officer of the lab who wrote in the case', {
    memberOf: { lab: ['officer'] },
    contributed: true,
  }),
  admin: person('administrator of the lab', { memberOf: { lab: ['admin'] } }),
  owner: person('owner of the lab', { memberOf: { lab: ['owner'] } }),
  'instance admin': person('administrator of the installation, member of nothing', {
    instanceAdmin: true,
  }),
  assessor: person('engaged assessor who leads the review', {
    memberOf: { auditor: ['reviewer'] },
    engaged: active('assessor', 'auditor'),
  }),
  'second assessor': person('engaged assessor who has declared nothing', {
    memberOf: { auditor: ['reviewer'] },
    engaged: active('assessor', 'auditor'),
  }),
  'decision-maker': person('engaged decision-maker', {
    memberOf: { board: ['approver'] },
    engaged: active('decision-maker', 'board'),
  }),
  reader: person('engaged reader', {
    memberOf: { partner: ['viewer'] },
    engaged: active('reader', 'partner'),
  }),
  'co-author': person('engaged co-author', {
    memberOf: { partner: ['author'] },
    engaged: active('co-author', 'partner'),
  }),
  'closed assessor': person('assessor whose engagement was closed', {
    memberOf: { auditor: ['reviewer'] },
    engaged: { role: 'assessor', for: 'auditor', state: 'closed' },
  }),
  'contributor as assessor': person('wrote the case, left the lab, and was engaged as assessor', {
    memberOf: { auditor: ['reviewer'] },
    engaged: active('assessor', 'auditor'),
    contributed: true,
  }),
  'contributor as decision-maker': person(
    'wrote the case, left the lab, and was engaged as decision-maker',
    {
      memberOf: { board: ['approver'] },
      engaged: active('decision-maker', 'board'),
      contributed: true,
    },
  ),
  'author as assessor': person('author of the lab, and engaged as assessor from outside', {
    memberOf: { lab: ['author'], auditor: ['reviewer'] },
    engaged: active('assessor', 'auditor'),
  }),
  'former member': person('held every role of the lab until leaving it', {
    memberOf: { lab: ORG_ROLES },
    left: true,
    contributed: true,
  }),
  'revoked session': person('owner of the lab whose session was ended', {
    memberOf: { lab: ['owner', 'author', 'officer'] },
    session: 'revoked',
  }),
  'disabled person': person('owner of the lab whose account is disabled', {
    memberOf: { lab: ['owner', 'author', 'officer'] },
    session: 'of a disabled account',
  }),
} as const satisfies Record<string, Person | null>;
export type ActorName = keyof typeof ACTORS;

export const ACTOR_NAMES = Object.keys(ACTORS) as ActorName[];

/** Those who have an account. */
export const PEOPLE: readonly (readonly [ActorName, Person])[] = ACTOR_NAMES.flatMap((name) => {
  const person: Person | null = ACTORS[name];
  return person === null ? [] : [[name, person] as const];
});

/** Somebody as decisions see them: the session counts first. Ids are the names in the matrix. */
export function actorAt(name: ActorName, stage: Stage): Actor {
  const person: Person | null = ACTORS[name];
  if (person === null || person.session !== 'live') return PUBLIC;
  const { memberOf, left, engaged, contributed, instanceAdmin } = person;
  const stateOf = ({ role, state }: NonNullable<Person['engaged']>) =>
    role === 'decision-maker' && !stage.outsideDecides ? 'closed' : state;
  return {
    personId: name,
    instanceAdmin,
    memberships: left
      ? []
      : Object.entries(memberOf).map(([orgId, roles]) => ({
          orgId,
          orgKind: ORGS[orgId as OrgName],
          roles,
        })),
    engagements:
      engaged === null ? [] : [{ ...engaged, orgId: engaged.for, state: stateOf(engaged) }],
    contributed,
    assessed: name === 'assessor' && stage.reviewed,
    decided: name === 'decision-maker' && stage.decided,
  };
}
