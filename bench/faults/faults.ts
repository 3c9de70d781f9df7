import { FAULTS, type FaultName } from '@/server/test/faults/faults';
import { smallDisk } from '@/server/test/faults/disk';
import { Stage } from '@/server/test/faults/stage';
import { describeTrial, isSound, runTrial, type TrialOutcome } from '@/server/test/faults/trial';
import { describeOutcome, simulate } from '@/server/test/simulation/simulate';
import type { Report } from '../collab/collab';
import { runHocuspocusTrial } from './hocuspocus';

/** Real trials when nobody says how many. */
const TRIALS = 60;
/** Simulated schedules for each real trial. */
const SCHEDULES = 5;
const ELSEWHERE: FaultName = 'disk-full';

interface Sum {
  acknowledged: number;
  lost: number;
  doubled: number;
}

/**
 * Acknowledged edits lost, and edits doubled: in simulated schedules, in real trials of every
 * fault, and in the same trials with stock Hocuspocus. What breaks a promise is printed with its
 * seed on standard error.
 *
 * @param trials how many real ones
 */
export async function benchFaults(report: Report, trials = TRIALS): Promise<void> {
  const end = new AbortController();
  const stop = (): void => end.abort();
  // Processes and databases of the trial under way are ended in order; a second signal ends at once.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  try {
    await tryOut(report, trials, end.signal);
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, stop);
  }
}

async function tryOut(report: Report, trials: number, end: AbortSignal): Promise<void> {
  const seed = Date.now() % 1_000_000_000;
  const ours: Sum = { acknowledged: 0, lost: 0, doubled: 0 };
  await playSchedules(report, seed, trials * SCHEDULES, ours);
  const stage = await Stage.open();
  try {
    const names = (Object.keys(FAULTS) as FaultName[]).filter((name) => name !== ELSEWHERE);
    const small = Math.floor(trials / (names.length + 1));
    for (let trial = 0; trial < trials - small; trial += 1) {
      if (end.aborted) throw new Error(`Ended by a signal after ${trial} trials.`);
      const name = names[trial % names.length];
      if (name) add(ours, told(await runTrial(stage, name, seed + trial)));
    }
    await onSmallDisk(seed, Math.max(1, small), ours);
    await restarts(report, stage, Math.max(3, Math.min(20, Math.floor(trials / 10))));
    const theirs: Sum = { acknowledged: 0, lost: 0, doubled: 0 };
    const peers = Math.max(3, Math.min(40, Math.floor(trials / 10)));
    for (let trial = 0; trial < peers; trial += 1)
      add(theirs, await runHocuspocusTrial(stage.database, seed + trial));
    count(report, 'faults.acknowledged', trials, ours.acknowledged);
    count(report, 'faults.lost', trials, ours.lost);
    count(report, 'faults.doubled', trials, ours.doubled);
    count(report, 'faults.acknowledged.hocuspocus', peers, theirs.acknowledged);
    count(report, 'faults.lost.hocuspocus', peers, theirs.lost);
    count(report, 'faults.doubled.hocuspocus', peers, theirs.doubled);
  } finally {
    await stage.close();
  }
}

async function playSchedules(
  report: Report,
  seed: number,
  schedules: number,
  sum: Sum,
): Promise<void> {
  const began = process.cpuUsage();
  for (let next = seed; next < seed + schedules; next += 1) {
    const { violations, promised } = await simulate(next);
    const of = (kind: string): number => violations.filter((one) => one.kind === kind).length;
    add(sum, { acknowledged: promised, lost: of('lost'), doubled: of('doubled') + of('repeated') });
    if (violations.length > 0)
      process.stderr.write(`${describeOutcome(await simulate(next, { tell: true }))}\n`);
  }
  const { user, system } = process.cpuUsage(began);
  const value = schedules / ((user + system) / 60e6);
  // Of processor time, so that it says the same on a busy machine.
  report({
    bench: 'faults.schedules',
    n: schedules,
    value,
    unit: 'schedules/min',
    reference: 10_000,
    ratio: value / 10_000,
  });
}

async function onSmallDisk(seed: number, trials: number, sum: Sum): Promise<void> {
  const disk = await smallDisk();
  if (!disk) {
    process.stderr.write(`${ELSEWHERE} left out: no small disk can be made here.\n`);
    return;
  }
  try {
    const stage = await Stage.open(disk.path);
    try {
      for (let trial = 0; trial < trials; trial += 1)
        add(sum, told(await runTrial(stage, ELSEWHERE, seed + trial)));
    } finally {
      await stage.close();
    }
  } finally {
    await disk.remove();
  }
}

/** How long a process that was killed takes until its successor has acknowledged something. */
async function restarts(report: Report, stage: Stage, times: number): Promise<void> {
  const took: number[] = [];
  for (let time = 0; time < times; time += 1)
    took.push(await stage.restartToFirstAcknowledgement());
  took.sort((a, b) => a - b);
  const value = took[Math.floor(took.length / 2)] ?? Number.NaN;
  report({
    bench: 'faults.restart',
    n: times,
    value,
    unit: 'ms',
    reference: 2_000,
    ratio: value / 2_000,
  });
}

function told(outcome: TrialOutcome): TrialOutcome {
  if (!isSound(outcome)) process.stderr.write(`${describeTrial(outcome)}\n`);
  return outcome;
}

function add(sum: Sum, { acknowledged, lost, doubled }: Sum): void {
  sum.acknowledged += acknowledged;
  sum.lost += lost;
  sum.doubled += doubled;
}

function count(report: Report, bench: string, n: number, value: number): void {
  report({ bench, n, value, unit: 'edits', reference: 1, ratio: value });
}
