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
  'defeat',
  'annotation',
  'claim-point',
  'interface-element',
  'metric',
  'evidence-bytes',
];

/**
 * What withholding the chosen records takes along, and the edges that stay visible. A withheld
 * element takes its words, identifier, criteria and defeaters, and the evidence that nothing
 * visible rests on. Links go when nothing visible is at either end, and otherwise stay, so that
 * the element looks withheld in its place. The officer may withhold more: with a link goes its
 * edge.
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
  const restingOn = new Map<string, string[]>();
  for (const record of records) {
    if (record.kind !== 'link' || record.type !== 'rests-on') continue;
    restingOn.set(record.to, [...(restingOn.get(record.to) ?? []), record.from]);
  }
  const alone = (evidence: string): boolean =>
    restingOn.get(evidence)?.every((node) => withhold.has(node)) ?? false;
  for (let size = -1; size !== withhold.size;) {
    size = withhold.size;
    for (const record of records) {
      if (withhold.has(record.id)) {
        if (record.kind === 'node') withhold.add(textIdOf(record.id));
      } else if (record.kind === 'link') {
        const goes = record.type === 'rests-on' || withhold.has(record.to);
        if (withhold.has(record.from) && goes) withhold.add(record.id);
      } else if (record.kind === 'evidence') {
        if (alone(record.id)) withhold.add(record.id);
      } else if (FOLLOWS.includes(record.kind) && namedBy(record).some((id) => withhold.has(id))) {
        withhold.add(record.id);
      }
    }
  }
  return { withhold, edges: edgesToWithheld(records, withhold) };
}
