import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** One run of the program, and what the machine had to give for it. */
export interface Measured {
  status: number | null;
  stdout: string;
  stderr: string;
  /** Processor time of all threads, user and system. */
  cpuSeconds: number;
  /** The most memory that was resident at any moment (VmHWM of proc(5)), in MiB. */
  peakMiB: number;
}

const program = join(import.meta.dirname, '..', 'casewright.mjs');

/** Runs inside the program: at its end it writes what it took to a descriptor of its own. */
const HOOK = `data:text/javascript,
import { readFileSync, writeSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
if (isMainThread) process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  const [, peak] = /VmHWM:\\s+(\\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  writeSync(3, JSON.stringify({ cpuSeconds: (user + system) / 1e6, peakMiB: Number(peak) / 1024 }));
});`;

/** Longer than anything should take, so that a hang is a failure and not a wait. Milliseconds. */
const GIVEN_UP = 60_000;

/**
 * Runs the real program on files, as a process of its own. Needs Linux, which alone tells the peak.
 * @throws Error when it was killed, or ended without a word of what it took
 */
export function measured(args: readonly string[]): Measured {
  const ended = spawnSync(process.execPath, ['--import', HOOK, program, ...args], {
    encoding: 'utf8',
    maxBuffer: 1e9,
    timeout: GIVEN_UP,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  if (ended.error) throw ended.error;
  const { cpuSeconds, peakMiB } = JSON.parse(ended.output[3] ?? '') as Measured;
  const { status, stdout, stderr } = ended;
  return { status, stdout, stderr, cpuSeconds, peakMiB };
}
