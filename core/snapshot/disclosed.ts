import { compareText } from '@/core/argument/text';
import type { LinkRecord, NodeRecord, RecordOf, ReleaseRecord, TextRecord } from './records';
import { Refusal } from './refusal';
import type { ParsedView, Withholding } from './view';

/** Something shown, or the mark that it is withheld. */
export type Shown<T> = { shown: true; value: T } | ({ shown: false } & Withholding);

export interface DisclosedEvidence {
  shows: string;
  evidence: Shown<RecordOf<'evidence'>>;
  bytes: RecordOf<'evidence-bytes'> | null;
  metrics: RecordOf<'metric'>[];
}

/** One argument element a reader may see. */
export interface DisclosedNode {
  entry: 'node';
  /** 0 for the root and for elements whose connection is withheld. */
  depth: number;
  relation: 'root' | 'supported-by' | 'in-context-of' | 'unconnected';
  node: NodeRecord;
  /** Null when withheld. */
  identifier: string | null;
  text: Shown<TextRecord>;
  evidence: DisclosedEvidence[];
  criteria: RecordOf<'criterion'>[];
  defeaters: DisclosedDefeater[];
  residuals: RecordOf<'residual'>[];
  /** Conditions of use that protect it. */
  conditions: RecordOf<'condition'>[];
}

export interface DisclosedDefeater {
  defeater: RecordOf<'defeater'>;
  identifier: string | null;
}

/** An element that was already shown above, reached again. */
export interface RepeatedNode {
  entry: 'repeat';
  depth: number;
  relation: 'supported-by' | 'in-context-of';
  id: string;
  identifier: string | null;
}

/** Elements withheld under the same visible parent for the same reason. */
export interface WithheldGroup extends Withholding {
  entry: 'withheld';
  depth: number;
  relation: 'root' | 'supported-by' | 'in-context-of';
  count: number;
}

export type OutlineEntry = DisclosedNode | RepeatedNode | WithheldGroup;

/** All that a reader of a view can be shown, in reading order. */
export interface DisclosedCase {
  name: string;
  releaseDigest: string;
  viewDigest: string;
  decision: RecordOf<'decision'> | null;
  subject: RecordOf<'subject'> | null;
  setting: RecordOf<'setting'> | null;
  changelog: RecordOf<'changelog'> | null;
  contract: RecordOf<'contract'> | null;
  /** Depth first from the root; contexts before supporters; what hangs nowhere comes last. */
  outline: OutlineEntry[];
  conditions: { condition: RecordOf<'condition'>; identifier: string | null }[];
  outcomes: { outcome: RecordOf<'outcome'>; identifier: string | null }[];
  /** Never withheld; the claim that one watches may be. */
  indicators: { indicator: RecordOf<'indicator'>; identifier: string | null }[];
  failureConditions: RecordOf<'failure-condition'>[];
  dispositions: RecordOf<'disposition'>[];
  residuals: RecordOf<'residual'>[];
  /** Defeaters that aim at a relationship or at another defeater. */
  otherDefeaters: DisclosedDefeater[];
  /** Everything withheld, by class. */
  withheld: { class: Withholding['class']; reasons: string[]; count: number }[];
  /** What people read for a disclosed record id; undefined when withheld. */
  identifiers: ReadonlyMap<string, string>;
}

/**
 * Reads a parsed view into what can be shown; `checkView` is what tells whether it holds.
 * @throws Refusal `missing-text` for a view that `checkView` would not pass
 */
export function readView(view: ParsedView): DisclosedCase {
  const reader = new ViewReader(view);
  return {
    name: view.name,
    releaseDigest: view.releaseDigest,
    viewDigest: view.digest,
    decision: reader.first('decision'),
    subject: reader.first('subject'),
    setting: reader.first('setting'),
    changelog: reader.first('changelog'),
    contract: reader.first('contract'),
    outline: reader.outline(),
    conditions: byPosition(reader.all('condition')).map((condition) => ({
      condition,
      identifier: reader.identifier(condition.id),
    })),
    outcomes: byPosition(reader.all('outcome')).map((outcome) => ({
      outcome,
      identifier: reader.identifier(outcome.id),
    })),
    indicators: reader
      .all('indicator')
      .map((indicator) => ({ indicator, identifier: reader.identifier(indicator.id) }))
      .sort((a, b) => compareText(a.identifier ?? '', b.identifier ?? '')),
    failureConditions: byPosition(reader.all('failure-condition')),
    dispositions: [...reader.all('disposition')].sort((a, b) =>
      compareText(a.condition, b.condition),
    ),
    residuals: [...reader.all('residual')].sort((a, b) => compareText(a.id, b.id)),
    otherDefeaters: reader.defeaters((defeater) => defeater.targetKind !== 'node'),
    withheld: reader.withheld(),
    identifiers: reader.identifiers,
  };
}

class ViewReader {
  readonly identifiers = new Map<string, string>();
  private readonly byKind = new Map<string, ReleaseRecord[]>();
  private readonly byId = new Map<string, ReleaseRecord>();
  private readonly textByLeaf = new Map<string, Shown<TextRecord>>();
  private readonly hiddenByLeaf = new Map<string, Withholding>();
  private readonly hiddenById = new Map<string, Withholding>();
  private readonly linksFrom = new Map<string, LinkRecord[]>();

  constructor(private readonly view: ParsedView) {
    for (const leaf of view.leaves) {
      if (!leaf.disclosed) {
        this.hiddenByLeaf.set(leaf.leaf, { class: leaf.class, reason: leaf.reason });
        continue;
      }
      const { record } = leaf;
      this.byId.set(record.id, record);
      push(this.byKind, record.kind, record);
      if (record.kind === 'identifier') this.identifiers.set(record.of, record.label);
      if (record.kind === 'text') this.textByLeaf.set(leaf.leaf, { shown: true, value: record });
      if (record.kind === 'link') push(this.linksFrom, record.from, record);
    }
    for (const edge of view.edges) {
      const hidden = this.hiddenByLeaf.get(edge.leaf);
      if (hidden !== undefined) this.hiddenById.set(edge.to, hidden);
    }
  }

  all<K extends ReleaseRecord['kind']>(kind: K): RecordOf<K>[] {
    return (this.byKind.get(kind) ?? []).filter(
      (record): record is RecordOf<K> => record.kind === kind,
    );
  }

  first<K extends ReleaseRecord['kind']>(kind: K): RecordOf<K> | null {
    return this.all(kind)[0] ?? null;
  }

  identifier(id: string): string | null {
    return this.identifiers.get(id) ?? null;
  }

  defeaters(keep: (defeater: RecordOf<'defeater'>) => boolean): DisclosedDefeater[] {
    return this.all('defeater')
      .filter(keep)
      .map((defeater) => ({ defeater, identifier: this.identifier(defeater.id) }))
      .sort((a, b) => compareText(a.identifier ?? a.defeater.id, b.identifier ?? b.defeater.id));
  }

  withheld(): DisclosedCase['withheld'] {
    const groups = new Map<
      string,
      { class: Withholding['class']; reasons: Set<string>; count: number }
    >();
    for (const leaf of this.view.leaves) {
      if (leaf.disclosed) continue;
      const group = groups.get(leaf.class) ?? { class: leaf.class, reasons: new Set(), count: 0 };
      group.reasons.add(leaf.reason);
      group.count++;
      groups.set(leaf.class, group);
    }
    return [...groups.values()]
      .map((group) => ({ ...group, reasons: [...group.reasons].sort() }))
      .sort((a, b) => compareText(a.class, b.class));
  }

  /** Iterative walk: a case may be deeper than the call stack, and may hold a cycle. */
  outline(): OutlineEntry[] {
    const entries: OutlineEntry[] = [];
    const seen = new Set<string>();
    const facts = this.nodeFacts();
    const visit = (start: Step): void => {
      const stack: (Step | WithheldGroup)[] = [start];
      for (let step = stack.pop(); step !== undefined; step = stack.pop()) {
        if ('entry' in step) {
          entries.push(step);
          continue;
        }
        const { id, depth, relation } = step;
        const record = this.byId.get(id);
        if (record?.kind === 'node') {
          if (seen.has(id) && (relation === 'supported-by' || relation === 'in-context-of')) {
            entries.push({ entry: 'repeat', depth, relation, id, identifier: this.identifier(id) });
            continue;
          }
          entries.push({ entry: 'node', depth, relation, node: record, ...facts(record) });
        } else {
          const hidden = this.hiddenById.get(id);
          if (hidden === undefined || relation === 'unconnected' || seen.has(id)) continue;
          entries.push({ entry: 'withheld', depth, relation, count: 1, ...hidden });
        }
        seen.add(id);
        stack.push(...this.stepsBelow(id, depth + 1).reverse());
      }
    };
    const root = this.first('decision')?.root ?? null;
    if (root !== null) visit({ id: root, depth: 0, relation: 'root' });
    for (const node of this.unconnectedFirst()) {
      if (!seen.has(node.id)) visit({ id: node.id, depth: 0, relation: 'unconnected' });
    }
    return entries;
  }

  /** Children in order; withheld ones with nothing visible below are grouped by class and reason. */
  private stepsBelow(id: string, depth: number): (Step | WithheldGroup)[] {
    const links = (this.linksFrom.get(id) ?? [])
      .filter((link) => link.type !== 'rests-on')
      .sort(bySlot);
    const steps: (Step | WithheldGroup)[] = [];
    const groups = new Map<string, WithheldGroup>();
    for (const link of links) {
      const hidden = this.hiddenById.get(link.to);
      if (hidden === undefined || this.linksFrom.has(link.to)) {
        steps.push({ id: link.to, depth, relation: link.type });
        continue;
      }
      const key = JSON.stringify([link.type, hidden.class, hidden.reason]);
      const group = groups.get(key);
      if (group !== undefined) {
        group.count++;
        continue;
      }
      const first: WithheldGroup = {
        entry: 'withheld',
        depth,
        relation: link.type,
        count: 1,
        ...hidden,
      };
      groups.set(key, first);
      steps.push(first);
    }
    return steps;
  }

  /** Elements that no visible link reaches come before those that hang below them. */
  private unconnectedFirst(): NodeRecord[] {
    const reached = new Set<string>();
    for (const links of this.linksFrom.values()) for (const link of links) reached.add(link.to);
    const name = (node: NodeRecord): string => this.identifier(node.id) ?? `\uffff${node.id}`;
    const nodes = [...this.all('node')].sort((a, b) => compareText(name(a), name(b)));
    return [
      ...nodes.filter((node) => !reached.has(node.id)),
      ...nodes.filter((node) => reached.has(node.id)),
    ];
  }

  private nodeFacts(): (
    node: NodeRecord,
  ) => Omit<DisclosedNode, 'entry' | 'depth' | 'relation' | 'node'> {
    const criteria = groupBy(this.all('criterion'), (criterion) => [criterion.node]);
    const residuals = groupBy(this.all('residual'), (residual) => [residual.about ?? '']);
    const conditions = groupBy(byPosition(this.all('condition')), (one) => one.protects);
    const defeaters = groupBy(
      this.defeaters((defeater) => defeater.targetKind === 'node'),
      (one) => [one.defeater.target],
    );
    const bytes = groupBy(this.all('evidence-bytes'), (one) => [one.evidence]);
    const metrics = groupBy(this.all('metric'), (one) => [one.evidence]);
    return (node) => ({
      identifier: this.identifier(node.id),
      text: this.textOf(node),
      criteria: [...(criteria.get(node.id) ?? [])].sort((a, b) => compareText(a.id, b.id)),
      residuals: residuals.get(node.id) ?? [],
      conditions: conditions.get(node.id) ?? [],
      defeaters: defeaters.get(node.id) ?? [],
      evidence: (this.linksFrom.get(node.id) ?? []).flatMap((link) => {
        if (link.type !== 'rests-on') return [];
        const evidence = this.evidenceOf(link.to);
        if (evidence === null) return [];
        return {
          shows: link.shows,
          evidence,
          bytes: bytes.get(link.to)?.[0] ?? null,
          metrics: [...(metrics.get(link.to) ?? [])].sort((a, b) => compareText(a.name, b.name)),
        };
      }),
    });
  }

  private textOf(node: NodeRecord): Shown<TextRecord> {
    const hidden = this.hiddenByLeaf.get(node.textLeaf);
    if (hidden !== undefined) return { shown: false, ...hidden };
    const text = this.textByLeaf.get(node.textLeaf);
    if (text === undefined) {
      throw new Refusal('missing-text', `The text of node ${node.id} is not in the view.`);
    }
    return text;
  }

  private evidenceOf(id: string): Shown<RecordOf<'evidence'>> | null {
    const record = this.byId.get(id);
    if (record?.kind === 'evidence') return { shown: true, value: record };
    const hidden = this.hiddenById.get(id);
    return hidden === undefined ? null : { shown: false, ...hidden };
  }
}

type StructuralLink = Exclude<LinkRecord, { type: 'rests-on' }>;

interface Step {
  id: string;
  depth: number;
  relation: DisclosedNode['relation'];
}

function push<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

function groupBy<V>(values: V[], keysOf: (value: V) => string[]): Map<string, V[]> {
  const groups = new Map<string, V[]>();
  for (const value of values) for (const key of keysOf(value)) push(groups, key, value);
  return groups;
}

function byPosition<R extends { position: number; id: string }>(records: R[]): R[] {
  return [...records].sort((a, b) => a.position - b.position || compareText(a.id, b.id));
}

/** Contexts read before supporters, each in its order. */
function bySlot(a: StructuralLink, b: StructuralLink): number {
  return compareText(a.type, b.type) || a.position - b.position || compareText(a.id, b.id);
}
