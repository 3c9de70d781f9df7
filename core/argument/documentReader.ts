import type * as Y from 'yjs';
import type { CaseDocument, Contract, Id, RichText } from './document';
import { readFields, rootOf, type Problem } from './entries';
import { unflattenFacts } from './facts';
import type { Values } from './fields';
import { inRankOrder, RecordList, withoutRank } from './recordList';
import { sharedPath } from './sharedPath';
import {
  isEntryRoot,
  REGISTER_ROOTS,
  ROOT_NAMES,
  type EntryRoot,
  type RegisterRoot,
} from './structureShape';

/**
 * Reads a structure document. Used once it reads everything; {@link DocumentReader.follow} makes
 * it listen, and then each further reading costs what changed: nodes that did not change are the
 * same objects as in the reading before.
 */
export class DocumentReader {
  private readonly lists: { readonly [R in EntryRoot]: RecordList<R> };
  private stopFollowing: (() => void) | null = null;

  constructor(private readonly doc: Y.Doc) {
    this.lists = {
      nodes: new RecordList(doc, 'nodes'),
      links: new RecordList(doc, 'links'),
      conditions: new RecordList(doc, 'conditions'),
      defeaters: new RecordList(doc, 'defeaters'),
      claimPoints: new RecordList(doc, 'claimPoints'),
      modules: new RecordList(doc, 'modules'),
      interfaces: new RecordList(doc, 'interfaces'),
      evidence: new RecordList(doc, 'evidence'),
      criteria: new RecordList(doc, 'criteria'),
      indicators: new RecordList(doc, 'indicators'),
      parameters: new RecordList(doc, 'parameters'),
      outcomes: new RecordList(doc, 'outcomes'),
      failures: new RecordList(doc, 'failures'),
      exclusions: new RecordList(doc, 'exclusions'),
      cites: new RecordList(doc, 'cites'),
      matches: new RecordList(doc, 'matches'),
      dispositions: new RecordList(doc, 'dispositions'),
    };
  }

  /** A reader that keeps up with the document until {@link stop}. */
  static follow(doc: Y.Doc): DocumentReader {
    const reader = new DocumentReader(doc);
    const changed = (transaction: Y.Transaction) => reader.forgetChanged(transaction);
    // Before observers run: what they read is current.
    doc.on('beforeObserverCalls', changed);
    reader.stopFollowing = () => doc.off('beforeObserverCalls', changed);
    return reader;
  }

  stop(): void {
    this.stopFollowing?.();
    this.stopFollowing = null;
  }

  /** See readDocument. */
  read(bodies: Readonly<Record<Id, RichText>> = {}): {
    document: CaseDocument;
    problems: Problem[];
  } {
    const problems: Problem[] = [];
    const { lists } = this;
    const meta = this.registers('meta', problems);
    const template = this.registersIfAny('template', problems);
    const facts = this.registers('facts', problems);
    const document: CaseDocument = {
      schema: 'casewright/1',
      kind: meta.kind,
      title: meta.title,
      module: meta.module,
      root: meta.root,
      parameters: inRankOrder(lists.parameters.sorted()).map(({ id, rank: _, ...rest }) => ({
        name: id,
        ...rest,
      })),
      nodes: [...lists.nodes.sorted()],
      links: [...lists.links.sorted()],
      conditions: inRankOrder(lists.conditions.sorted()),
      defeaters: [...lists.defeaters.sorted()],
      claimPoints: [...lists.claimPoints.sorted()],
      modules: [...lists.modules.sorted()],
      interfaces: [...lists.interfaces.sorted()],
      evidence: [...lists.evidence.sorted()],
      criteria: [...lists.criteria.sorted()],
      indicators: [...lists.indicators.sorted()],
      facts: {
        ...unflattenFacts(facts),
        outcomes: inRankOrder(lists.outcomes.sorted()).map(withoutRank),
        failureConditions: inRankOrder(lists.failures.sorted()).map(withoutRank),
        notCovered: inRankOrder(lists.exclusions.sorted()).map(({ text }) => text),
      },
      contract: this.contract(problems),
      template,
      bodies: { ...bodies },
    };
    for (const list of Object.values(lists)) problems.push(...list.problems);
    this.reportUnknownRoots(problems);
    return { document, problems };
  }

  private contract(problems: Problem[]): Contract | null {
    const base = this.registersIfAny('contract', problems);
    const cites = inRankOrder(this.lists.cites.sorted()).map(
      ({ id: _id, rank: _, ...cite }) => cite,
    );
    const dispositions = inRankOrder(this.lists.dispositions.sorted()).map(
      ({ id: _id, rank: _, ...disposition }) => disposition,
    );
    const matches = [...this.lists.matches.sorted()];
    if (!base && cites.length + matches.length + dispositions.length === 0) return null;
    return { ...(base ?? { baseModule: '', baseRelease: '' }), cites, matches, dispositions };
  }

  private registers<R extends RegisterRoot>(root: R, problems: Problem[]): Registers<R> {
    return registersOf(root, rootOf(this.doc, root, problems), problems);
  }

  private registersIfAny<R extends RegisterRoot>(
    root: R,
    problems: Problem[],
  ): Registers<R> | null {
    const map = rootOf(this.doc, root, problems);
    return map && map.size > 0 ? registersOf(root, map, problems) : null;
  }

  private forgetChanged(transaction: Y.Transaction): void {
    for (const [type, keys] of transaction.changed) {
      const path = sharedPath(type);
      const [root, key] = path ?? [];
      if (root === undefined || !isEntryRoot(root)) continue;
      if (key !== undefined) this.lists[root].invalidate(key);
      else for (const changed of keys) this.lists[root].invalidate(changed ?? undefined);
    }
  }

  private reportUnknownRoots(problems: Problem[]): void {
    const known = new Set<string>(ROOT_NAMES);
    for (const name of this.doc.share.keys()) {
      if (!known.has(name)) problems.push({ path: [name], message: 'is not part of a case' });
    }
  }
}

type Registers<R extends RegisterRoot> = Values<(typeof REGISTER_ROOTS)[R]>;

function registersOf<R extends RegisterRoot>(
  root: R,
  map: Y.Map<unknown> | null,
  problems: Problem[],
): Registers<R> {
  const shape: (typeof REGISTER_ROOTS)[R] = REGISTER_ROOTS[root];
  const values = readFields(map, shape, [root], problems);
  if (values === null) throw new Error(`A register of ${root} has no fallback.`);
  return values;
}
