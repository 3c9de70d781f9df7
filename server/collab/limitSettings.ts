import { COLLAB_LIMITS, COLLAB_LIMIT_TABLE, type CollabLimits } from './limits';

/** A setting of a limit that can not be taken: the message is one sentence that names it. */
export class LimitSettingError extends Error {
  override readonly name = 'LimitSettingError';
}

/** How far from its default a limit may be set, as a factor. */
const MOST = 100;

/**
 * Sets limits of this process, before it serves anybody.
 *
 * @param text `name=value,…`: whole numbers; a rate is `burst/perSecond`, a series `50/200/800`
 * @throws LimitSettingError naming the first that is wrong, before anything is set
 */
export function setCollabLimits(text: string): void {
  Object.assign(COLLAB_LIMITS, limitsFrom(text));
}

/** @throws LimitSettingError */
export function limitsFrom(text: string): Partial<CollabLimits> {
  const settings = text.split(',').map((setting) => setting.trim());
  const known = new Map(Object.entries(COLLAB_LIMIT_TABLE));
  const found: Record<string, unknown> = {};
  for (const setting of settings) {
    if (setting === '') continue;
    const [name = '', value = '', ...more] = setting.split('=').map((part) => part.trim());
    const limit = known.get(name);
    if (!limit || value === '' || more.length > 0)
      throw new LimitSettingError(
        `COLLAB_LIMITS is a list of name=value, and ${JSON.stringify(setting)} is none: see docs/collaboration-limits.md.`,
      );
    found[name] = valueFrom(name, value, limit.value);
  }
  return found;
}

function valueFrom(name: string, text: string, standard: unknown): unknown {
  const parts = text.split('/').map(Number);
  const [first = Number.NaN, second = Number.NaN, ...more] = parts;
  const isOff = (value: number, from: number): boolean =>
    !Number.isInteger(value) || value < Math.max(1, from / MOST) || value > from * MOST;
  if (typeof standard === 'number') {
    if (parts.length === 1 && !isOff(first, standard)) return first;
  } else if (isRate(standard)) {
    const isTwo = parts.length === 2 && more.length === 0;
    if (isTwo && !isOff(first, standard.burst) && !isOff(second, standard.perSecond))
      return { burst: first, perSecond: second };
  } else if (parts.length <= 10 && parts.every((wait) => !isOff(wait, 500))) return parts;
  throw new LimitSettingError(
    `COLLAB_LIMITS sets ${name} to ${JSON.stringify(text)}; its default is ${shown(standard)}, and it takes whole numbers in the same form, no further from it than ${MOST} times.`,
  );
}

function isRate(value: unknown): value is { burst: number; perSecond: number } {
  return typeof value === 'object' && value !== null && 'burst' in value && 'perSecond' in value;
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return value.join('/');
  return isRate(value) ? `${value.burst}/${value.perSecond}` : String(value);
}

/** docs/collaboration-limits.md */
export function limitsPage(): string {
  const rows = Object.entries(COLLAB_LIMIT_TABLE).map(
    ([name, { value, unit, about }]) =>
      `| \`${name}\` | ${shown(value)} | ${unitOf(value, unit)} | ${about} |`,
  );
  return `${HEAD}\n| limit | default | unit | what it bounds |\n|---|---|---|---|\n${rows.join('\n')}\n`;
}

function unitOf(value: unknown, unit: string): string {
  if (isRate(value)) return 'at once / per second';
  return unit === 'count' ? '' : unit;
}

const HEAD = `# Limits of the collaboration server

Generated from \`server/collab/limits.ts\`.

Each can be set otherwise for a process by \`COLLAB_LIMITS\`, a list of \`name=value\`: \`COLLAB_LIMITS=strikes=5,opens=2400/40,commitRetries=50/500\`. A rate is what may come at once and what comes back each second; a series is the waits one after the other. A limit can be set no further from its default than a hundred times; what is wrong stops the start with one sentence.

What a page may send of one document, and what a document may hold, are part of the formats and not here: \`core/collab/messages.ts\`, \`core/argument/limits.ts\`.
`;
