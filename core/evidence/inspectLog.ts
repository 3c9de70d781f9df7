/** What an Inspect evaluation log says that matters to an argument. */

export const INSPECT_STATUSES = ['started', 'success', 'cancelled', 'error', 'unknown'] as const;
export type InspectStatus = (typeof INSPECT_STATUSES)[number];

export interface InspectMetric {
  /** "scorer/metric", as criteria name it. */
  name: string;
  /** Decimal as the log writes it, in plain notation. */
  value: string;
  /** Standard error where the log gives one for this figure. */
  stderr: string | null;
  /** How many samples it was computed from. */
  samples: number | null;
}

export const WARNING_CODES = [
  'not-finished',
  'run-error',
  'invalidated',
  'edited-after-run',
  'dirty-commit',
  'no-commit',
  'limited-samples',
  'incomplete-samples',
  'unscored-samples',
  'no-samples',
  'no-scores',
  'metric-not-a-number',
  'too-many-metrics',
  'mock-model',
  'no-model',
  'newer-format',
] as const;
export type WarningCode = (typeof WARNING_CODES)[number];

export interface InspectWarning {
  code: WarningCode;
  message: string;
}

export interface InspectLog {
  format: 'inspect';
  /** `.json` document or `.eval` archive. */
  container: 'json' | 'eval';
  task: string;
  model: string;
  dataset: { name: string; samples: number | null };
  /** Samples times epochs, as the run planned and as it completed them. */
  samples: { total: number | null; completed: number | null };
  status: InspectStatus;
  /** RFC 3339 UTC. */
  started: string | null;
  finished: string | null;
  metrics: InspectMetric[];
  /** What helps to recognise the system that was evaluated. */
  subject: {
    models: string[];
    solver: string;
    origin: string;
    commit: string;
    dirty: boolean;
    inspectVersion: string;
  };
  warnings: InspectWarning[];
}

export type InspectErrorCode = 'not-inspect' | 'damaged' | 'too-large';

export interface InspectError {
  code: InspectErrorCode;
  /** Entry, member or byte at fault. */
  at: string;
  message: string;
}

export type InspectReading =
  | { readonly ok: true; readonly log: InspectLog }
  | { readonly ok: false; readonly error: InspectError };
