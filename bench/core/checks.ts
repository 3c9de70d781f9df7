import { blankLink, blankNode } from '@/core/argument/blank';
import type { ArgumentLink, ArgumentNode, CaseDocument, Id } from '@/core/argument/document';
import { indexArgument } from '@/core/argument/outline';
import { checkDocument } from '@/core/checks/checkDocument';
import { IncrementalChecker } from '@/core/checks/incrementalChecker';
import type { Report } from '../collab/collab';
import { largeCase } from './largeCase';

const NODES = 10_000;
const ROUNDS = 25;
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
    for (const edit of EDITS) {
      const next = edited.after(edit, round);
      const took = timed(() => checker.check(next));
      if (counts) edits.get(edit)?.push(took);
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
  constructor(private document: CaseDocument) {}

  after(edit: (typeof EDITS)[number], round: number): CaseDocument {
    const { nodes, links } = this.document;
    const goals = nodes.filter(({ kind }) => kind === 'goal');
    const goal = goals[(round * 131) % goals.length];
    const solutions = new Set(nodes.flatMap(({ id, kind }) => (kind === 'solution' ? id : [])));
    const leaves = links.filter(({ to }) => solutions.has(to));
    const leaf = leaves[(round * 137) % leaves.length];
    if (!goal || !leaf) throw new Error('The case is too small.');
    const id = `${'fedc'[round % 4]}${round.toString(16).padStart(31, '0')}`;
    if (edit === 'statement') {
      this.put([{ ...goal, text: `${goal.text} Always, in version ${round}.` }], []);
    } else if (edit === 'node') {
      const { module } = goal;
      const identifier = `NEW${round}`;
      const text = `Report ${round}.`;
      this.put(
        [blankNode({ id, kind: 'solution', identifier, module, text, claim: 'claimed' })],
        [blankLink({ id, kind: 'supported-by', from: goal.id, to: id, rank: 'z9' })],
      );
    } else if (edit === 'move') this.put([], [{ ...leaf, from: goal.id, rank: 'z8' }]);
    else {
      this.put(
        [],
        [
          blankLink({
            id: `a${id.slice(1)}`,
            kind: 'supported-by',
            from: goal.id,
            to: leaf.to,
            rank: 'z7',
          }),
        ],
      );
    }
    return this.document;
  }

  private put(nodes: readonly ArgumentNode[], links: readonly ArgumentLink[]): void {
    this.document = {
      ...this.document,
      nodes: withRecords(this.document.nodes, nodes),
      links: withRecords(this.document.links, links),
    };
  }
}

function withRecords<R extends { id: Id }>(records: readonly R[], put: readonly R[]): R[] {
  const changed = new Set(put.map(({ id }) => id));
  return [...records.filter(({ id }) => !changed.has(id)), ...put].sort((a, b) =>
    a.id < b.id ? -1 : 1,
  );
}

function timed(act: () => unknown): number {
  const start = performance.now();
  act();
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
