import type { Criterion } from '@/core/argument/document';
import {
  evaluateCriterion,
  SIGNS,
  type CriterionEvaluation,
  type MeasuredVersion,
} from '@/core/evidence/criterion';

/** One version's figure of one metric, for drawing. */
export interface Point {
  version: number;
  /** RFC 3339. */
  at: string | null;
  /** As the log writes it. */
  text: string;
  value: number;
  /** 1.96 standard errors; null where the log gives none. */
  margin: number | null;
  samples: number | null;
  /** Null where no criterion names the metric. */
  met: boolean | null;
}

export interface Limit {
  criterion: Criterion;
  /** The claim that states it, and its place among the claim's criteria, from 1. */
  identifier: string;
  position: number;
  value: number;
  /** "≤ 0.01" */
  words: string;
}

export interface Series {
  metric: string;
  unit: string;
  /** Oldest first. */
  points: Point[];
  limit: Limit | null;
}

interface Version extends MeasuredVersion {
  number: number;
  measuredAt: string | null;
}

interface Use {
  node: { identifier: string };
  criteria: readonly Criterion[];
}

/** Two-sided 95 % of a normal distribution. */
const MARGIN = 1.96;

/**
 * The figures of an artefact over its versions, the ones that criteria name first. Values are turned
 * into numbers for drawing alone; whether a criterion is met is decided on the digits.
 *
 * @param versions newest first
 */
export function seriesOf(versions: readonly Version[], uses: readonly Use[]): Series[] {
  const measured = versions.filter(({ metrics }) => metrics.length > 0).toReversed();
  const names = new Set(measured.flatMap(({ metrics }) => metrics.map(({ name }) => name)));
  const limits = limitsIn(uses);
  const all = [...names].map((metric): Series => {
    const limit = limits.find(({ criterion }) => isNamed(criterion.metric, metric, names)) ?? null;
    const points = measured.flatMap((version) => pointOf(version, metric, limit));
    return { metric, unit: limit?.criterion.unit ?? '', points, limit };
  });
  return all
    .filter(
      ({ metric, points, limit }) => points.length > 0 && (limit !== null || !isMargin(metric)),
    )
    .sort((a, b) => Number(hasMargin(b)) - Number(hasMargin(a)))
    .sort((a, b) => Number(b.limit !== null) - Number(a.limit !== null));
}

/** Standard errors are drawn as the margin of their figure; alone only where a criterion names one. */
export function isMargin(metric: string): boolean {
  return /(^|\/)(stderr|bootstrap_stderr)$/.test(metric);
}

function hasMargin({ points }: Series): boolean {
  return points.some(({ margin }) => margin !== null);
}

function limitsIn(uses: readonly Use[]): Limit[] {
  return uses.flatMap(({ node, criteria }) =>
    criteria.map((criterion, at) => ({
      criterion,
      identifier: node.identifier,
      position: at + 1,
      value: Number(criterion.value),
      words: `${SIGNS[criterion.comparator]} ${criterion.value}${criterion.unit ? ` ${criterion.unit}` : ''}`,
    })),
  );
}

/** As criteria name metrics: in full, or by the last part where only one has it. */
function isNamed(wanted: string, metric: string, names: ReadonlySet<string>): boolean {
  if (wanted === metric) return true;
  if (names.has(wanted) || !metric.endsWith(`/${wanted}`)) return false;
  return [...names].filter((name) => name.endsWith(`/${wanted}`)).length === 1;
}

function pointOf(version: Version, metric: string, limit: Limit | null): Point[] {
  const found = version.metrics.find(({ name }) => name === metric);
  const value = Number(found?.value);
  if (!found || !Number.isFinite(value)) return [];
  const stderr = found.stderr === null ? Number.NaN : Number(found.stderr);
  return [
    {
      version: version.number,
      at: version.measuredAt,
      text: found.value,
      value,
      margin: Number.isFinite(stderr) ? stderr * MARGIN : null,
      samples: found.samples,
      met: limit && againstLimit(version, limit).result === 'met',
    },
  ];
}

/** What a version's figures say to a criterion, whatever state the version is in by now. */
export function againstLimit(version: MeasuredVersion, limit: Limit): CriterionEvaluation {
  return evaluateCriterion(limit.criterion, { ...version, state: 'ready' });
}

/** Round values that span the figures, for the lines of a chart: about five of them. */
export function ticksFor(series: Series): number[] {
  const reach = series.points.flatMap(({ value, margin }) => [
    value - (margin ?? 0),
    value + (margin ?? 0),
  ]);
  if (series.limit && Number.isFinite(series.limit.value)) reach.push(series.limit.value);
  const low = Math.min(0, ...reach);
  const high = Math.max(0, ...reach);
  if (high === low) return [low, low + 1];
  const rough = (high - low) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((of) => of * power).find((of) => of >= rough) ?? rough;
  const first = Math.floor(low / step);
  const last = Math.max(first + 1, Math.ceil(high / step));
  // Multiples instead of sums: 0.1 + 0.2 would be labelled 0.30000000000000004.
  return Array.from({ length: last - first + 1 }, (_, at) => round((first + at) * step));
}

function round(value: number): number {
  return Number(value.toPrecision(12));
}
