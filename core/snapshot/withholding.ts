import type { RecordKind, ReleaseRecord } from './records';
import { textIdOf } from './recordsOf';
import { edgesToWithheld } from './view';
import type { Edge } from './view';
import { namedBy } from './records';

/** Records that say something about what they name, and so go with it. */
const FOLLOWS: readonly RecordKind[] = [
  'identifier',
  'criterion',
  'defeater',
  'metric',
  'evidence-bytes',
];

/**
 * What withholding the chosen records takes along, and the edges that stay visible. A withheld
 * element takes its words, identifier, criteria and defeaters; links go when nothing visible is at
 * either end, and otherwise stay, so that the element looks withheld in its place. The officer may
 * narrow the proposal: withhold a link too, and its edge disappears.
 *
 * @param records all records of the release
 * @param chosen record ids
 * @returns arguments for `buildView`; never-withholdable records are not added, only refused there
 */
export function proposeWithholding(
  records: readonly ReleaseRecord[],
  chosen: Iterable<string>,
): { withhold: Set<string>; edges: Edge[] } {
  const withhold = new Set(chosen);
  for (let size = -1; size !== withhold.size;) {
    size = withhold.size;
    for (const record of records) {
      if (withhold.has(record.id)) {
        if (record.kind === 'node') withhold.add(textIdOf(record.id));
      } else if (record.kind === 'link') {
        const alone = record.type === 'rests-on' || withhold.has(record.to);
        if (withhold.has(record.from) && alone) withhold.add(record.id);
      } else if (FOLLOWS.includes(record.kind) && namedBy(record).some((id) => withhold.has(id))) {
        withhold.add(record.id);
      }
    }
  }
  return { withhold, edges: edgesToWithheld(records, withhold) };
}
