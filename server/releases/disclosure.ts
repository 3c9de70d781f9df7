import type { FrozenLeaf, FrozenRelease } from '@/core/snapshot/digest';
import { leaks, type Leaks } from '@/core/snapshot/leaks';
import { namedBy, type ReleaseRecord } from '@/core/snapshot/records';
import { textIdOf } from '@/core/snapshot/recordsOf';
import { Refusal } from '@/core/snapshot/refusal';
import { buildView, parseView, type View, type Withholding } from '@/core/snapshot/view';
import { proposeWithholding } from '@/core/snapshot/withholding';
import { inTransaction, type Db } from '@/server/platform/database';
import { AppError } from '@/server/platform/errors';
import { requireSession, type RequestContext } from '@/server/platform/requestContext';
import { loadReleaseAccess } from './access';
import { readFrozen, recordsIn } from './frozenRecords';
import type { WithheldChoice } from './inputs';
import { currentView, type ReleaseRow } from './repo';

export interface BuiltView {
  view: View;
  withheld: Map<string, Withholding>;
  records: ReleaseRecord[];
}

/**
 * Builds a view that withholds the chosen records and what has to go with them: a withheld element
 * takes its words, identifier, criteria and doubts. What is taken along bears the class and reason
 * of what it belongs to.
 *
 * @throws AppError invalid when something chosen may not be withheld or is not in the release
 */
export function buildDisclosure(
  frozen: FrozenRelease,
  name: string,
  choices: readonly WithheldChoice[],
): BuiltView {
  const records = recordsIn(frozen.leaves);
  const reasons = new Map<string, Withholding>();
  for (const choice of choices) {
    reasons.set(choice.record, { class: choice.class, reason: choice.reason });
  }
  const { withhold, edges } = proposeWithholding(records, reasons.keys());
  const withheld = withReasons(records, withhold, reasons);
  try {
    const view = buildView(frozen, { name, withhold: withheld, listedEdges: edges });
    return { view, withheld, records };
  } catch (error) {
    if (error instanceof Refusal) throw new AppError('invalid', error.message, 'withhold');
    throw error;
  }
}

/** Hands each withheld record the reason of a chosen one that it is tied to. */
function withReasons(
  records: readonly ReleaseRecord[],
  withhold: ReadonlySet<string>,
  chosen: ReadonlyMap<string, Withholding>,
): Map<string, Withholding> {
  const ties = new Map<string, string[]>();
  const tie = (a: string, b: string): void => {
    ties.set(a, [...(ties.get(a) ?? []), b]);
    ties.set(b, [...(ties.get(b) ?? []), a]);
  };
  const textOf = new Map<string, string>();
  for (const record of records) {
    if (!withhold.has(record.id)) continue;
    for (const named of namedBy(record)) if (withhold.has(named)) tie(record.id, named);
    if (record.kind === 'node') textOf.set(textIdOf(record.id), record.id);
  }
  for (const [text, node] of textOf) if (withhold.has(text)) tie(text, node);
  const reasons = new Map(chosen);
  const queue = [...chosen.keys()];
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    const reason = reasons.get(at);
    for (const next of ties.get(at) ?? []) {
      if (reason === undefined || reasons.has(next)) continue;
      reasons.set(next, reason);
      queue.push(next);
    }
  }
  return reasons;
}

/** What an officer sees before signing the public view. */
export interface DisclosurePreview {
  viewDigest: string;
  /** Bytes of the view. */
  size: number;
  leaks: Leaks;
  /** Records that go with those chosen. */
  takenAlong: { record: string; kind: string; class: string; reason: string }[];
}

/** Shows what a proposed public view would withhold and what it still gives away. */
export async function previewDisclosure(
  context: RequestContext,
  input: { releaseId: string; withhold: WithheldChoice[] },
): Promise<DisclosurePreview> {
  const session = requireSession(context);
  return inTransaction(context.db, async (tx) => {
    const access = await loadReleaseAccess(tx, session, input.releaseId);
    access.assert('disclosure.sign');
    const frozen = await readFrozen(tx, input.releaseId);
    const { view, withheld, records } = buildDisclosure(frozen, 'public', input.withhold);
    const chosen = new Set(input.withhold.map((choice) => choice.record));
    const kinds = new Map(records.map((record) => [record.id, record.kind]));
    return {
      viewDigest: view.digest,
      size: view.bytes.length,
      leaks: leaks(parseView(view.bytes)),
      takenAlong: [...withheld]
        .filter(([record]) => !chosen.has(record))
        .map(([record, reason]) => ({ record, kind: kinds.get(record) ?? 'record', ...reason })),
    };
  });
}

/**
 * After the decision a public view may only show more: the assessors could object to what they saw
 * proposed, not to what is taken away later.
 *
 * @throws AppError wrong-state
 */
export async function assertShowsNoLess(
  db: Db,
  release: ReleaseRow,
  withheld: ReadonlyMap<string, Withholding>,
  leaves: readonly FrozenLeaf[],
): Promise<void> {
  if (release.status.decidedAt === null) return;
  const before = await currentView(db, release.id, 'public');
  if (before === null) {
    throw new AppError('wrong-state', 'No public view was proposed before the decision.');
  }
  const shown = new Set(
    parseView(new Uint8Array(before.bytes)).leaves.flatMap((leaf) =>
      leaf.disclosed ? [leaf.record.id] : [],
    ),
  );
  const lost = leaves.filter((leaf) => withheld.has(leaf.id) && shown.has(leaf.id));
  if (lost.length > 0) {
    throw new AppError(
      'wrong-state',
      `After the decision the public view can only show more. ${lost.length} ${lost.length === 1 ? 'record is' : 'records are'} shown in the view that was decided on.`,
    );
  }
}
