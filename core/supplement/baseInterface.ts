import type { ConditionKind, Disposition, Reach, Severity } from '@/core/argument/document';
import { compareText } from '@/core/argument/text';
import type { Manifest } from '@/core/snapshot/manifest';
import type { NodeRecord, RecordKind, RecordOf, ReleaseRecord } from '@/core/snapshot/records';
import type { ParsedView } from '@/core/snapshot/view';
import type { ValidityWindow } from '@/core/workflow/window';

/**
 * What a supplement can see of its base: the interface of the base's module (GSN v3, 1:4.7), read out
 * of one view of one release. It holds nothing that the view withholds, so whatever is made from it
 * (citations, obligations, checks, impact) can neither show nor use what the reader may not see.
 */
export interface BaseInterface {
  /** Release digest: what the supplement is pinned to. */
  digest: string;
  /** "meridian/larch-2-scheming" */
  path: string;
  number: number;
  title: string;
  module: string;
  window: ValidityWindow;
  conditions: BaseCondition[];
  /** Goals that are public (GSN) and whose words the view discloses. */
  goals: BaseGoal[];
  /** Contexts and assumptions in scope of some goal above, as far as they are disclosed. */
  contexts: BaseContext[];
}

export interface BaseCondition {
  id: string;
  identifier: string;
  kind: ConditionKind;
  text: string;
  severity: Severity;
  /** Identifiers of the claims it protects, as far as they are disclosed. */
  protects: { id: string; identifier: string; statement: string }[];
  dispositionsAllowed: Disposition[];
}

export interface BaseGoal {
  id: string;
  identifier: string;
  statement: string;
  /** Commitment to the words, in this release. */
  textLeaf: string;
  reach: Reach | null;
  undeveloped: boolean;
  /** Nobody claims it in the base: itself, or every branch that it supports. */
  notClaimed: boolean;
  openProblem: boolean;
  /** Ids of contexts in scope: its own and those of every goal or strategy above it (GSN 1:2.6). */
  inScope: string[];
  /**
   * Contexts in scope that the view withholds, and places above it where some may be: elements that
   * are withheld with whatever stands above and beside them. A bounded goal with one cannot be matched.
   */
  withheldInScope: number;
}

export interface BaseContext {
  id: string;
  identifier: string;
  kind: 'context' | 'assumption';
  statement: string;
}

/** How an element is called where its identifier is withheld: by the start of its record id. */
function nameless(id: string): string {
  return id.slice(0, 8);
}

/** Reads the interface out of a parsed view; `checkView` is what tells whether the view holds. */
export function baseInterfaceOf(
  release: { digest: string; manifest: Manifest },
  view: ParsedView,
): BaseInterface {
  const records = new DisclosedRecords(view);
  const { manifest } = release;
  const decision = records.all('decision')[0];
  const scopes = new Scopes(records, decision ?? { module: '', root: null });
  const shownContexts = new Map<string, BaseContext>();
  const goals = records.all('node').flatMap((node): BaseGoal[] => {
    const statement = records.statement(node);
    if (node.type !== 'goal' || !node.public || statement === null) return [];
    const { shown, withheld } = scopes.of(node.id);
    for (const context of shown) shownContexts.set(context.id, context);
    return [
      {
        id: node.id,
        identifier: records.identifier(node.id),
        statement,
        textLeaf: node.textLeaf,
        reach: node.reach,
        undeveloped: node.undeveloped,
        notClaimed: !scopes.isClaimed(node.id),
        openProblem: node.openProblem !== null,
        inScope: shown.map(({ id }) => id),
        withheldInScope: withheld,
      },
    ];
  });
  return {
    digest: release.digest,
    path: manifest.case,
    number: manifest.number,
    title: decision?.title ?? manifest.case,
    module: decision?.module ?? '',
    window: manifest.window ?? { from: '', until: '', zone: '' },
    conditions: [...records.all('condition')]
      .sort((a, b) => a.position - b.position || compareText(a.id, b.id))
      .map((condition) => ({
        id: condition.id,
        identifier: records.identifier(condition.id),
        kind: condition.type,
        text: condition.text,
        severity: condition.severity,
        protects: condition.protects.flatMap((id) => records.protectedClaim(id)),
        dispositionsAllowed: condition.dispositionsAllowed,
      })),
    goals: goals.sort(byIdentifier),
    contexts: [...shownContexts.values()].sort(byIdentifier),
  };
}

/** The disclosed records of a view by kind and id. */
class DisclosedRecords {
  private readonly byId = new Map<string, ReleaseRecord>();
  private readonly texts = new Map<string, string>();
  private readonly labels = new Map<string, string>();

  constructor(view: ParsedView) {
    for (const leaf of view.leaves) {
      if (!leaf.disclosed) continue;
      const { record } = leaf;
      this.byId.set(record.id, record);
      if (record.kind === 'text') this.texts.set(leaf.leaf, record.statement);
      if (record.kind === 'identifier') this.labels.set(record.of, record.label);
    }
  }

  all<K extends RecordKind>(kind: K): RecordOf<K>[] {
    return [...this.byId.values()].filter((record): record is RecordOf<K> => record.kind === kind);
  }

  node(id: string): NodeRecord | null {
    const record = this.byId.get(id);
    return record?.kind === 'node' ? record : null;
  }

  /** Null when the words are withheld. */
  statement(node: NodeRecord): string | null {
    return this.texts.get(node.textLeaf) ?? null;
  }

  identifier(id: string): string {
    return this.labels.get(id) ?? nameless(id);
  }

  protectedClaim(id: string): BaseCondition['protects'] {
    const node = this.node(id);
    const statement = node && this.statement(node);
    if (statement === null) return [];
    return [{ id, identifier: this.identifier(id), statement }];
  }
}

/** What lies above an element, and so bears on it, as far as the view shows it. */
class Scopes {
  private readonly above = new Map<string, string[]>();
  private readonly contexts = new Map<string, string[]>();

  constructor(
    private readonly records: DisclosedRecords,
    /** The module that the decision is about, and its top. */
    private readonly main: { module: string; root: string | null },
  ) {
    for (const link of records.all('link')) {
      if (link.type === 'supported-by') push(this.above, link.to, link.from);
      else if (link.type === 'in-context-of') push(this.contexts, link.from, link.to);
    }
  }

  /** Whether some way up to a top element meets nothing that is not claimed. */
  isClaimed(goal: string): boolean {
    const claims = (id: string) => this.records.node(id)?.claim !== 'not-claimed';
    if (!claims(goal)) return false;
    for (const at of this.upwards(goal, claims)) if (!this.above.has(at)) return true;
    return false;
  }

  /** Contexts in scope: the element's own and those of everything above it. */
  of(goal: string): { shown: BaseContext[]; withheld: number } {
    const found = new Set<string>();
    for (const at of this.upwards(goal)) {
      for (const context of this.contexts.get(at) ?? []) found.add(context);
    }
    const shown: BaseContext[] = [];
    let withheld = 0;
    for (const id of found) {
      const node = this.records.node(id);
      const statement = node && this.records.statement(node);
      if (node === null || statement === null) withheld += 1;
      else if (node.type === 'context' || node.type === 'assumption')
        shown.push({ id, identifier: this.records.identifier(id), kind: node.type, statement });
    }
    const hidden = [...this.upwards(goal)].filter((at) => this.hidesAbove(at)).length;
    return { shown: shown.sort(byIdentifier), withheld: withheld + hidden };
  }

  /**
   * Whether what stands above an element, or beside it, may be out of sight: links between two
   * elements that are both withheld are withheld too, and leave no trace in a view.
   */
  private hidesAbove(id: string): boolean {
    const node = this.records.node(id);
    if (node === null) return true;
    // The top of a module of its own has nothing above it.
    const inMain = node.module === '' || node.module === this.main.module;
    return inMain && id !== this.main.root && !this.above.has(id);
  }

  /** The element and everything above it, each once, by way of what `enters` lets through. */
  private *upwards(start: string, enters: (id: string) => boolean = () => true): Generator<string> {
    const seen = new Set([start]);
    const open = [start];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      yield at;
      for (const parent of this.above.get(at) ?? []) {
        if (seen.has(parent) || !enters(parent)) continue;
        seen.add(parent);
        open.push(parent);
      }
    }
  }
}

function push(map: Map<string, string[]>, key: string, value: string): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

const natural = new Intl.Collator('en', { numeric: true });

function byIdentifier<T extends { id: string; identifier: string }>(a: T, b: T): number {
  return natural.compare(a.identifier, b.identifier) || compareText(a.id, b.id);
}
