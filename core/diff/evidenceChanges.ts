import type { CaseDocument, EvidenceReference, Id } from '@/core/argument/document';
import { diffRuns, type DiffRun } from './diffRuns';

/** An element that rests on other artefacts than before, or is said to show something else by one. */
export interface EvidenceChange {
  /** Id of the reference. */
  id: Id;
  change: 'added' | 'removed' | 'changed';
  node: Id;
  /** Identifier of the element. */
  identifier: string;
  /** Row ids of the artefacts; null where there was or is none. */
  before: string | null;
  after: string | null;
  /** What it is said to show, word by word. */
  shows: DiffRun[];
}

/** Compares the references to artefacts of two versions, by record id. */
export function evidenceChanges(before: CaseDocument, after: CaseDocument): EvidenceChange[] {
  const [old, now] = [byId(before), byId(after)];
  const names = new Map(
    [...before.nodes, ...after.nodes].map(({ id, identifier }) => [id, identifier]),
  );
  return [...new Set([...now.keys(), ...old.keys()])].flatMap((id): EvidenceChange[] => {
    const [left, right] = [old.get(id), now.get(id)];
    const node = (right ?? left)?.node ?? '';
    const isSame =
      left?.node === right?.node &&
      left?.evidence === right?.evidence &&
      left?.shows === right?.shows;
    if (isSame) return [];
    return [
      {
        id,
        change: left === undefined ? 'added' : right === undefined ? 'removed' : 'changed',
        node,
        identifier: names.get(node) ?? '',
        before: left?.evidence ?? null,
        after: right?.evidence ?? null,
        shows: diffRuns(left?.shows ?? '', right?.shows ?? ''),
      },
    ];
  });
}

function byId({ evidence }: CaseDocument): Map<Id, EvidenceReference> {
  return new Map(evidence.map((reference) => [reference.id, reference]));
}
