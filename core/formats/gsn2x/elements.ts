import { blankNode } from '@/core/argument/blank';
import type { ArgumentNode, Defeater, Id } from '@/core/argument/document';
import type { IdSource } from '@/core/argument/ids';
import { awayKindOf } from '@/core/argument/kinds';
import type { FindingList } from '../findingList';
import { isCounter, kindOfType, typeOfKey } from './elementTypes';
import { NODE_LAYERS } from './nodeLayers';
import { CARRIED_PREFIX, isDefeaterOnly, type SourceElement, type SourceModule } from './source';

/** An element of a file with what it became. */
export interface Element {
  source: SourceElement;
  file: SourceModule;
  node: ArgumentNode;
  /** The challenge that it makes. */
  defeater: Defeater | null;
  /** A challenge without an element that makes it: its node is no part of the case. */
  isDefeaterOnly: boolean;
  /** Layers of Casewright's own that nobody has read yet. */
  carried: Map<string, string>;
}

export type Reference = Pick<Element, 'node' | 'defeater' | 'isDefeaterOnly'> & {
  carried: ReadonlyMap<string, string>;
};

const NOTHING_CARRIED: ReadonlyMap<string, string> = new Map();

/** The elements of all files, and what their references to each other lead to. */
export class Elements {
  readonly all: Element[] = [];
  /** Away elements, made as other modules are referred to. */
  readonly citations: { node: ArgumentNode; path: string }[] = [];
  /** Every element by its record id, away ones too. */
  readonly nodes = new Map<Id, ArgumentNode>();
  private readonly byFile = new Map<SourceModule, Map<string, Element>>();
  private readonly byKey = new Map<string, Element[]>();
  private readonly cited = new Map<string, ArgumentNode>();
  private readonly ids: IdSource;
  private readonly findings: FindingList;

  constructor(modules: readonly SourceModule[], ids: IdSource, findings: FindingList) {
    this.ids = ids;
    this.findings = findings;
    for (const file of modules) {
      const own = new Map<string, Element>();
      this.byFile.set(file, own);
      for (const source of file.elements) {
        const element = this.element(source, file);
        this.all.push(element);
        this.nodes.set(element.node.id, element.node);
        own.set(source.key, element);
        const named = this.byKey.get(source.key);
        if (named) named.push(element);
        else this.byKey.set(source.key, [element]);
      }
    }
  }

  firstOf(file: SourceModule): Element | undefined {
    return this.byFile.get(file)?.values().next().value;
  }

  /** The element of a name: of the same file, else of another one. */
  find(from: Element, key: string, path: string): Element | null {
    const own = this.byFile.get(from.file)?.get(key);
    if (own) return own;
    const [first = null, second] = this.byKey.get(key) ?? [];
    if (first && second) {
      const names = [first, second].map(({ file }) => `‘${file.name}’`).join(' and ');
      this.findings.warning(path, `${key} is in the modules ${names}; the first is taken.`);
    }
    return first;
  }

  /**
   * What an element of one module refers to: an element of the same module itself, one of another
   * module as an away element (GSN 1:4.2.2), which all of the module share. What is in no file that
   * was read is away as well, in a module that nobody named.
   */
  refer(from: Element, key: string, path: string, list: 'supportedBy' | 'inContextOf'): Reference {
    const target = this.find(from, key, path);
    return target ? this.cite(from, target, path) : this.unknown(from, key, path, list);
  }

  cite(from: Element, target: Element, path: string): Reference {
    if (target.node.module === from.node.module) return target;
    const kind = awayKindOf(target.node.kind);
    if (kind === null) {
      this.findings.warning(
        path,
        `GSN has no away ${target.node.kind}: ${target.source.key} of another module is linked itself.`,
      );
      return target;
    }
    const { module, identifier } = target.node;
    return this.away(from, path, kind, { module, node: identifier });
  }

  /** An element as another one's module has it: itself, or away when the module refers to it. */
  seenFrom(from: Element, target: Element): ArgumentNode {
    const { module, identifier, kind } = target.node;
    const name = [from.node.module, awayKindOf(kind) ?? '', module, identifier].join('\n');
    return (module === from.node.module ? undefined : this.cited.get(name)) ?? target.node;
  }

  /** An away element with the name of what it cites. */
  away(
    from: Element,
    path: string,
    kind: ArgumentNode['kind'],
    { module, node }: { module: string; node: string },
  ): Reference {
    const name = [from.node.module, kind, module, node].join('\n');
    const known = this.cited.get(name);
    if (known) return citation(known);
    const made = blankNode({
      id: this.ids(),
      kind,
      identifier: node,
      module: from.node.module,
      away: { module, node, baseDigest: null, recordId: null, textLeaf: null },
    });
    this.cited.set(name, made);
    this.nodes.set(made.id, made);
    this.citations.push({ node: made, path });
    return citation(made);
  }

  private unknown(
    from: Element,
    key: string,
    path: string,
    list: 'supportedBy' | 'inContextOf',
  ): Reference {
    const isNew = this.citations.length;
    const type = typeOfKey(key);
    const fallback = list === 'supportedBy' ? 'away-goal' : 'away-context';
    const kind = (type && awayKindOf(kindOfType(type))) ?? fallback;
    const reference = this.away(from, path, kind, { module: '', node: key });
    if (this.citations.length > isNew) {
      this.findings.warning(
        path,
        `‘${key}’ is in no file that was read; it is kept as an away element of an unknown module.`,
      );
    }
    return reference;
  }

  private element(source: SourceElement, file: SourceModule): Element {
    const node = blankNode({
      id: this.ids(),
      kind: kindOfType(source.type),
      identifier: source.key,
      module: file.name,
      text: source.text,
      undeveloped: source.undeveloped,
      defeat: source.defeated ? { outcome: 'defeated', reason: '' } : null,
      annotations: Object.fromEntries(source.annotations),
    });
    const carried = new Map(source.carried);
    for (const { name, read } of NODE_LAYERS) {
      const text = carried.get(name);
      if (text === undefined) continue;
      carried.delete(name);
      if (!read(node, text)) {
        this.findings.warning(
          `${source.path}.${CARRIED_PREFIX}${name}`,
          `‘${text.slice(0, 60)}’ means nothing here; it is left out.`,
        );
      }
    }
    // Counters support each other without challenging anything; their type is all that says so.
    const isMarked = isCounter(source.type) && !isCounterKey(source.key);
    if (isMarked && source.challenges === '') node.annotations.nodeType = source.type;
    carried.delete('defeater-only');
    const isAlone = isDefeaterOnly(source);
    return { source, file, node, defeater: null, isDefeaterOnly: isAlone, carried };
  }
}

function isCounterKey(key: string): boolean {
  const type = typeOfKey(key);
  return type !== null && isCounter(type);
}

function citation(node: ArgumentNode): Reference {
  return { node, defeater: null, isDefeaterOnly: false, carried: NOTHING_CARRIED };
}
