import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Settings of elkjs's layered algorithm, the usual ones and the fastest known. */
export const ELK_SETTINGS = {
  default: {},
  'longest-path': {
    'elk.layered.layering.strategy': 'LONGEST_PATH',
    'elk.layered.nodePlacement.strategy': 'SIMPLE',
    'elk.layered.thoroughness': '1',
    'elk.edgeRouting': 'POLYLINE',
  },
  'longest-path-interactive': {
    'elk.layered.layering.strategy': 'LONGEST_PATH',
    'elk.layered.nodePlacement.strategy': 'SIMPLE',
    'elk.layered.crossingMinimization.strategy': 'INTERACTIVE',
    'elk.edgeRouting': 'POLYLINE',
  },
} as const satisfies Record<string, Record<string, string>>;
export type ElkSetting = keyof typeof ELK_SETTINGS;

export interface PeerResult {
  /** Milliseconds of each round. */
  theirs: number[];
  ours: number[];
  /** Mean length of tree links, in pixels. */
  theirLength: number;
  ourLength: number;
}

export interface PeerRun {
  engine: ElkSetting | 'dot';
  n: number;
  seed: number;
  rounds: number;
  /** Seconds after which the engine has not made it. */
  deadline: number;
}

/** Lays out with another engine and ours by turns; null when it does not end once in time. */
export async function runPeer(peer: PeerRun): Promise<PeerResult | null> {
  const { engine, n, seed, rounds, deadline } = peer;
  const program = fileURLToPath(new URL('peerLayout.ts', import.meta.url));
  const args = [engine, n, seed, rounds].map(String);
  const { stdout } = await settled(
    run(process.execPath, ['--stack-size=4000', '--import', 'tsx', program, ...args], {
      timeout: deadline * 1_000,
      killSignal: 'SIGKILL',
    }),
  );
  // A line is written after every round: what was measured before the deadline counts.
  const last = stdout.split('\n').at(-2);
  return last === undefined ? null : JSON.parse(last);
}

/** What a program wrote, also when it was ended or failed. */
async function settled(program: Promise<{ stdout: string }>): Promise<{ stdout: string }> {
  try {
    return await program;
  } catch (error) {
    const written = error instanceof Error && 'stdout' in error ? error.stdout : '';
    return { stdout: typeof written === 'string' ? written : '' };
  }
}
