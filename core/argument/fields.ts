import type { z } from 'zod';
import { isId } from './ids';
import { LIMITS } from './limits';
import { isWellFormed } from './text';

/**
 * One key of an entry in the structure document.
 *
 * `text` is a Y.Text (two people typing in it both win), `value` a last-writer-wins register,
 * `set` a Y.Map of member id → true (two people adding members both win).
 */
export interface Field<T> {
  readonly type: 'text' | 'value' | 'set';
  /** Greatest length of a text, greatest number of members of a set. */
  readonly max: number;
  /** Whether a plain value (string for texts, id list for sets) is allowed here. */
  readonly accepts: (value: unknown) => value is T;
  /** What stands in for a missing or malformed value; undefined: the entry cannot be read. */
  readonly fallback: T | undefined;
  /** Written once by the server that seeds the document; a client may not change it. */
  readonly fixed: boolean;
}

export type Shape = Readonly<Record<string, Field<unknown>>>;

/** The plain values that a shape reads to. */
export type Values<S extends Shape> = {
  -readonly [K in keyof S]: S[K] extends Field<infer T> ? T : never;
};

/** Typed text that several people may edit at once. */
export function prose(max: number): Field<string> {
  return { type: 'text', max, accepts: isText(max), fallback: '', fixed: false };
}

/** A short string set as a whole. */
export function line(max: number = LIMITS.line): Field<string> {
  return { type: 'value', max, accepts: isText(max), fallback: '', fixed: false };
}

/** A short string without which the entry means nothing. */
export function requiredLine(max: number = LIMITS.line): Field<string> {
  const accepts = (value: unknown): value is string => isText(max)(value) && value !== '';
  return { type: 'value', max, accepts, fallback: undefined, fixed: false };
}

export function flag(): Field<boolean> {
  const accepts = (value: unknown): value is boolean => typeof value === 'boolean';
  return { type: 'value', max: 1, accepts, fallback: false, fixed: false };
}

export function oneOf<const T extends string>(values: readonly T[], fallback?: T): Field<T> {
  const accepts = (value: unknown): value is T => values.some((known) => known === value);
  return { type: 'value', max: LIMITS.line, accepts, fallback, fixed: false };
}

export function oneOfOrNull<const T extends string>(values: readonly T[]): Field<T | null> {
  const accepts = (value: unknown): value is T | null =>
    value === null || values.some((known) => known === value);
  return { type: 'value', max: LIMITS.line, accepts, fallback: null, fixed: false };
}

/** A reference to another record, without which the entry means nothing. */
export function reference(): Field<string> {
  return { type: 'value', max: 32, accepts: isId, fallback: undefined, fixed: false };
}

export function referenceOrNull(): Field<string | null> {
  const accepts = (value: unknown): value is string | null => value === null || isId(value);
  return { type: 'value', max: 32, accepts, fallback: null, fixed: false };
}

/** An unordered set of record ids; its plain form is sorted and has no repeats. */
export function idSet(): Field<string[]> {
  const accepts = (value: unknown): value is string[] =>
    Array.isArray(value) && value.length <= LIMITS.setMembers && value.every(isId);
  return { type: 'set', max: LIMITS.setMembers, accepts, fallback: [], fixed: false };
}

/** A small JSON value replaced as a whole. Most records have none: what stands in is known to be right. */
export function json<T>(schema: z.ZodType<T>, fallback: T | undefined): Field<T> {
  const accepts = (value: unknown): value is T =>
    (value === fallback && value !== undefined) || schema.safeParse(value).success;
  return { type: 'value', max: LIMITS.prose, accepts, fallback, fixed: false };
}

/** Whether a value is a plain object with nothing in it. */
export function isEmptyRecord(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.getPrototypeOf(value) === Object.prototype &&
    Object.keys(value).length === 0
  );
}

/** The same field, writable only when the document is seeded. */
export function fixed<T>(field: Field<T>): Field<T> {
  return { ...field, fixed: true };
}

function isText(max: number): (value: unknown) => value is string {
  return (value): value is string =>
    typeof value === 'string' && value.length <= max && isWellFormed(value);
}
