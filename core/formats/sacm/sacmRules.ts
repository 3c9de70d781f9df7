import type { ImportNotes } from '../importNotes';
import type { SacmTarget } from './sacmIndex';
import type { SacmFile, SacmRelation } from './sacmModel';

/**
 * What SACM 2.3 asks of a file (clause 11 and its constraints). A file that breaks a rule is imported
 * all the same; each break is a warning that names the class the rule belongs to.
 */
export function checkSacm(
  file: SacmFile,
  index: ReadonlyMap<string, SacmTarget>,
  notes: ImportNotes,
): void {
  for (const relation of file.relations) checkRelation(relation, index, notes);
  const holders = new Set(file.packages.map(({ parent }) => parent));
  const filled = new Set(file.assets.map((asset) => asset.package));
  for (const [position, one] of file.packages.entries()) {
    if (holders.has(position) && filled.has(position)) {
      notes.warn(
        one.place,
        'A package that holds packages holds nothing else (SACM 2.3, 11, ArgumentPackage).',
      );
    }
    if (one.kind !== 'binding') continue;
    for (const participant of one.participants) {
      const target = index.get(participant);
      if (target && 'package' in target && target.package.kind === 'interface') continue;
      notes.warn(
        one.place,
        `The participant ‘${participant.slice(0, 40)}’ is not an interface (SACM 2.3, 11, ArgumentPackageBinding).`,
      );
    }
  }
  for (const asset of file.assets) {
    const inside = file.packages[asset.package];
    if (inside?.kind !== 'interface') continue;
    const cited = index.get(asset.cited);
    const home = cited && 'asset' in cited ? file.packages[cited.asset.package] : undefined;
    const isOfPackage = inside.implements === '' || home?.id === inside.implements;
    if (asset.isCitation && cited !== undefined && isOfPackage) continue;
    notes.warn(
      asset.place,
      'What an interface holds cites an element of its package (SACM 2.3, 11, ArgumentPackageInterface).',
    );
  }
}

function checkRelation(
  { type, sources, targets, place }: SacmRelation,
  index: ReadonlyMap<string, SacmTarget>,
  notes: ImportNotes,
): void {
  if (sources.length === 0) {
    notes.warn(place, 'A relationship has a source (SACM 2.3, 11, AssertedRelationship).');
  }
  if (targets.length !== 1) {
    notes.warn(place, 'A relationship has one target (SACM 2.3, 11, AssertedRelationship).');
  }
  const isReference = (id: string) => {
    const target = index.get(id);
    // What is not there is told where the link is made.
    return !target || ('asset' in target && target.asset.type === 'artifactreference');
  };
  if (type === 'assertedevidence' && !sources.every(isReference)) {
    notes.warn(place, 'Evidence is an ArtifactReference (SACM 2.3, 11, AssertedEvidence).');
  }
  const isOfArtifacts = type === 'assertedartifactsupport' || type === 'assertedartifactcontext';
  if (isOfArtifacts && ![...sources, ...targets].every(isReference)) {
    const name = type === 'assertedartifactsupport' ? 'Support' : 'Context';
    notes.warn(place, `Both ends are ArtifactReferences (SACM 2.3, 11, AssertedArtifact${name}).`);
  }
}
