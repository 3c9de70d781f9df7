import { type Actor, PUBLIC } from '@/core/policy/actor';
import { type Decision, decide } from '@/core/policy/decide';
import type { Action, KindOf, ResourceOf } from '@/core/policy/rules';
import type { ErrorCode } from '@/server/platform/errors';
import { type ActorName, actorAt } from './actors';
import {
  type KindNamed,
  type ResourceName,
  type ResourcesNow,
  resourcesAt,
  variesByStage,
} from './resources';
import { type StageName, STAGE_NAMES, STAGES } from './stages';
import type { ThingName } from './things';

/** What comes of a call: it is done, or refused with this code. */
export type Outcome = 'ok' | ErrorCode;

/** Who asks, at which stage. */
interface Asked {
  name: ActorName;
  actor: Actor;
  resources: ResourcesNow;
}

/** One thing that is asked before a call goes through. */
export interface Check {
  /** "case.read on case" */
  says: string;
  /** The action of core/policy that decides; null for a rule of the closed set below. */
  action: Action | null;
  resource: ResourceName | null;
  /** Null when it has nothing against it. */
  refuses(asked: Asked): ErrorCode | null;
}

/** A refusal that comes after everybody who may has been let through. */
export interface Later {
  code: ErrorCode;
  because: string;
  /** At which stages, and to whom; without either always, to everybody. */
  at?: readonly StageName[];
  to?: readonly ActorName[];
}

/** Something that the answer holds for those who may see it, and for nobody else. */
export interface Reveal {
  check: Check;
  thing: ThingName;
}

export type Transport = 'procedure' | 'act' | 'route' | 'message';

/** One line of the table. */
export interface Row {
  transport: Transport;
  /** `evidence.register`, `GET /log/key`, `update`; with a variant after a comma. */
  name: string;
  checks: readonly Check[];
  later: readonly Later[];
  reveals: readonly Reveal[];
  /** The stages at which it is tried. */
  stages: readonly StageName[];
}

type NameFor<Act extends Action> = {
  [Name in ResourceName]: KindNamed<Name> extends KindOf<Act> ? Name : never;
}[ResourceName];

/**
 * Decided by core/policy.
 *
 * @param hidden what every refusal is turned into, where the row says less than the policy does
 */
export function on<Act extends Action>(
  action: Act,
  resource: NameFor<Act>,
  hidden?: 'not-found' | 'forbidden',
): Check {
  return {
    says: `\`${action}\` on ${resource}`,
    action,
    resource,
    refuses({ actor, resources }) {
      const found = resources[resource] as ResourceOf<Act> | null;
      const decision: Decision = found
        ? decide(action, actor, found)
        : { allowed: false, code: 'not-found', reason: 'It does not exist at this stage.' };
      if (decision.allowed) return null;
      return decision.code === 'unauthenticated' ? decision.code : (hidden ?? decision.code);
    },
  };
}

/** Decided by core/policy for a visitor, whoever asks: the public pages are the same for all. */
export function forAnybody<Act extends Action>(action: Act, resource: NameFor<Act>): Check {
  const check = on(action, resource);
  return {
    says: `${check.says}, as a visitor`,
    action: null,
    resource,
    refuses: (asked) => check.refuses({ ...asked, actor: PUBLIC }),
  };
}

function rule(says: string, refuses: Check['refuses']): Check {
  return { says, action: null, resource: null, refuses };
}

/** The closed set of rules that are no action on a case or organisation. */
export const RULES = {
  public: rule('public', () => null),
  'signed-in': rule('signed in', ({ actor }) =>
    actor.personId === null ? 'unauthenticated' : null,
  ),
  /** Their own account, session, passkey or ceremony: the call takes nobody else's. */
  own: rule('one’s own', ({ actor }) => (actor.personId === null ? 'unauthenticated' : null)),
  /** Anybody on the machine that serves; what a proxy passed on is refused by the route. */
  machine: rule('asked from this machine', () => null),
  /** Whoever holds the one-time token. */
  token: rule('holder of the token', () => null),
  /** Whoever holds the token of an invitation and is not signed in as somebody else. */
  addressee: rule('person invited', ({ actor }) => (actor.personId === null ? null : 'forbidden')),
} as const satisfies Record<string, Check>;

/** Belongs to one actor and is nothing to anybody else. */
export function onlyFor(owner: ActorName): Check {
  return rule(`the ${owner}’s own`, ({ name, actor }) => {
    if (actor.personId === null) return 'unauthenticated';
    return name === owner ? null : 'not-found';
  });
}

/** What the row must come to for one actor at one stage. */
export function expected(row: Row, name: ActorName, stage: StageName): Outcome {
  return answer(row, stage, askedBy(name, stage));
}

/** The same for an actor who has left every organisation meanwhile. */
export function expectedAfterLeaving(row: Row, name: ActorName, stage: StageName): Outcome {
  const asked = askedBy(name, stage);
  return answer(row, stage, {
    ...asked,
    actor: { ...asked.actor, memberships: [], engagements: [] },
  });
}

function answer(row: Row, stage: StageName, asked: Asked): Outcome {
  for (const check of row.checks) {
    const refusal = check.refuses(asked);
    if (refusal !== null) return refusal;
  }
  return laterRefusal(row, asked.name, stage)?.code ?? 'ok';
}

/** The check that stands in the way of an actor; null when none does. */
export function refusingCheck(row: Row, name: ActorName, stage: StageName): Check | null {
  const asked = askedBy(name, stage);
  return row.checks.find((check) => check.refuses(asked) !== null) ?? null;
}

function askedBy(name: ActorName, stage: StageName): Asked {
  const facts = STAGES[stage];
  return { name, actor: actorAt(name, facts), resources: resourcesAt(facts, name) };
}

function laterRefusal(row: Row, name: ActorName, stage: StageName): Later | undefined {
  return row.later.find(
    ({ at, to }) => (at?.includes(stage) ?? true) && (to?.includes(name) ?? true),
  );
}

/** Where no stage changes what decisions know: before there is a release, and after publication. */
const BOTH_ENDS: readonly StageName[] = ['draft', 'published'];

/** Makes rows of one transport. */
export function rowsOf(transport: Transport) {
  return (name: string, checks: readonly Check[], ...later: readonly Later[]): Row => {
    const varies = checks.some(({ resource }) => resource !== null && variesByStage(resource));
    // What is said on a socket is committed: there is no stage to try it at that leads nowhere.
    const stages = varies && transport !== 'message' ? STAGE_NAMES : BOTH_ENDS;
    return { transport, name, checks, later, reveals: [], stages };
  };
}

/** A row whose answer holds more for some than for others. */
export function revealing(row: Row, ...reveals: readonly Reveal[]): Row {
  const varies = reveals.some(({ check }) => check.resource && variesByStage(check.resource));
  return { ...row, reveals, stages: varies ? STAGE_NAMES : row.stages };
}

/** Whether an answer must hold what a reveal names. */
export function revealed({ check }: Reveal, name: ActorName, stage: StageName): boolean {
  return check.refuses(askedBy(name, stage)) === null;
}

/** `evidence.register`, without the variant. */
export function callOf({ name }: Row): string {
  return name.split(',', 1)[0] ?? name;
}
