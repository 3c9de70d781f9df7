import type { Id } from '@/core/argument/document';
import type { CaseView } from '../caseView';
import { SCOPES, type Scope, type ScopedRecords } from '../rule';
import type { CaseIndex, Differences } from './caseIndex';
import type { Place } from './graph';
import { placeIn } from './grouping';
import { ask, findingOf, type Found, type Question, type Questions } from './questions';

/** What the rules of one scope find about one record, and what they looked at to find it. */
export interface Cell {
  /** Of the record; of a rule about the document its position. */
  readonly id: string;
  readonly scope: Scope | 'document';
  /** Of a node: where it stands. */
  readonly place: Place | null;
  readonly look: () => Found[];
  seen: ReadonlySet<string>;
  found: readonly Found[];
}

type BesideNodes = Exclude<Scope, 'node'> | 'document';

/** All cells of a case, and which of them looked at what. */
export class Cells {
  private readonly cells = new Map<Scope, Map<Id, Cell>>(SCOPES.map((scope) => [scope, new Map()]));
  /** Cells that found something, by id. Those of nodes are shown in reading order instead. */
  private readonly speaking: Readonly<Record<BesideNodes, Cell[]>> = {
    link: [],
    defeater: [],
    claimPoint: [],
    module: [],
    interface: [],
    condition: [],
    criterion: [],
    evidence: [],
    indicator: [],
    document: [],
  };
  /** By slot of the node's place. */
  private readonly speakingNodes: (Cell | undefined)[] = [];
  private readonly watchers = new Map<string, Set<Cell>>();
  private readonly due = new Set<Cell>();

  constructor(
    private readonly questions: Questions,
    private readonly view: CaseView,
    private readonly index: CaseIndex,
  ) {
    for (const { at, rule, check } of questions.aboutDocument) {
      this.add('document', String(at).padStart(4, '0'), () =>
        Array.from(check(view), (observation) => ({ at, finding: findingOf(rule, observation) })),
      );
    }
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
      this.addRecord('node', node, this.questions.aboutNode(node.kind));
    }
    for (const scope of SCOPES) if (scope !== 'node') this.addAll(scope, differences[scope].added);
  }

  /** Asks what is due. */
  run(): void {
    for (const cell of this.due) {
      this.unwatch(cell);
      const seen = new Set<string>();
      cell.found = this.view.noting(seen, cell.look);
      cell.seen = seen;
      this.watch(cell);
      this.setSpeaking(cell, cell.found.length > 0);
    }
    this.due.clear();
  }

  /** What was found, in the order in which each rule's findings are shown. */
  found(): (readonly Found[])[] {
    const { document, survey } = this.index;
    const found: (readonly Found[])[] = [];
    for (const slot of survey.reading) {
      const cell = this.speakingNodes[slot];
      if (cell) found.push(cell.found);
    }
    const position = new Map(document.conditions.map(({ id }, at) => [id, at]));
    const place = ({ id }: Cell) => position.get(id) ?? 0;
    for (const scope of [...SCOPES, 'document'] as const) {
      if (scope === 'node') continue;
      const cells = this.speaking[scope];
      const shown = scope === 'condition' ? cells.toSorted((a, b) => place(a) - place(b)) : cells;
      for (const cell of shown) found.push(cell.found);
    }
    return found;
  }

  private addAll<S extends Scope>(scope: S, records: readonly ScopedRecords[S][]): void {
    const asked = this.questions.about(scope);
    for (const record of records) this.addRecord(scope, record, asked);
  }

  private addRecord<R extends { id: Id }>(
    scope: Scope,
    record: R,
    asked: readonly Question<R>[],
  ): void {
    const cell = this.add(scope, record.id, () => {
      const found: Found[] = [];
      ask(asked, record, this.view, found);
      return found;
    });
    this.cells.get(scope)?.set(record.id, cell);
  }

  private add(scope: Cell['scope'], id: string, look: () => Found[]): Cell {
    const place = scope === 'node' ? (this.index.graph.place(id) ?? null) : null;
    const cell: Cell = { id, scope, place, look, seen: new Set(), found: [] };
    this.due.add(cell);
    return cell;
  }

  private remove(scope: Scope, id: Id): void {
    const cell = this.cells.get(scope)?.get(id);
    if (cell === undefined) return;
    this.cells.get(scope)?.delete(id);
    this.unwatch(cell);
    this.setSpeaking(cell, false);
  }

  private setSpeaking(cell: Cell, speaks: boolean): void {
    if (cell.scope === 'node') {
      if (cell.place) this.speakingNodes[cell.place.slot] = speaks ? cell : undefined;
      return;
    }
    const cells = this.speaking[cell.scope];
    const at = placeIn(cells, cell.id);
    const known = cells[at]?.id === cell.id;
    if (speaks) cells.splice(at, known ? 1 : 0, cell);
    else if (known) cells.splice(at, 1);
  }

  private watch(cell: Cell): void {
    for (const key of cell.seen) {
      const watchers = this.watchers.get(key);
      if (watchers === undefined) this.watchers.set(key, new Set([cell]));
      else watchers.add(cell);
    }
  }

  private unwatch(cell: Cell): void {
    for (const key of cell.seen) {
      const watchers = this.watchers.get(key);
      watchers?.delete(cell);
      if (watchers?.size === 0) this.watchers.delete(key);
    }
  }
}
