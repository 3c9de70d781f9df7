/** Guards that more than one machine uses. */

import type { Guard } from './machine';
import { isLocalDate } from './window';

/** Judgements without reasons cannot be reviewed (GPAI Code 7.2(3); domain rule 26). */
export const reasonGiven: Guard<{ reason: string }> = {
  name: 'reason-given',
  requires: 'a reason is given',
  refuse: ({ reason }) =>
    reason.trim() === '' ? 'Give a reason: it is shown wherever this act is shown.' : null,
};

/** Domain rule 24: only the raising side closes. */
export const onlyTheRaiser: Guard<{ byRaiser: boolean }> = {
  name: 'only-the-raiser',
  requires: 'the person acting raised it',
  refuse: ({ byRaiser }) =>
    byRaiser
      ? null
      : 'Only the person who raised this can do that. Answer it, or dispute it to have the decision-maker rule.',
};

/** A date that exists and has not passed when the act is made. */
export const dueDateSet: Guard<{ due: string; today: string }> = {
  name: 'due-date-set',
  requires: 'a due date is set that has not passed',
  refuse: ({ due, today }) => {
    if (!isLocalDate(due)) return 'Set a due date, written year-month-day.';
    return due < today ? `The due date ${due} has passed. Set one from ${today} on.` : null;
  },
};
