import { Document, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';

/** A value to be written: entries in their order, lists of scalars on one line. */
export type YamlOutput =
  | string
  | number
  | boolean
  | readonly string[]
  | readonly YamlOutput[]
  | YamlEntries;
export type YamlEntries = ReadonlyMap<string, YamlOutput>;

/** Characters that a reader may drop or fold unless they are escaped, and blanks at the end of lines. */
const FRAGILE =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u0009\u000b-\u001f\u007f-\u00a0\u2028\u2029\ufeff\ufffe\uffff]|\p{Surrogate}|(?:^|\n)[ \n]|[ \n](?:\n|$)/u;

/**
 * Writes YAML that reads back to the same texts with any reader: what could be taken for something
 * else is quoted, longer texts are blocks, and a blank line stands before each entry of the top.
 */
export function writeYaml(top: YamlEntries): string {
  const document = new Document();
  const contents = map(top);
  for (const [index, { key }] of contents.items.entries()) key.spaceBefore = index > 0;
  document.contents = contents;
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

function node(value: YamlOutput): Scalar | YAMLSeq | YAMLMap<Scalar> {
  if (value instanceof Map) return map(value as YamlEntries);
  if (typeof value === 'string') return text(value);
  if (typeof value === 'number' || typeof value === 'boolean') return new Scalar(value);
  const sequence = new YAMLSeq();
  const items = [...(value as readonly YamlOutput[])].map(node);
  sequence.items = items;
  sequence.flow = items.every((item) => item instanceof Scalar);
  return sequence;
}

function map(entries: YamlEntries): YAMLMap<Scalar> {
  const written = new YAMLMap<Scalar>();
  written.items = [...entries].map(([key, value]) => new Pair(text(key, true), node(value)));
  return written;
}

function text(value: string, isKey = false): Scalar {
  const scalar = new Scalar(value);
  if (FRAGILE.test(value) || value === '<<' || (isKey && value.includes('\n'))) {
    scalar.type = 'QUOTE_DOUBLE';
  } else if (value.includes('\n')) scalar.type = 'BLOCK_LITERAL';
  return scalar;
}
