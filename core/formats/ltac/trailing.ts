import { optionOf, type Option } from './grammar';

/** A text with the reference and the options that stand at its end, in either order. */
export interface Trailing {
  text: string;
  /** Null when there is none; empty for `()`. */
  reference: string | null;
  options: Option[];
  /** Words between the braces that are no options. */
  unknown: string[];
  hasOptions: boolean;
}

/** Takes `(reference)` and `{options}` off the end of a line; braces without any option are text. */
export function takeTrailing(line: string): Trailing {
  const found: Trailing = {
    text: trim(line),
    reference: null,
    options: [],
    unknown: [],
    hasOptions: false,
  };
  for (;;) {
    const options = found.hasOptions ? null : optionGroup(found.text);
    if (options) {
      Object.assign(found, options, { hasOptions: true });
      continue;
    }
    const reference = found.reference === null ? referenceGroup(found.text) : null;
    if (!reference) return found;
    Object.assign(found, reference);
  }
}

/**
 * The end of a line with its reference and options, such that {@link takeTrailing} gives the same text
 * back: a text that ends like a group is followed by an empty one.
 */
export function withTrailing(text: string, reference: string, options: readonly Option[]): string {
  const alone = takeTrailing(text);
  const needsReference = reference !== '' || alone.reference !== null;
  const needsOptions = options.length > 0 || alone.hasOptions;
  return [
    text,
    ...(needsReference ? [`(${reference})`] : []),
    ...(needsOptions ? [`{${(options.length > 0 ? options : ['asserted']).join(', ')}}`] : []),
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/** Whether a reference can stand between parentheses. */
export function isReference(text: string): boolean {
  return text !== '' && trim(text) === text && referenceGroup(`(${text})`)?.reference === text;
}

/** Without blanks at both ends; line breaks never reach here. */
export function trim(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(text.charCodeAt(start))) start += 1;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

/** All options there are, and some that we do not know, take less. */
const LONGEST_GROUP = 1_000;

function optionGroup(text: string): Pick<Trailing, 'text' | 'options' | 'unknown'> | null {
  if (!text.endsWith('}')) return null;
  const start = text.lastIndexOf('{');
  if (start < 0 || text.length - start > LONGEST_GROUP) return null;
  if (start > 0 && !isBlank(text.charCodeAt(start - 1))) return null;
  const words = text
    .slice(start + 1, -1)
    .split(',')
    .map(trim);
  const options = words.map(optionOf);
  if (options.every((option) => option === null)) return null;
  return {
    text: trim(text.slice(0, start)),
    options: options.filter((option) => option !== null),
    unknown: words.filter((_, index) => options[index] === null),
  };
}

/** From the parenthesis that closes the line back to the one that opens it, after a blank. */
function referenceGroup(text: string): Pick<Trailing, 'text' | 'reference'> | null {
  if (!text.endsWith(')')) return null;
  let depth = 0;
  for (let at = text.length - 1; at >= 0; at -= 1) {
    const character = text[at];
    if (character === ')') depth += 1;
    if (character === '(') depth -= 1;
    if (depth > 0) continue;
    if (at > 0 && !isBlank(text.charCodeAt(at - 1))) return null;
    return { text: trim(text.slice(0, at)), reference: trim(text.slice(at + 1, -1)) };
  }
  return null;
}
