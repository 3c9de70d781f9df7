import { answerIndicator } from '@/server/monitors/acts/answer';
import {
  publishRelease,
  reinstateRelease,
  revokeRelease,
  suspendRelease,
} from '@/server/publication/acts/status';
import { discloseViews } from '@/server/releases/acts/disclose';
import { submitRelease } from '@/server/releases/acts/submit';
import { submitReview } from '@/server/reviews/acts/submitReview';
import { signOff } from '@/server/signoffs/acts/sign';
import { acknowledgeBase } from '@/server/supplements/acts/acknowledge';
import { registered, type RegisteredAct } from './act';
import { approveKey } from './keys/approve';
import { enrolKey } from './keys/enrol';
import { revokeKey } from './keys/revoke';

/** Everything that can be signed. An act that is not in this list cannot be. */
const ACTS: readonly RegisteredAct[] = [
  registered(enrolKey),
  registered(approveKey),
  registered(revokeKey),
  registered(submitRelease),
  registered(discloseViews),
  registered(submitReview),
  registered(signOff),
  registered(publishRelease),
  registered(suspendRelease),
  registered(reinstateRelease),
  registered(revokeRelease),
  registered(acknowledgeBase),
  registered(answerIndicator),
];

export function findAct(name: string): RegisteredAct | null {
  return ACTS.find((candidate) => candidate.name === name) ?? null;
}

export const ACT_NAMES: readonly string[] = ACTS.map(({ name }) => name);
