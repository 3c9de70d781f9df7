import { blankDefeater } from '@/core/argument/blank';
import type {
  ArgumentNode,
  ClaimPoint,
  Defeater,
  DefeaterKind,
  Id,
} from '@/core/argument/document';
import { assignIdentifiers } from '../assignIdentifiers';
import { LIMITS } from '@/core/argument/limits';
import { ImportRefusal, type ImportNotes } from '../importNotes';
import { OWN, takeOwnRecord } from './carried';
import type { SacmTarget } from './sacmIndex';
import type { SacmAsset, SacmFile, SacmRelation, TaggedValue } from './sacmModel';
import type { SacmLinks } from './sacmLinks';
import type { SacmContext, SacmNodes } from './sacmNodes';

/** Challenges that we wrote with all their fields. */
export interface CarriedDefeaters {
  /** By the relationship that carries each. */
  byRelation: ReadonlyMap<SacmRelation, Defeater>;
  /** Offered by a checklist and raised by nobody: no relationship says them. */
  offered: readonly Defeater[];
}

export function carriedDefeaters(file: SacmFile, notes: ImportNotes): CarriedDefeaters {
  const used = new Set<Id>();
  const read = (tags: readonly TaggedValue[]): Defeater[] =>
    tags.flatMap((tag) => {
      const isOne = tag.key === `${OWN}defeater`;
      const record = isOne ? takeOwnRecord(tag, 'defeaters', notes) : null;
      if (!record) return [];
      const defeater = blankDefeater({ id: '', identifier: '', target: { node: '' } });
      Object.assign(defeater, Object.fromEntries(record));
      if (used.has(defeater.id)) {
        notes.warn(tag.place, 'The challenge stands twice; the first is kept.');
        return [];
      }
      used.add(defeater.id);
      return [defeater];
    });
  const byRelation = new Map<SacmRelation, Defeater>();
  for (const relation of file.relations) {
    const [defeater] = relation.isCounter ? read(relation.tags) : [];
    if (defeater) byRelation.set(relation, defeater);
  }
  return { byRelation, offered: read(file.tags) };
}

/** Claims that stand only for the words of a challenge. */
export function doubtsOf(
  carried: CarriedDefeaters['byRelation'],
  index: ReadonlyMap<string, SacmTarget>,
): Set<SacmAsset> {
  const doubts = new Set<SacmAsset>();
  for (const [{ sources }, { argument, id }] of carried) {
    const target = argument === null ? index.get(sources[0] ?? '') : undefined;
    if (target && 'asset' in target && target.asset.id === `d_${id}`) doubts.add(target.asset);
  }
  return doubts;
}

/**
 * Makes challenges of counter relationships (`isCounter`): the source argues against the target, which
 * may be an element, a relationship or another challenge.
 */
export function sacmDefeaters(
  context: SacmContext,
  nodes: SacmNodes,
  { byRelation }: SacmLinks,
  { byRelation: carried, offered }: CarriedDefeaters,
): Defeater[] {
  const { file, index, ids, notes } = context;
  const defeaters: Defeater[] = [...offered, ...carried.values()];
  const ours = new Set(defeaters.map(({ id }) => id));
  const made = new Map<SacmRelation, Defeater>(carried);
  const waiting: { defeater: Defeater; relation: SacmRelation; target: string }[] = [];
  for (const relation of file.relations) {
    if (!relation.isCounter || carried.has(relation)) continue;
    const { sources, targets, place } = relation;
    if (waiting.length + sources.length * targets.length > LIMITS.defeaters) {
      throw new ImportRefusal(`A case may have ${LIMITS.defeaters} challenges.`, place);
    }
    for (const target of relation.targets) {
      for (const source of relation.sources) {
        const node = nodeOf(index.get(source), nodes);
        if (!node) {
          notes.warn(relation.place, `No element has the id ‘${source.slice(0, 40)}’.`);
          continue;
        }
        const defeater = blankDefeater({
          id: ids(),
          identifier: '',
          text: node.text,
          argument: node.id,
          target: { node: '' },
          defeat: relation.declaration === 'defeated' ? { outcome: 'defeated', reason: '' } : null,
        });
        if (!made.has(relation)) made.set(relation, defeater);
        waiting.push({ defeater, relation, target });
      }
    }
  }
  for (const { defeater, relation, target } of waiting) {
    const aim = aimOf(index.get(target), nodes, byRelation, made);
    if (!aim) {
      notes.warn(
        relation.place,
        `The challenge aims at ‘${target.slice(0, 40)}’, which is not there, and is dropped.`,
      );
      continue;
    }
    defeaters.push({ ...defeater, ...aim });
  }
  const names = assignIdentifiers(
    defeaters.map(({ identifier }) => ({ module: '', kind: 'defeater', wanted: identifier })),
  );
  return defeaters.map((defeater, at) =>
    ours.has(defeater.id) ? defeater : { ...defeater, identifier: names[at] ?? '' },
  );
}

/**
 * Assurance claim points of `metaClaim` (11.10): confidence in an assertion is argued by the claim
 * that it names.
 *
 * @param known points that the file carries with all their fields
 */
export function sacmClaimPoints(
  context: SacmContext,
  nodes: SacmNodes,
  { byRelation }: SacmLinks,
  known: readonly ClaimPoint[],
): ClaimPoint[] {
  const { file, index, ids, notes } = context;
  const argued = new Set(known.map(({ argument }) => argument));
  const found: ClaimPoint[] = [];
  const add = (
    metaClaims: readonly string[],
    place: string,
    target: ClaimPoint['target'] | null,
  ) => {
    for (const id of metaClaims) {
      const argument = nodeOf(index.get(id), nodes);
      if (!argument || !target) {
        notes.warn(place, `The metaClaim ‘${id.slice(0, 40)}’ names nothing here and is dropped.`);
      } else if (!argued.has(argument.id)) {
        found.push({ id: ids(), identifier: '', target, argument: argument.id, module: '' });
      }
    }
  };
  for (const asset of file.assets) {
    const node = nodes.byAsset.get(asset);
    add(asset.metaClaims, asset.place, node ? { node: node.id } : null);
  }
  for (const relation of file.relations) {
    const link = byRelation.get(relation)?.[0];
    add(relation.metaClaims, relation.place, link ? { link: link.id } : null);
  }
  const names = assignIdentifiers(
    [...known, ...found].map(({ identifier }) => {
      return { module: '', kind: 'claim-point' as const, wanted: identifier };
    }),
  ).slice(known.length);
  return [...known, ...found.map((point, at) => ({ ...point, identifier: names[at] ?? '' }))];
}

function nodeOf(target: SacmTarget | undefined, nodes: SacmNodes): ArgumentNode | undefined {
  return target && 'asset' in target ? nodes.byAsset.get(target.asset) : undefined;
}

/** What a challenge aims at, and so what kind it is (Bloomfield and Rushby). */
function aimOf(
  target: SacmTarget | undefined,
  nodes: SacmNodes,
  links: SacmLinks['byRelation'],
  made: ReadonlyMap<SacmRelation, Defeater>,
): { target: Defeater['target']; kind: DefeaterKind } | null {
  const node = nodeOf(target, nodes);
  if (node) {
    const kind = node.kind === 'solution' ? 'undermine' : 'rebut';
    return { target: { node: node.id }, kind: node.kind === 'strategy' ? 'undercut' : kind };
  }
  if (!target || !('relation' in target)) return null;
  const link = links.get(target.relation)?.[0];
  if (link) return { target: { link: link.id }, kind: 'undercut' };
  const challenge = made.get(target.relation);
  return challenge ? { target: { defeater: challenge.id }, kind: 'rebut' } : null;
}
