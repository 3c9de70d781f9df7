import type { Logger } from './logger';

interface Step {
  name: string;
  run(): Promise<void>;
}

/** Steps of an ordered end, last opened first. */
export interface Shutdown {
  add(name: string, run: () => Promise<void>): void;
  /** Runs every step once, even when one fails. */
  run(): Promise<void>;
}

/** After this many milliseconds the process ends whatever is still open. */
const PATIENCE = 25_000;

export function createShutdown(log: Logger): Shutdown {
  const steps: Step[] = [];
  let running: Promise<void> | undefined;
  async function all(): Promise<void> {
    for (const step of steps.reverse()) {
      try {
        await step.run();
      } catch (error) {
        log.error({ err: error, step: step.name }, 'shutdown step failed');
      }
    }
  }
  const shutdown: Shutdown = {
    add: (name, run) => void steps.push({ name, run }),
    run: () => (running ??= all()),
  };
  return shutdown;
}

export function endOnSignals(shutdown: Shutdown, log: Logger): void {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const)
    process.on(signal, () => {
      const timer = setTimeout(() => {
        log.fatal('shutdown took too long');
        process.exit(1);
      }, PATIENCE);
      timer.unref();
      void shutdown.run().then(() => process.exit(0));
    });
}
