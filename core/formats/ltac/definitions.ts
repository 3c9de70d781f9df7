import { blankNode } from '@/core/argument/blank';
import type { ArgumentNode, NodeKind } from '@/core/argument/document';
import { LIMITS } from '@/core/argument/limits';
import { nextIdentifier, type IdSource } from '@/core/argument/ids';
import type { FindingList } from '../findingList';
import { citationKind, kindOfType } from './grammar';
import type { LtacLine } from './lines';

/** What a line stands for. */
export type Meaning =
  | { is: 'element'; node: ArgumentNode }
  | { is: 'relation' }
  /** A link to a line above or below. */
  | { is: 'link'; line: LtacLine };

/** The elements that the lines define, and what links and citations lead to. */
export class Definitions {
  /** In the order of their lines. */
  readonly nodes: ArgumentNode[] = [];
  /** The place of each node. */
  readonly places: string[] = [];
  /** Names of modules, in the order in which the file has them. */
  readonly modules = new Set<string>();
  private readonly byId = new Map<string, LtacLine>();
  private readonly meanings = new Map<LtacLine, Meaning>();
  private readonly moduleOf = new Map<LtacLine, string>();
  private readonly citations = new Map<string, ArgumentNode>();
  private readonly ids: IdSource;
  private readonly findings: FindingList;

  constructor(lines: readonly LtacLine[], ids: IdSource, findings: FindingList) {
    this.ids = ids;
    this.findings = findings;
    for (const line of lines) this.name(line);
    const unnamed = new UnusedIdentifiers(this.byId);
    this.assignModules(lines, unnamed);
    for (const line of lines) {
      this.define(line, unnamed);
      if (this.nodes.length <= LIMITS.nodes) continue;
      findings.error(
        line.place,
        `The file holds more elements than a case may have (${LIMITS.nodes}).`,
      );
      return;
    }
  }

  meaning(line: LtacLine): Meaning {
    return this.meanings.get(line) ?? { is: 'relation' };
  }

  private name(line: LtacLine): void {
    if (line.type === 'Link' || line.cites || line.id === '') return;
    const first = this.byId.get(line.id);
    if (!first) this.byId.set(line.id, line);
    else {
      this.findings.error(
        line.place,
        `‘${line.id}’ is in line ${first.number} already: use "- Link ${line.id}" to name it again.`,
      );
    }
  }

  /** A package is named by a comment above it, else by its top element. */
  private assignModules(lines: readonly LtacLine[], unnamed: UnusedIdentifiers): void {
    let module = '';
    for (const line of lines) {
      if (line.depth === 0) {
        const kind = kindOfType(line.type) ?? 'goal';
        module = line.module ?? (line.id || unnamed.of(line, kind));
        this.modules.add(module);
      }
      this.moduleOf.set(line, module);
    }
  }

  private define(line: LtacLine, unnamed: UnusedIdentifiers): void {
    const kind = kindOfType(line.type);
    if (line.type === 'Link') return this.link(line);
    if (kind === null) return void this.meanings.set(line, { is: 'relation' });
    if (line.cites) return this.cite(line, line.cites.package);
    const node = blankNode({
      id: this.ids(),
      kind,
      identifier: line.id || unnamed.of(line, kind),
      module: this.moduleOf.get(line) ?? '',
      text: line.text,
    });
    this.add(line, node);
    this.describe(line, node);
  }

  private link(line: LtacLine): void {
    const target = this.byId.get(line.id);
    if (!target) {
      return this.findings.error(line.place, `No element of the file is called ‘${line.id}’.`);
    }
    if (line.notes.length > 0) {
      this.findings.hint(line.place, 'The comment above a link is left out.');
    }
    if (line.options.some((option) => !ROLES.has(option))) {
      this.findings.warning(
        line.place,
        'Options of an element stand where it is defined; left out.',
      );
    }
    const module = this.moduleOf.get(line) ?? '';
    const elsewhere = this.moduleOf.get(target) ?? '';
    if (target.type !== 'Relation' && module !== elsewhere) {
      this.findings.hint(
        line.place,
        `‘${line.id}’ is in the package ‘${elsewhere}’ and is linked itself; ^${line.id} would cite it.`,
      );
    }
    this.meanings.set(line, { is: 'link', line: target });
  }

  /** Without a package, an identifier of the same module is the element itself. */
  private cite(line: LtacLine, stated: string | null): void {
    const target = this.byId.get(line.id);
    const module = this.moduleOf.get(line) ?? '';
    const elsewhere = target && target.type !== 'Relation' ? this.moduleOf.get(target) : undefined;
    if (stated === null && target && elsewhere === module) {
      this.meanings.set(line, { is: 'link', line: target });
      return;
    }
    if (stated === null && elsewhere === undefined) {
      this.findings.hint(line.place, `‘${line.id}’ is in no package of this file.`);
    }
    if (line.type === 'Strategy') {
      this.findings.warning(line.place, 'GSN has no away strategy; it is cited as an away goal.');
    }
    const packaged = stated === null ? (elsewhere ?? line.id) : this.packageName(stated);
    const kind = line.id === '' ? 'module' : citationKind(line.type);
    this.cited(line, kind, packaged, line.id);
  }

  /** "Package X" is the package whose top element is X. */
  private packageName(stated: string): string {
    const short = stated.replace(/^Package +/, '');
    return !this.modules.has(stated) && this.modules.has(short) ? short : stated;
  }

  private cited(line: LtacLine, kind: NodeKind, module: string, id: string): void {
    const own = this.moduleOf.get(line) ?? '';
    const name = [own, kind, module, id].join('\n');
    const known = this.citations.get(name);
    const node =
      known ??
      blankNode({
        id: this.ids(),
        kind,
        identifier: id || module,
        module: own,
        text: line.text,
        away: { module, node: id, baseDigest: null, recordId: null, textLeaf: null },
      });
    this.citations.set(name, node);
    if (!known) this.add(line, node);
    else {
      this.meanings.set(line, { is: 'element', node });
      if (line.text !== '' && node.text !== line.text) {
        if (node.text === '') node.text = line.text;
        else this.findings.warning(line.place, 'It is cited with another text above; left out.');
      }
    }
    this.describe(line, node);
  }

  private add(line: LtacLine, node: ArgumentNode): void {
    this.nodes.push(node);
    this.places.push(line.place);
    this.meanings.set(line, { is: 'element', node });
  }

  private describe(line: LtacLine, node: ArgumentNode): void {
    // What is longer than notes may be is refused in the end; citations could add to it for ever.
    if (line.notes.length > 0 && node.notes.length <= LIMITS.prose) {
      node.notes = [node.notes, ...line.notes].join('\n').replace(/^\n/, '');
    }
    if (line.reference) node.annotations.reference = line.reference;
    for (const option of line.options) {
      if (option === 'defeated') node.defeat = { outcome: 'defeated', reason: '' };
      else if (option === 'needssupport') node.undeveloped = true;
      else if (option === 'abstract') node.uninstantiated = true;
      else if (option === 'assumed' || option === 'axiomatic') node.annotations.assertion = option;
    }
  }
}

/** Options that say how a line stands to the one above it. */
const ROLES: ReadonlySet<string> = new Set(['counter', 'defeater', 'metaclaim', 'asserted']);

/** Identifiers for lines that have none, by kind and number. */
class UnusedIdentifiers {
  private readonly taken: ReadonlyMap<string, LtacLine>;
  private readonly given = new Map<LtacLine, string>();
  private readonly numbers = new Map<NodeKind, number>();

  constructor(taken: ReadonlyMap<string, LtacLine>) {
    this.taken = taken;
  }

  of(line: LtacLine, kind: NodeKind): string {
    const known = this.given.get(line);
    if (known !== undefined) return known;
    const prefix = nextIdentifier(kind, []).replace(/\d+$/, '');
    let number = this.numbers.get(kind) ?? 0;
    do number += 1;
    while (this.taken.has(prefix + String(number)));
    this.numbers.set(kind, number);
    this.given.set(line, prefix + String(number));
    return prefix + String(number);
  }
}
