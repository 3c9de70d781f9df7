/**
 * From the parsed header of an Inspect log (class EvalLog, version 2 and older) to {@link InspectLog}.
 * Older logs lack keys and later ones add some: what is missing is null or a warning, never an error.
 */

import { plainDecimal } from './decimal';
import {
  INSPECT_STATUSES,
  type InspectLog,
  type InspectMetric,
  type InspectStatus,
  type InspectWarning,
  type WarningCode,
} from './inspectLog';
import {
  type JsonObject,
  type JsonValue,
  JsonNumber,
  isJsonArray,
  isJsonObject,
  withoutLoneSurrogates,
} from './lenientJson';

const MAX_METRICS = 1_000;
const MAX_TEXT = 500;
const EMPTY: JsonObject = new Map();

/** Null when the members are not those of an Inspect log. */
export function readHeader(
  header: JsonObject,
  container: InspectLog['container'],
): InspectLog | null {
  const spec = header.get('eval');
  if (!isJsonObject(spec) || text(spec.get('task')) === '') return null;
  const results = object(header, 'results');
  const dataset = object(spec, 'dataset');
  const revision = object(spec, 'revision');
  const stats = object(header, 'stats');
  const model = text(spec.get('model'));
  const { metrics, problems } = readMetrics(results);
  const log: InspectLog = {
    format: 'inspect',
    container,
    task: text(spec.get('task')),
    model,
    dataset: { name: text(dataset.get('name')), samples: count(dataset.get('samples')) },
    samples: {
      total: count(results.get('total_samples')),
      completed: count(results.get('completed_samples')),
    },
    status: readStatus(header.get('status')),
    started: instant(stats.get('started_at')) ?? instant(spec.get('created')),
    finished: instant(stats.get('completed_at')),
    metrics,
    subject: {
      models: distinct([model, ...roleModels(object(spec, 'model_roles'))]),
      solver: text(spec.get('solver')),
      origin: text(revision.get('origin')),
      commit: text(revision.get('commit')),
      dirty: revision.get('dirty') === true,
      inspectVersion: text(object(spec, 'packages').get('inspect_ai')),
    },
    warnings: [],
  };
  log.warnings = [...runWarnings(header, log), ...sampleWarnings(spec, results, log), ...problems];
  return log;
}

function readMetrics(results: JsonObject): {
  metrics: InspectMetric[];
  problems: InspectWarning[];
} {
  const scores = list(results.get('scores')).filter(isJsonObject);
  const names = scores.map((score) => text(score.get('name')));
  const metrics = new Map<string, InspectMetric>();
  const problems: InspectWarning[] = [];
  let ignored = 0;
  for (const [index, score] of scores.entries()) {
    const name = names[index] ?? '';
    const reducer = text(score.get('reducer'));
    // The same scorer appears once for each way of reducing epochs.
    const repeated = reducer !== '' && names.indexOf(name) !== names.lastIndexOf(name);
    const scorer = repeated ? `${name}[${reducer}]` : name;
    const samples = count(score.get('scored_samples')) ?? count(results.get('completed_samples'));
    const figures = object(score, 'metrics');
    for (const [key, figure] of figures) {
      const label = clip(`${scorer}/${key}`);
      const written = isJsonObject(figure) ? figure.get('value') : figure;
      const value = decimal(written);
      if (value === null) {
        const shown = written instanceof JsonNumber ? written.text : 'missing';
        problems.push(
          warn('metric-not-a-number', `${label} is ${clip(shown)} in the log and was left out.`),
        );
      } else if (metrics.size >= MAX_METRICS) ignored += 1;
      else metrics.set(label, { name: label, value, stderr: standardError(figures, key), samples });
    }
  }
  if (ignored > 0) {
    const message = `Only the first ${MAX_METRICS} metrics were read; ${ignored} were left out.`;
    problems.push(warn('too-many-metrics', message));
  }
  return { metrics: [...metrics.values()], problems: problems.slice(0, MAX_METRICS) };
}

/** Inspect's stderr is that of the mean score; it belongs to the one figure that is a mean. */
function standardError(figures: JsonObject, key: string): string | null {
  const others = [...figures.keys()].filter((other) => !STDERR_KEYS.includes(other));
  const mean = others.find((other) => other === 'mean' || other === 'accuracy') ?? others[0];
  if (key !== mean || (others.length > 1 && key !== 'mean' && key !== 'accuracy')) return null;
  const figure = STDERR_KEYS.map((name) => figures.get(name)).find((found) => found !== undefined);
  return decimal(isJsonObject(figure) ? figure.get('value') : figure);
}
const STDERR_KEYS = ['stderr', 'bootstrap_stderr'];

function runWarnings(header: JsonObject, log: InspectLog): InspectWarning[] {
  const warnings: InspectWarning[] = [];
  if (log.status !== 'success') {
    warnings.push(
      warn('not-finished', `The run did not end in success; its status is ${log.status}.`),
    );
  }
  const error = header.get('error');
  if (isJsonObject(error)) {
    warnings.push(
      warn('run-error', `The run broke off: ${text(error.get('message')) || 'no message'}`),
    );
  }
  if (header.get('invalidated') === true) {
    warnings.push(warn('invalidated', 'The log was declared invalid after the run.'));
  }
  if (list(header.get('log_updates')).length > 0) {
    warnings.push(warn('edited-after-run', 'The log was edited after the run.'));
  }
  if (log.subject.commit === '') {
    warnings.push(
      warn('no-commit', 'The log does not say from which commit the evaluation was run.'),
    );
  } else if (log.subject.dirty) {
    const message = `Run from commit ${log.subject.commit} with changes that were not committed.`;
    warnings.push(warn('dirty-commit', message));
  }
  if (log.model === '' || log.model === 'none' || log.model === 'none/none') {
    warnings.push(warn('no-model', 'The log names no model.'));
  } else if (log.model.startsWith('mockllm/')) {
    warnings.push(
      warn('mock-model', `${log.model} is a mock: this run says nothing about a system.`),
    );
  }
  const version = count(header.get('version'));
  if (version !== null && version > 2) {
    warnings.push(
      warn('newer-format', `Log format ${version} is newer than what is known here (2).`),
    );
  }
  return warnings;
}

function sampleWarnings(spec: JsonObject, results: JsonObject, log: InspectLog): InspectWarning[] {
  const warnings: InspectWarning[] = [];
  const { total, completed } = log.samples;
  const config = object(spec, 'config');
  const whole = log.dataset.samples;
  const limit = count(config.get('limit'));
  const limitBites =
    isGiven(config.get('limit')) && (limit === null || whole === null || limit < whole);
  if (limitBites || isGiven(config.get('sample_id'))) {
    const ran = list(object(spec, 'dataset').get('sample_ids')).length || total || 'some';
    const of = whole === null ? '' : ` of ${whole}`;
    warnings.push(warn('limited-samples', `The run was limited to ${ran}${of} samples.`));
  }
  if (total !== null && completed !== null && completed < total) {
    warnings.push(warn('incomplete-samples', `${completed} of ${total} samples were completed.`));
  }
  if (completed === 0) warnings.push(warn('no-samples', 'No sample was completed.'));
  const unscored = list(results.get('scores'))
    .filter(isJsonObject)
    .reduce((most, score) => Math.max(most, count(score.get('unscored_samples')) ?? 0), 0);
  if (unscored > 0) warnings.push(warn('unscored-samples', `${unscored} samples were not scored.`));
  if (list(results.get('scores')).length === 0) {
    warnings.push(warn('no-scores', 'The log holds no scores.'));
  }
  return warnings;
}

function roleModels(roles: JsonObject): string[] {
  return [...roles.values()].map((role) => text(isJsonObject(role) ? role.get('model') : role));
}

function readStatus(value: JsonValue | undefined): InspectStatus {
  return INSPECT_STATUSES.find((status) => status === value) ?? 'unknown';
}

function object(parent: JsonObject, key: string): JsonObject {
  const value = parent.get(key);
  return isJsonObject(value) ? value : EMPTY;
}

function list(value: JsonValue | undefined): readonly JsonValue[] {
  return isJsonArray(value) ? value : [];
}

function text(value: JsonValue | undefined): string {
  return typeof value === 'string' ? clip(value) : '';
}

function clip(value: string): string {
  return value.length > MAX_TEXT ? `${withoutLoneSurrogates(value.slice(0, MAX_TEXT))}…` : value;
}

function count(value: JsonValue | undefined): number | null {
  if (!(value instanceof JsonNumber)) return null;
  const number = Number(value.text);
  return Number.isSafeInteger(number) && number >= 0 ? number : null;
}

function decimal(value: JsonValue | undefined): string | null {
  return value instanceof JsonNumber ? plainDecimal(value.text) : null;
}

function instant(value: JsonValue | undefined): string | null {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}T/.test(value)) return null;
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

function isGiven(value: JsonValue | undefined): boolean {
  return value !== undefined && value !== null;
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values.filter((value) => value !== ''))];
}

function warn(code: WarningCode, message: string): InspectWarning {
  return { code, message };
}
