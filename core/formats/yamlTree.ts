import {
  Composer,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  Parser,
  type Document,
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

function onlyDocument(text: string, budget: YamlBudget): YamlValue | null {
  const composer = new Composer({ schema: 'failsafe', uniqueKeys: false, merge: false });
  let found: Document.Parsed | null = null;
  for (const document of composer.compose(boundedTokens(text, budget), true, text.length)) {
    const [error] = document.errors;
    if (error) throw new YamlError(sentence(error.message), error.pos[0]);
    if (found) throw new YamlError('The file holds more than one document.', document.range[0]);
    found = document;
  }
  const contents = found?.contents ?? null;
  return contents === null ? null : new TreeReader().value(contents, 1);
}

/** The library's tokens, given up on as soon as they are too many or too deep. */
function* boundedTokens(text: string, budget: YamlBudget) {
  const parser = new Parser();
  let directives = 0;
  let before = '';
  for (const lexeme of new Lexer().lex(text)) {
    if (lexeme.length > MAX_RUN) {
      throw new YamlError('A text, comment or blank is too long.', parser.offset);
    }
    budget.tokens -= weightOf(lexeme);
    if (budget.tokens < 0)
      throw new YamlError('The file holds too much to be read.', parser.offset);
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
  }
  yield* parser.end();
}

/** A plain text is two lexical tokens; a quoted one, a list and a map are one and take more memory. */
function weightOf(lexeme: string): number {
  return /^["'[{]/.test(lexeme) ? 3 : 1;
}

/** Two of them in a row leave something out. */
const INDICATORS: ReadonlySet<string> = new Set([',', '?', ':', '&', '!']);

class TreeReader {
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
    if (node.anchor !== undefined) this.anchors.set(node.anchor, value);
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
    const entries = new Map<string, YamlValue>();
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
