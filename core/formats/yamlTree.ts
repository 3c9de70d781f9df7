import {
  Composer,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  Parser,
  type CST,
  type ParsedNode,
  type Scalar,
} from 'yaml';

import { MAX_RUN } from './importResult';

/**
 * YAML 1.2 as a tree of texts, lists and maps, read within bounds. Every scalar is a text: what a
 * text means is for the format that reads the tree. Aliases share the value that they name, so that no
 * file grows by naming one value many times. Merge keys, tags of applications, keys that are not
 * texts and keys that stand twice are refused: readers differ in what they take those for.
 */

export interface YamlText {
  type: 'text';
  text: string;
  /** Only a plain text can stand for null, true or a number. */
  style: 'plain' | 'quoted' | 'block';
  at: number;
}
export interface YamlList {
  type: 'list';
  items: readonly YamlValue[];
  at: number;
}
export interface YamlMap {
  type: 'map';
  entries: ReadonlyMap<string, YamlValue>;
  at: number;
}
/** `at` is the UTF-16 offset in the file. */
export type YamlValue = YamlText | YamlList | YamlMap;

/** YAML that is not well-formed, or that no reader should take. */
export class YamlError extends Error {
  override readonly name = 'YamlError';
  /** UTF-16 offset in the file. */
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/** How many lexical tokens may still be read; several files can share one. */
export interface YamlBudget {
  tokens: number;
}

/**
 * Lexical tokens that may stand in memory together as the library has them, which takes several times
 * what the tree that is made of them does: those of two entries of the top. Twice what 60,000 links of
 * one element take.
 */
const MAX_TOKENS_AT_ONCE = 500_000;

/** Tokens after which a tree is made of the entries that the map at the top has so far. */
const PART = 5_000;

/** A value nests at most this deep. */
const MAX_DEPTH = 100;

/** What the library puts on its stack for each level: the collection and what is in it. */
const STACK_DEPTH = 2 * MAX_DEPTH;

/** `%YAML 1.2` and a few; each one costs the library a pass over the others. */
const MAX_DIRECTIVES = 10;

const STANDARD_TAGS = 'tag:yaml.org,2002:';

/**
 * Reads the one document of a YAML file; null when it is empty.
 * @throws YamlError
 */
export function readYaml(text: string, budget: YamlBudget): YamlValue | null {
  // The library makes an error for each of a million mistakes, and a stack for each of them costs more
  // than all the rest.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return onlyDocument(text, budget);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** The bound that reading a YAML file would meet; null when there is none. */
export function yamlRefusal(text: string, budget: YamlBudget): YamlError | null {
  try {
    const tokens = boundedTokens(text, budget, new Parts());
    while (!tokens.next().done);
    return null;
  } catch (error) {
    if (error instanceof YamlError) return error;
    throw error;
  }
}

function onlyDocument(text: string, budget: YamlBudget): YamlValue | null {
  const composer = new Composer({ schema: 'failsafe', uniqueKeys: false, merge: false });
  const parts = new Parts();
  const reader = new TreeReader();
  let found: YamlValue | null = null;
  let isWhole = false;
  for (const document of composer.compose(boundedTokens(text, budget, parts), true, text.length)) {
    const [error] = document.errors;
    if (error) throw new YamlError(sentence(error.message), error.pos[0]);
    if (isWhole) throw new YamlError('The file holds more than one document.', document.range[0]);
    isWhole = parts.isLast();
    const value = document.contents === null ? null : reader.value(document.contents, 1);
    found ??= value;
  }
  return found;
}

/**
 * A map at the top, which may be the whole of a large file, is read in parts: each is a document with
 * some of its entries.
 */
class Parts {
  /** What has been read and is in no part yet. */
  pending = 0;
  /** What was pending when each entry of the top map began. */
  private begins: number[] = [];
  private given = 0;
  private seen = 0;

  /** Takes the complete entries out of a map at the top, where they are worth a part. */
  take({ stack: [document, map] }: Parser): CST.Document | null {
    if (document?.type !== 'document' || map?.type !== 'block-map') return null;
    const { items, offset, indent } = map;
    if (this.begins.length > items.length) this.begins.length = items.length;
    while (this.begins.length < items.length) this.begins.push(this.pending);
    // The library still looks at the last two.
    const complete = items.length - 2;
    const weight = this.begins[complete] ?? 0;
    if (weight < PART) return null;
    const value: CST.BlockMap = {
      type: 'block-map',
      offset,
      indent,
      items: items.splice(0, complete),
    };
    this.begins = this.begins.slice(complete).map((begin) => begin - weight);
    this.pending -= weight;
    this.given += 1;
    const [next] = items;
    const [first = next?.key ?? next?.sep?.[0]] = next?.start ?? [];
    map.offset = first?.offset ?? offset;
    const { start } = document;
    document.start = [];
    return { type: 'document', offset: document.offset, start, value };
  }

  /** Whether the next document that is composed ends the one of the file. */
  isLast(): boolean {
    this.seen += 1;
    return this.seen > this.given;
  }
}

/** The library's tokens, given up on as soon as they are too many or too deep. */
function* boundedTokens(text: string, budget: YamlBudget, parts: Parts) {
  const parser = new Parser();
  let directives = 0;
  let before = '';
  for (const lexeme of new Lexer().lex(text)) {
    if (lexeme.length > MAX_RUN) {
      throw new YamlError('A text, comment or blank is too long.', parser.offset);
    }
    const weight = weightOf(lexeme);
    budget.tokens -= weight;
    parts.pending += weight;
    if (budget.tokens < 0 || parts.pending > MAX_TOKENS_AT_ONCE) {
      throw new YamlError('The file holds too much to be read.', parser.offset);
    }
    if (lexeme === before && INDICATORS.has(lexeme)) {
      // The library would note one error for each of a million, and read on.
      throw new YamlError(`A value is missing before ‘${lexeme}’.`, parser.offset);
    }
    if (lexeme.trim() !== '') before = lexeme;
    for (const token of parser.next(lexeme)) {
      if (token.type === 'error') throw new YamlError(sentence(token.message), token.offset);
      if (token.type === 'directive' && ++directives > MAX_DIRECTIVES) {
        throw new YamlError('The file begins with too many directives.', token.offset);
      }
      yield token;
    }
    if (parser.stack.length > STACK_DEPTH) {
      throw new YamlError('The file is nested too deeply.', parser.offset);
    }
    // Directives are for a document as a whole.
    const part = directives === 0 ? parts.take(parser) : null;
    if (part) yield part;
  }
  yield* parser.end();
}

/**
 * A plain text is two lexical tokens; a quoted one, a list and a map are one and take more memory, an
 * alias far more.
 */
function weightOf(lexeme: string): number {
  if (lexeme.startsWith('*')) return 6;
  return /^["'[{]/.test(lexeme) ? 3 : 1;
}

/** Two of them in a row leave something out. */
const INDICATORS: ReadonlySet<string> = new Set([',', '?', ':', '&', '!']);

class TreeReader {
  /** Entries of the map at the top, from all its parts. */
  private readonly top = new Map<string, YamlValue>();
  private readonly anchors = new Map<string, YamlValue>();

  value(node: ParsedNode | null, depth: number, after = 0): YamlValue {
    if (node === null) return { type: 'text', text: '', style: 'plain', at: after };
    const at = node.range[0];
    if (depth > MAX_DEPTH) throw new YamlError('The file is nested too deeply.', at);
    if (isAlias(node)) {
      const named = this.anchors.get(node.source);
      if (!named) throw new YamlError(`No value is anchored as ‘${short(node.source)}’ here.`, at);
      return named;
    }
    if (node.tag !== undefined && !node.tag.startsWith(STANDARD_TAGS)) {
      throw new YamlError(`The tag ‘${short(node.tag)}’ is not allowed.`, at);
    }
    const value = this.content(node, depth, at);
    // Nothing can name the top but what is in it.
    if (node.anchor !== undefined && depth > 1) this.anchors.set(node.anchor, value);
    return value;
  }

  private content(node: ParsedNode, depth: number, at: number): YamlValue {
    if (isScalar(node)) {
      return { type: 'text', text: String(node.value), style: styleOf(node), at };
    }
    if (isSeq(node)) {
      const items = node.items.map((item) => this.value(item, depth + 1, at));
      return { type: 'list', items, at };
    }
    const entries = depth === 1 ? this.top : new Map<string, YamlValue>();
    for (const { key, value } of isMap(node) ? node.items : []) {
      const name = this.value(key, depth + 1, at);
      if (name.type !== 'text') throw new YamlError('A key has to be a text.', name.at);
      if (name.text === '<<' && name.style === 'plain') {
        throw new YamlError('Merge keys are not allowed: write the fields out.', name.at);
      }
      if (entries.has(name.text)) {
        throw new YamlError(`The key ‘${short(name.text)}’ stands twice.`, name.at);
      }
      entries.set(name.text, this.value(value, depth + 1, name.at));
    }
    return { type: 'map', entries, at };
  }
}

function styleOf({ type }: Scalar): YamlText['style'] {
  if (type === 'PLAIN') return 'plain';
  return type === 'BLOCK_LITERAL' || type === 'BLOCK_FOLDED' ? 'block' : 'quoted';
}

function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function sentence(message: string): string {
  const [line = ''] = message.split('\n');
  return line.endsWith('.') ? line : `${line}.`;
}
