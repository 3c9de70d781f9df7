import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Figures of this process, for Prometheus. Counts and times are kept by whoever does the thing. */
export const registry = new Registry();

let collecting = false;

/**
 * Has memory, processor time, garbage collection and the delay of the event loop among the figures.
 * From the first time on that somebody asks: watching them costs a little.
 */
export function collectProcessFigures(): void {
  if (collecting) return;
  collecting = true;
  collectDefaultMetrics({ register: registry, prefix: 'casewright_' });
}

/** Seconds: from a data call that finds its rows in memory to an upload. */
const REQUEST_BUCKETS = [0.005, 0.025, 0.1, 0.25, 1, 2.5, 10, 60];
/** Seconds: a commit takes what the disk takes. */
const COMMIT_BUCKETS = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.1, 0.5, 2, 8];

export const httpSeconds = new Histogram({
  name: 'casewright_http_request_seconds',
  help: 'Seconds from a request to the end of its answer.',
  labelNames: ['area', 'method', 'status'],
  buckets: REQUEST_BUCKETS,
  registers: [registry],
});

export const callSeconds = new Histogram({
  name: 'casewright_call_seconds',
  help: 'Seconds of a data call by procedure; result is ok, refused or failed.',
  labelNames: ['procedure', 'result'],
  buckets: [0.01, 0.05, 0.25, 1, 5],
  registers: [registry],
});

export const jobSeconds = new Histogram({
  name: 'casewright_job_seconds',
  help: 'Seconds of a job; result is ok or failed.',
  labelNames: ['job', 'result'],
  buckets: [0.01, 0.1, 1, 10, 60, 600],
  registers: [registry],
});

export const commitSeconds = new Histogram({
  name: 'casewright_collab_commit_seconds',
  help: 'Seconds of a commit of the update log that went through.',
  buckets: COMMIT_BUCKETS,
  registers: [registry],
});

export const committedActs = new Counter({
  name: 'casewright_collab_acts_total',
  help: 'Acts that were committed to the update log.',
  registers: [registry],
});

export const commitFailures = new Counter({
  name: 'casewright_collab_commit_failures_total',
  help: 'Attempts to commit to the update log that failed; what was in them is tried again or kept by its page.',
  registers: [registry],
});

export const driftFound = new Counter({
  name: 'casewright_collab_drift_total',
  help: 'What was derived from the log of a case and was not what it tells: merged states, states kept for good, contributions; log: acts that are missing or can not be read. All but the last were put right.',
  labelNames: ['what'],
  registers: [registry],
});

interface Reading {
  labels?: Record<string, string>;
  value: number;
}
type Read = () => readonly Reading[] | Promise<readonly Reading[]>;

const GAUGES = {
  sockets: { name: 'casewright_collab_sockets', help: 'Open collaboration sockets.' },
  rooms: { name: 'casewright_collab_rooms', help: 'Cases that are open in this process.' },
  pendingActs: {
    name: 'casewright_collab_pending_acts',
    help: 'Acts that were taken in and are not yet acknowledged.',
  },
  connections: {
    name: 'casewright_database_connections',
    help: 'Connections to the database; state is used, idle, or wanted by somebody who waits.',
    labelNames: ['pool', 'state'],
  },
  jobsWaiting: {
    name: 'casewright_jobs_waiting',
    help: 'Jobs whose time has come and that nobody has taken up.',
    labelNames: ['job'],
  },
  jobsLag: {
    name: 'casewright_jobs_lag_seconds',
    help: 'How long the oldest of the waiting jobs has waited.',
    labelNames: ['job'],
  },
  diskFree: {
    name: 'casewright_disk_free_bytes',
    help: 'Bytes that are free where this installation keeps its things.',
    labelNames: ['place'],
  },
} as const;

export type GaugeName = keyof typeof GAUGES;

const reads = new Map<GaugeName, Set<Read>>();

for (const [key, { help, name, ...rest }] of Object.entries(GAUGES)) {
  const gauge: Gauge<string> = new Gauge({
    name,
    help,
    labelNames: 'labelNames' in rest ? [...rest.labelNames] : [],
    registers: [registry],
    async collect() {
      gauge.reset();
      for (const read of reads.get(key as GaugeName) ?? []) {
        // What can't be read now is left out: the figures must come when the database does not.
        const readings = await Promise.resolve()
          .then(read)
          .catch(() => []);
        for (const { labels = {}, value } of readings) gauge.inc(labels, value);
      }
    },
  });
}

/**
 * Has a figure read whenever the figures are asked for; several that read one figure are added up.
 *
 * @returns a function that ends it
 */
export function watch(name: GaugeName, read: Read): () => void {
  const own = reads.get(name) ?? new Set();
  reads.set(name, own.add(read));
  return () => void own.delete(read);
}
