import type { ArgumentNode, Id, NodeKind } from '@/core/argument/document';
import type { CaseView } from '../caseView';
import type { Finding, Observation } from '../finding';
import { SCOPES, type RecordCheck, type RecordChecks, type Rule, type Scope, type ScopedRecords } from '../rule';
import type { Differences } from './caseIndex';
import { placeIn } from './grouping';

/** What the rules of one scope find about one record, and what they looked at to find it. */
export interface Cell {
  /** Of the record; of a rule about the document its position. */
  readonly id: string;
  readonly scope: Scope | 'document';
  readonly look: () => Found[];
  seen: ReadonlySet<string> | null;
  found: readonly Found[];
}

interface Found {
  /** Position of the rule. */
  at: number;
  finding: Finding;
}

interface Asked<R> {
  at: number;
  rule: Rule;
  check: RecordCheck<R>;
}

type AskedByScope = { readonly [S in Scope]: readonly Asked<ScopedRecords[S]>[] };
type BesideNodes = Exclude<Scope, 'node'> | 'document';

/** All cells of a case, and which of them looked at what. */
export class Cells {
  private readonly asked: AskedByScope;
  private readonly askedOfKind = new Map<NodeKind, readonly Asked<ArgumentNode>[]>();
  private readonly cells = new Map<Scope, Map<Id, Cell>>(SCOPES.map((scope) => [scope, new Map()]));
  /** Cells that found something, by id. Those of nodes are shown in reading order instead. */
  private readonly speaking: Readonly<Record<BesideNodes, Cell[]>> = {
    link: [],
    defeater: [],
    claimPoint: [],
    module: [],
    condition: [],
    criterion: [],
    evidence: [],
    indicator: [],
    document: [],
  };
  private readonly watchers = new Map<string, Set<Cell>>();
  private readonly due = new Set<Cell>();

  /** @param watching false for a single check: nothing is noted that only a second one needs */
  constructor(
    private readonly rules: readonly Rule[],
    private readonly view: CaseView,
    private readonly watching: boolean,
  ) {
    const about = <S extends Scope>(scope: S) => askedAbout(rules, scope);
    this.asked = {
      node: about('node'),
      link: about('link'),
      defeater: about('defeater'),
      claimPoint: about('claimPoint'),
      module: about('module'),
      condition: about('condition'),
      criterion: about('criterion'),
      evidence: about('evidence'),
      indicator: about('indicator'),
    };
    for (const [at, rule] of rules.entries()) {
      const { document } = rule.checks;
      if (document) this.add('document', String(at).padStart(4, '0'), [{ at, rule, check: document }], view);
    }
  }

  node(id: Id): Cell | undefined {
    return this.cells.get('node')?.get(id);
  }

  /** Takes in what changed: what is new or changed is due, and so is whatever looked at it. */
  take(differences: Differences, touched: Iterable<string>): void {
    for (const scope of SCOPES) {
      for (const { id } of differences[scope].removed) this.remove(scope, id);
    }
    for (const key of touched) {
      for (const cell of this.watchers.get(key) ?? []) this.due.add(cell);
    }
    for (const node of differences.node.added) {
      this.keep(this.add('node', node.id, this.askedOf(node.kind), node));
    }
    for (const scope of SCOPES) {
      if (scope !== 'node') this.addAll(scope, differences[scope].added);
    }
  }

  /** Asks what is due. */
  run(): void {
    for (const cell of this.due) {
      this.unwatch(cell);
      const seen = this.watching ? new Set<string>() : null;
      cell.found = this.view.noting(seen, cell.look);
      cell.seen = seen;
      this.watch(cell);
      this.setSpeaking(cell, cell.found.length > 0);
    }
    this.due.clear();
  }

  /**
   * All findings, rule by rule.
   *
   * @param nodes cells of nodes in reading order
   * @param conditions ids in their authors' order
   */
  findings(nodes: readonly (Cell | undefined)[], conditions: readonly Id[]): Finding[] {
    const byRule = this.rules.map((): Finding[] | null => null);
    const say = ({ found }: Cell) => {
      for (const { at, finding } of found) (byRule[at] ??= []).push(finding);
    };
    for (const cell of nodes) if (cell !== undefined && cell.found.length > 0) say(cell);
    const { condition, ...others } = this.speaking;
    if (condition.length > 0) {
      const position = new Map(conditions.map((id, at) => [id, at]));
      const place = ({ id }: Cell) => position.get(id) ?? 0;
      for (const cell of condition.toSorted((a, b) => place(a) - place(b))) say(cell);
    }
    for (const cells of Object.values(others)) for (const cell of cells) say(cell);
    return byRule.flatMap((findings) => findings ?? []);
  }

  private askedOf(kind: NodeKind): readonly Asked<ArgumentNode>[] {
    const known = this.askedOfKind.get(kind);
    if (known) return known;
    const asked = this.asked.node.filter(({ rule: { kinds } }) => kinds?.includes(kind) ?? true);
    this.askedOfKind.set(kind, asked);
    return asked;
  }

  private addAll<S extends Scope>(scope: S, records: readonly ScopedRecords[S][]): void {
    const asked = this.asked[scope];
    if (asked.length === 0) return;
    for (const record of records) this.keep(this.add(scope, record.id, asked, record));
  }

  private add<R>(scope: Cell['scope'], id: string, asked: readonly Asked<R>[], record: R): Cell {
    const { view } = this;
    const cell: Cell = {
      id,
      scope,
      look: () => {
        const found: Found[] = [];
        for (const { at, rule, check } of asked) {
          for (const observation of check(record, view)) {
            found.push({ at, finding: findingOf(rule, observation) });
          }
        }
        return found;
      },
      seen: null,
      found: [],
    };
    this.due.add(cell);
    return cell;
  }

  private keep(cell: Cell): void {
    if (cell.scope !== 'document') this.cells.get(cell.scope)?.set(cell.id, cell);
  }

  private remove(scope: Scope, id: Id): void {
    const cell = this.cells.get(scope)?.get(id);
    if (cell === undefined) return;
    this.cells.get(scope)?.delete(id);
    this.unwatch(cell);
    this.setSpeaking(cell, false);
  }

  private setSpeaking(cell: Cell, speaks: boolean): void {
    if (cell.scope === 'node') return;
    const cells = this.speaking[cell.scope];
    const at = placeIn(cells, cell.id);
    const known = cells[at]?.id === cell.id;
    if (speaks) cells.splice(at, known ? 1 : 0, cell);
    else if (known) cells.splice(at, 1);
  }

  private watch(cell: Cell): void {
    for (const key of cell.seen ?? []) {
      const watchers = this.watchers.get(key);
      if (watchers === undefined) this.watchers.set(key, new Set([cell]));
      else watchers.add(cell);
    }
  }

  private unwatch(cell: Cell): void {
    for (const key of cell.seen ?? []) {
      const watchers = this.watchers.get(key);
      watchers?.delete(cell);
      if (watchers?.size === 0) this.watchers.delete(key);
    }
  }
}

function askedAbout<S extends Scope>(
  rules: readonly Rule[],
  scope: S,
): Asked<ScopedRecords[S]>[] {
  return rules.flatMap((rule, at) => {
    const checks: RecordChecks = rule.checks;
    const check = checks[scope];
    return check ? [{ at, rule, check }] : [];
  });
}

function findingOf(
  { id, severity, clause, blocks }: Rule,
  observation: Observation,
): Finding {
  return { rule: id, severity, clause, blocks, ...observation };
}
