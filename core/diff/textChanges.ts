import type { RichText } from '@/core/argument/document';
import { plainText } from '@/core/argument/richText';
import { diffRuns, type DiffRun } from './diffRuns';

/** A text that differs, word by word. */
export interface TextChange {
  /** `text`, `response`, `body`, `annotations.layer`. */
  field: string;
  runs: DiffRun[];
}

type Plain = Readonly<Record<string, unknown>>;

/** Fields that hold a choice, an id or a figure: their words are no text. */
const NO_TEXT = new Set(
  (
    'id kind rank module claim reach openProblem provenance origin severity comparator value amber ' +
    'red period grace from to node argument away evidence context local type disposition citing'
  ).split(' '),
);

/** The texts among the fields that differ; a body counts by its words. */
export function textChanges(before: Plain, after: Plain, fields: readonly string[]): TextChange[] {
  return fields.flatMap((field): TextChange[] => {
    if (NO_TEXT.has(field)) return [];
    const [left, right] = [before[field], after[field]];
    if (field === 'body') return changed(field, bodyText(left), bodyText(right));
    if (field === 'annotations') return annotationChanges(recordOf(left), recordOf(right));
    return typeof left === 'string' && typeof right === 'string' ? changed(field, left, right) : [];
  });
}

function annotationChanges(before: Plain, after: Plain): TextChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) =>
    changed(`annotations.${name}`, textOf(before, name), textOf(after, name)),
  );
}

function changed(field: string, before: string, after: string): TextChange[] {
  return before === after ? [] : [{ field, runs: diffRuns(before, after) }];
}

function bodyText(body: unknown): string {
  return isRichText(body) ? plainText(body) : '';
}

function isRichText(value: unknown): value is RichText {
  return recordOf(value).type === 'doc';
}

function textOf(values: Plain, name: string): string {
  const value = Object.hasOwn(values, name) ? values[name] : '';
  return typeof value === 'string' ? value : '';
}

function recordOf(value: unknown): Plain {
  return typeof value === 'object' && value !== null ? (value as Plain) : {};
}
