import { describe, expect, it } from 'vitest';
import { CLIENT_MESSAGE_TYPES } from '@/core/collab/codec';
import { ORG_ROLES } from '@/core/policy/actor';
import { ACTION_NAMES } from '@/core/policy/decide';
import type { Action } from '@/core/policy/rules';
import { ENGAGEMENT_ROLES } from '@/core/workflow/engagement';
import { RELEASE } from '@/core/workflow/release';
import { OWN_PATHS, ROUTES } from '@/server/http/routes';
import { ACT_NAMES } from '@/server/signing/acts';
import { ACTOR_NAMES, PEOPLE } from './actors';
import { PROCEDURES } from './attempt';
import { routeName } from './httpCalls';
import { INPUTS } from './inputs';
import { REQUESTS } from './requests';
import { authorizationPage } from './page';
import { callOf, expected, type Transport } from './row';
import { ROWS } from './rows';
import { STAGES } from './stages';

const listed = (transport: Transport): string[] => [
  ...new Set(ROWS.filter((row) => row.transport === transport).map(callOf)),
];

/** Actions that no call asks for. */
const UNASKED: Partial<Record<Action, string>> = {
  'view.see': 'a view is shown with the review of its release, or to everybody once it is public',
  'session.see': 'sessions are listed to oneself alone, by one’s own session',
};

describe('the table lists', () => {
  it.each<[string, Transport, () => readonly string[]]>([
    ['every procedure', 'procedure', () => [...PROCEDURES.keys()]],
    ['every act that can be signed', 'act', () => ACT_NAMES],
    [
      'every plain HTTP route',
      'route',
      () => [...OWN_PATHS.map((path) => `ANY ${path}`), ...ROUTES.map(routeName)],
    ],
    ['every message of the collaboration socket', 'message', () => CLIENT_MESSAGE_TYPES],
  ])('%s, and none that is gone', (_, transport, there) => {
    const names = there();
    const rows = listed(transport);
    expect(names.filter((name) => !rows.includes(name))).toEqual([]);
    expect(rows.filter((name) => !names.includes(name))).toEqual([]);
  });

  it('each of them once', () => {
    const names = ROWS.map(({ transport, name }) => `${transport} ${name}`);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });

  it('an input for each', () => {
    const { message, route, ...rest } = Object.groupBy(ROWS, ({ transport }) => transport);
    const calls = [...(rest.procedure ?? []), ...(rest.act ?? [])].map(({ name }) => name);
    expect(Object.keys(INPUTS).toSorted()).toEqual(calls.toSorted());
    expect(Object.keys(REQUESTS).toSorted()).toEqual(
      (route ?? []).map(({ name }) => name).toSorted(),
    );
    expect(message).toHaveLength(CLIENT_MESSAGE_TYPES.length);
  });

  it('every action of the policy, or why nothing asks for it', () => {
    const asked = new Set(ROWS.flatMap(({ checks }) => checks.map(({ action }) => action)));
    expect(ACTION_NAMES.filter((action) => !asked.has(action) && !(action in UNASKED))).toEqual([]);
    expect(Object.keys(UNASKED).filter((action) => asked.has(action as Action))).toEqual([]);
  });

  it('somebody whom each call lets through, or what stops everybody', () => {
    const shut = ROWS.filter(
      (row) =>
        !row.later.some(({ at, to }) => at === undefined && to === undefined) &&
        !row.stages.some((stage) =>
          ACTOR_NAMES.some((actor) => expected(row, actor, stage) === 'ok'),
        ),
    );
    expect(shut.map(({ name }) => name)).toEqual([]);
  });
});

describe('the actors and stages are', () => {
  it('every role of an organisation and of an engagement', () => {
    const live = PEOPLE.filter(([, { session, left }]) => session === 'live' && !left);
    const roles = live.flatMap(([, { memberOf }]) =>
      Object.entries(memberOf).flatMap(([org, held]) => (org === 'twin' ? [] : held)),
    );
    const parts = live.flatMap(([, { engaged }]) =>
      engaged?.state === 'active' ? [engaged.role] : [],
    );
    expect(ORG_ROLES.filter((role) => !roles.includes(role))).toEqual([]);
    expect(ENGAGEMENT_ROLES.filter((role) => !parts.includes(role))).toEqual([]);
  });

  it('every state of a release', () => {
    const reached = Object.values(STAGES).map(({ release }) => release ?? 'draft');
    expect(
      Object.keys(RELEASE.states).filter((state) => !reached.some((one) => one === state)),
    ).toEqual([]);
  });
});

it('is what docs/authorization.md shows', async () => {
  await expect(authorizationPage()).toMatchFileSnapshot('../../../docs/authorization.md');
});
