import type { ReleaseState } from '@/core/workflow/release';
import type { ReleaseRow } from './repo';

/** What freezing another candidate means for the releases that are there. */
export interface NextCandidate {
  /** The release it stands for: one more than the last that was approved. */
  number: number;
  candidate: number;
  /** A candidate that the new one takes the place of. */
  replaces: ReleaseRow | null;
  /** A sentence when one is still under way. */
  underWay: string | null;
}

const UNDER_WAY: readonly ReleaseState[] = ['candidate', 'submitted', 'under-review'];

/** @param releases of one case, newest first */
export function nextCandidate(releases: readonly ReleaseRow[]): NextCandidate {
  const approved = releases.filter(
    ({ status }) =>
      status.decision === 'approved' || status.decision === 'approved-with-conditions',
  );
  const number = Math.max(0, ...approved.map((release) => release.number)) + 1;
  const sameNumber = releases.filter((release) => release.number === number);
  const running = releases.find(({ status }) => UNDER_WAY.includes(status.state));
  return {
    number,
    candidate: Math.max(0, ...sameNumber.map((release) => release.candidate)) + 1,
    replaces: releases.find(({ status }) => status.state === 'changes-requested') ?? null,
    underWay:
      running === undefined
        ? null
        : `Release ${running.number}, candidate ${running.candidate} is ${running.status.state.replaceAll('-', ' ')}. Withdraw it, or wait until its review asks for changes.`,
  };
}
