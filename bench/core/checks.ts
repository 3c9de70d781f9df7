import { blankLink, blankNode } from '@/core/argument/blank';
import type { ArgumentLink, ArgumentNode, CaseDocument, Id } from '@/core/argument/document';
import { indexArgument } from '@/core/argument/outline';
import { checkDocument } from '@/core/checks/checkDocument';
import { IncrementalChecker } from '@/core/checks/incrementalChecker';
import { placeIn } from '@/core/checks/incremental/grouping';
import type { Report } from '../collab/collab';
import { largeCase } from './largeCase';

const NODES = 10_000;
const ROUNDS = 15;
const EDITS_A_ROUND = 8;
const EDITS = ['statement', 'node', 'move', 'link'] as const;

/**
 * Checking a large case as a whole, and after one edit of each kind, against a plain walk over the
 * same nodes. The rows of single edits tell which kind costs what; the row without a kind is the
 * slowest of them.
 */
export function benchChecks(report: Report): Promise<void> {
  const document = largeCase(NODES);
  const edited = new EditedCase(document);
  const checker = new IncrementalChecker();
  checker.check(document);
  const walks: number[] = [];
  const full: number[] = [];
  const edits = new Map(EDITS.map((edit): [string, number[]] => [edit, []]));
  for (let round = 0; round < 2 * ROUNDS; round += 1) {
    // The first half warms up: an editor runs for hours.
    const counts = round >= ROUNDS;
    const walk = timed(() => walkOver(document));
    const whole = timed(() => checkDocument(document));
    if (counts) walks.push(walk);
    if (counts) full.push(whole);
    // What the full check leaves behind is not paid by the edits.
    globalThis.gc?.();
    for (let turn = 0; turn < EDITS_A_ROUND; turn += 1) {
      for (const edit of EDITS) {
        const next = edited.after(edit, round * EDITS_A_ROUND + turn);
        const took = timed(() => checker.check(next));
        if (counts) edits.get(edit)?.push(took);
      }
    }
  }
  const reference = median(walks);
  const row = (bench: string, value: number) => {
    report({ bench, n: NODES, value, unit: 'ms', reference, ratio: value / reference });
  };
  row('core.check', median(full));
  row('core.check.incremental', Math.max(...Array.from(edits.values(), median)));
  for (const [edit, times] of edits) row(`core.check.incremental.${edit}`, median(times));
  return Promise.resolve();
}

/** Every node once, from the root downwards: what any check of a whole case has to do at least. */
function walkOver(document: CaseDocument): number {
  const { nodes, children } = indexArgument(document);
  const seen = new Set<Id>();
  const open = document.root === null ? [] : [document.root];
  let letters = 0;
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    letters += nodes.get(id)?.text.length ?? 0;
    for (const { to } of children.get(id) ?? []) open.push(to);
  }
  return letters;
}

/** One version after another, sharing what an edit leaves alone, as DocumentReader's readings do. */
class EditedCase {
  private readonly goals: readonly Id[];
  /** Links to solutions. */
  private readonly leaves: readonly Id[];

  constructor(private document: CaseDocument) {
    const kinds = new Map(document.nodes.map(({ id, kind }) => [id, kind]));
    this.goals = document.nodes.flatMap(({ id, kind }) => (kind === 'goal' ? id : []));
    this.leaves = document.links.flatMap(({ id, to }) => (kinds.get(to) === 'solution' ? id : []));
  }

  after(edit: (typeof EDITS)[number], count: number): CaseDocument {
    const { nodes, links } = this.document;
    const goal = nodes[placeIn(nodes, this.goals[(count * 131) % this.goals.length] ?? '')];
    const leaf = links[placeIn(links, this.leaves[(count * 137) % this.leaves.length] ?? '')];
    if (!goal || !leaf) throw new Error('The case is too small.');
    const id = `${(Math.imul(count + 1, 2_654_435_761) >>> 0).toString(16).padStart(8, '0')}${edit === 'node' ? 'a' : 'b'}${count.toString(16).padStart(23, '0')}`;
    const supported = { id, kind: 'supported-by' as const, from: goal.id, rank: 'z9' };
    if (edit === 'statement') this.put({ ...goal, text: `${goal.text} Always (${count}).` }, null);
    else if (edit === 'move') this.put(null, { ...leaf, from: goal.id, rank: 'z8' });
    else if (edit === 'link') this.put(null, blankLink({ ...supported, to: leaf.to }));
    else {
      const { module } = goal;
      const identifier = `NEW${count}`;
      const text = `Report ${count}.`;
      this.put(
        blankNode({ id, kind: 'solution', identifier, module, text, claim: 'claimed' }),
        blankLink({ ...supported, to: id }),
      );
    }
    return this.document;
  }

  private put(node: ArgumentNode | null, link: ArgumentLink | null): void {
    this.document = {
      ...this.document,
      nodes: withRecord(this.document.nodes, node),
      links: withRecord(this.document.links, link),
    };
  }
}

function withRecord<R extends { id: Id }>(records: readonly R[], put: R | null): R[] {
  const copy = [...records];
  if (put === null) return copy;
  const at = placeIn(copy, put.id);
  copy.splice(at, copy[at]?.id === put.id ? 1 : 0, put);
  return copy;
}

function timed(act: () => unknown): number {
  const start = performance.now();
  act();
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
