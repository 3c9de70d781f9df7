import type { EvidenceAccess, ResourceKind, Resources } from '@/core/policy/resources';
import type { FindingState } from '@/core/workflow/finding';
import { type ActorName, ORGS } from './actors';
import { type Stage, STAGES } from './stages';

/** What rows act on. Each stands for rows that scene.ts and lifecycle.ts put into the database. */
const RESOURCES = {
  installation: 'instance',
  lab: 'org',
  newcomer: 'member',
  'new owner': 'member',
  'a viewer': 'member',
  'the owner': 'member',
  'own key': 'key',
  'key of a colleague': 'key',
  'pending key': 'key',
  'session of the author': 'session',
  case: 'case',
  'comment of the contributor': 'comment',
  'evidence of the owner': 'evidence',
  'evidence for assessors': 'evidence',
  'public evidence': 'evidence',
  'engagement of an assessor': 'engagement',
  'engagement of the reader': 'engagement',
  release: 'release',
  'public view': 'view',
  reviews: 'review',
  round: 'review',
  'draft finding': 'finding',
  'open finding': 'finding',
  'answered finding': 'finding',
  'disputed finding': 'finding',
} as const satisfies Record<string, ResourceKind>;
export type ResourceName = keyof typeof RESOURCES;

export type KindNamed<Name extends ResourceName> = (typeof RESOURCES)[Name];

/** Null where there is no such thing at this stage. */
export type ResourcesNow = { [Name in ResourceName]: Resources[KindNamed<Name>] | null };

/** The facts of every resource at a stage, as one actor meets them. Ids are names of actors. */
export function resourcesAt(stage: Stage, actor: ActorName): ResourcesNow {
  const theCase: Resources['case'] = {
    ownerOrgId: 'lab',
    outsideDecisionMaker: stage.outsideDecides,
  };
  const release: Resources['release'] | null = stage.release && {
    case: theCase,
    state: stage.release,
    submitted: stage.submitted,
    handledBy: ['officer'],
  };
  const wasPublished = ['published', 'suspended', 'revoked'].includes(stage.release ?? '');
  const evidence = (access: EvidenceAccess): Resources['evidence'] => ({
    case: theCase,
    access,
    published: access === 'public' && wasPublished,
  });
  const successor: Resources['release'] | null =
    release?.state === 'replaced' ? { ...release, state: 'candidate', submitted: false } : release;
  const finding = (state: FindingState): Resources['finding'] | null =>
    successor && stage.reviewed
      ? { release: successor, raisedBy: 'assessor', state, sent: true }
      : null;
  const engagement = (
    role: 'assessor' | 'reader',
    holder: Resources['engagement']['holder'],
  ): Resources['engagement'] => ({ case: theCase, role, holder });
  const member = (change: Partial<Resources['member']>): Resources['member'] => ({
    orgId: 'lab',
    personId: null,
    currentRoles: [],
    newRoles: ['viewer'],
    leavesNoOwner: false,
    ...change,
  });
  const key = (personId: string): Resources['key'] => ({
    personId,
    orgId: 'lab',
    holderIsSoleAdmin: false,
    ofExample: false,
    exampleKey: false,
  });
  return {
    installation: {},
    lab: { orgId: 'lab', kind: ORGS.lab },
    newcomer: member({}),
    'new owner': member({ newRoles: ['owner'] }),
    'a viewer': member({ personId: 'viewer', currentRoles: ['viewer'], newRoles: ['reviewer'] }),
    'the owner': member({ personId: 'owner', currentRoles: ['owner'], newRoles: ['viewer'] }),
    'own key': key(actor),
    'key of a colleague': key('author'),
    'pending key': key('trainee'),
    'session of the author': { personId: 'author' },
    case: theCase,
    'comment of the contributor': { case: theCase, authorId: 'contributor' },
    'evidence of the owner': evidence('owner'),
    'evidence for assessors': evidence('assessors'),
    'public evidence': evidence('public'),
    'engagement of an assessor': engagement('assessor', {
      personId: 'candidate',
      orgId: 'auditor',
      roles: ['reviewer'],
      contributed: false,
    }),
    'engagement of the reader': engagement('reader', {
      personId: 'reader',
      orgId: 'partner',
      roles: ['viewer'],
      contributed: false,
    }),
    release,
    'public view': release && { release, view: 'public' },
    reviews: release && { release, state: 'open', orgId: '', declared: false },
    round: release &&
      stage.round && {
        release,
        state: stage.round,
        orgId: 'auditor',
        declared: actor === 'assessor' && stage.round !== 'closed',
      },
    // Sent or discarded at the latest when the round ends.
    'draft finding':
      release && stage.round === 'open'
        ? { release, raisedBy: 'assessor', state: 'open', sent: false }
        : null,
    'open finding': finding('open'),
    'answered finding': finding('response-given'),
    'disputed finding': finding('disputed'),
  };
}

/** Whether what decisions know of a resource changes from stage to stage. */
export function variesByStage(name: ResourceName): boolean {
  const facts = Object.values(STAGES).map((stage) => resourcesAt(stage, 'assessor')[name]);
  return new Set(facts.map((found) => JSON.stringify(found))).size > 1;
}
