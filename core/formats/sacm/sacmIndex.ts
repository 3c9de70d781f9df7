import type { ImportNotes } from '../importNotes';
import type { SacmArtifact, SacmAsset, SacmFile, SacmPackage, SacmRelation } from './sacmModel';

/** What an id of a SACM file names. */
export type SacmTarget =
  | { asset: SacmAsset }
  | { relation: SacmRelation }
  | { package: SacmPackage }
  | { artifact: SacmArtifact };

/** Elements by id; an id that stands twice means the first. */
export function indexSacm(file: SacmFile, notes: ImportNotes): ReadonlyMap<string, SacmTarget> {
  const index = new Map<string, SacmTarget>();
  const add = (id: string, place: string, target: SacmTarget) => {
    if (id === '') return;
    if (!index.has(id)) index.set(id, target);
    else {
      notes.warn(
        place,
        `The id ‘${id.slice(0, 40)}’ stands twice; references to it mean the first element.`,
      );
    }
  };
  for (const asset of file.assets) add(asset.id, asset.place, { asset });
  for (const relation of file.relations) add(relation.id, relation.place, { relation });
  for (const one of file.packages) add(one.id, one.place, { package: one });
  for (const artifact of file.artifacts) add(artifact.id, artifact.place, { artifact });
  return index;
}
