import type { ShownMove } from '@/server/supplements/standing';

/** English words of a release between base and supplements. */
export const STANDING = {
  head: 'Towards the base',
  baseInForce: 'Base in force',
  baseNotInForce: 'Base not in force',
  closed: 'The base is not open here.',
  onHold:
    'On hold: everything of its own holds, and the base does not. It comes back with the base, without any act here.',
  newer: (number: number) => `Release ${number} of the base is published.`,
  revalidate: (at: string) => `The pinned release stays in force beside it until ${at}.`,
  revalidateOver: (at: string) =>
    `The pinned release left force on ${at}: what rests on it is moved to the newer one.`,
  touched: 'Clauses that it touches',
  noMoves: 'Nothing happened to the base since this was frozen.',
  movesCaption: 'What happened to the base since this was frozen, newest first',
  moves: {
    suspended: () => 'The base was suspended.',
    reinstated: () => 'The base was reinstated.',
    revoked: () => 'The base was revoked.',
    successor: (number) => `Release ${number} of the base was published.`,
    'window-ended': () => 'The window of the base ended.',
    'indicator-red': () => 'A critical indicator of the base is red, or was.',
    'indicator-silent': () => 'A critical indicator of the base fell silent.',
    'condition-overdue': () => 'A condition of the base’s approval was not met in time.',
  } satisfies Record<ShownMove['kind'], (number: number) => string>,
  owed: 'To acknowledge',
  known: 'Acknowledged',
  response: 'What you do about it',
  responseHint: 'Signed and public. One acknowledgement covers everything up to now.',
  acknowledge: 'Acknowledge',
  sign: 'Sign the acknowledgement',
  acknowledgedCaption: 'What was acknowledged, newest first',
  impact: {
    head: 'Whom this touches',
    nobody: 'No published supplement builds on an earlier release of this case.',
    summary: (touched: number, all: number) =>
      `${touched} of ${all} ${all === 1 ? 'supplement' : 'supplements'} on earlier releases ${touched === 1 ? 'is' : 'are'} touched: once this is published, their contract is outdated until it is verified anew.`,
    caption: 'Supplements that build on an earlier release',
    untouched: 'Not touched',
    touched: (clauses: number) => (clauses === 1 ? '1 clause' : `${clauses} clauses`),
    changes: (count: number) =>
      count === 1
        ? 'One change against the release before'
        : `${count} changes against the release before`,
  },
};
