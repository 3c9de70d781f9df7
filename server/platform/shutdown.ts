import type { Logger } from './logger';

interface Step {
  name: string;
  run(): Promise<void>;
  force: (() => void) | undefined;
}

/** Steps of an ordered end, last opened first. */
export interface Shutdown {
  /** @param force what is done at once, without waiting, for a step that was not reached in time */
  add(name: string, run: () => Promise<void>, force?: () => void): void;
  /** Runs every step once, even when one fails. @returns whether all went well */
  run(): Promise<boolean>;
  /** The step that is under way, while there is one. */
  underWay(): string | null;
  /** Gives up waiting: for what has not ended, no more is done than can be done at once. */
  force(): void;
}

export function createShutdown(log: Logger): Shutdown {
  const steps: Step[] = [];
  const left = new Set<Step>();
  let running: Promise<boolean> | undefined;
  let current: string | null = null;
  async function all(): Promise<boolean> {
    let well = true;
    for (const step of steps.reverse()) {
      current = step.name;
      try {
        await step.run();
      } catch (error) {
        well = false;
        log.error({ err: error, step: step.name }, 'shutdown step failed');
      }
      left.delete(step);
    }
    current = null;
    return well;
  }
  return {
    add(name, run, force) {
      const step = { name, run, force };
      steps.push(step);
      left.add(step);
    },
    run: () => (running ??= all()),
    underWay: () => current,
    force() {
      for (const step of left) step.force?.();
    },
  };
}

/** What ends on signals; tests give their own. */
export interface Ending {
  on(signal: NodeJS.Signals, listener: () => void): unknown;
  exit(code: number): void;
}

/**
 * One Ctrl-C reaches a server that npm started several times, from the terminal and from each process
 * above it. Signals so many milliseconds after the first say the same as the first.
 */
const SAME_WISH = 1_000;

/**
 * Ends the process in order on SIGTERM, SIGINT and SIGHUP: exit code 0 when every step went well. A
 * signal that is repeated, or the deadline, ends it at once with 1. Whatever was acknowledged is
 * committed by then; what was not stays with the pages, which send it again.
 *
 * @param deadline milliseconds for all steps together
 */
export function endOnSignals(
  shutdown: Shutdown,
  log: Logger,
  deadline: number,
  ending: Ending = process,
): void {
  let asked: number | null = null;
  const forced = (sentence: string): void => {
    log.fatal({ step: shutdown.underWay() }, sentence);
    shutdown.force();
    ending.exit(1);
  };
  const signalled = (): void => {
    if (asked !== null) {
      if (Date.now() - asked >= SAME_WISH) forced('told again to end: ended without waiting');
      return;
    }
    asked = Date.now();
    const seconds = deadline / 1_000;
    const timer = setTimeout(
      () => forced(`the end took longer than ${seconds} seconds: ended without waiting`),
      deadline,
    );
    void shutdown.run().then((well) => {
      clearTimeout(timer);
      ending.exit(well ? 0 : 1);
    });
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) ending.on(signal, signalled);
}
