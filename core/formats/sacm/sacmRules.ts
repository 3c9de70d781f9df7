import type { ImportNotes } from '../importNotes';
import type { SacmTarget } from './sacmIndex';
import type { RelationType, SacmFile } from './sacmModel';

type Index = ReadonlyMap<string, SacmTarget>;
interface Break {
  place: string;
  message: string;
}

/** A relationship has a source, or several (AssertedRelationship.source [1..*]). */
function* checkSources({ relations }: SacmFile): Generator<Break> {
  for (const { sources, place } of relations) {
    if (sources.length === 0) yield { place, message: 'A relationship has a source' };
  }
}

/** A relationship has one target (AssertedRelationship.target [1]). */
function* checkTarget({ relations }: SacmFile): Generator<Break> {
  for (const { targets, place } of relations) {
    if (targets.length !== 1) yield { place, message: 'A relationship has one target' };
  }
}

/** Sources of evidence refer to artefacts (AssertedEvidence.source). */
function* checkEvidenceSources({ relations }: SacmFile, index: Index): Generator<Break> {
  for (const { type, sources, place } of relations) {
    if (type !== 'assertedevidence' || sources.every((id) => isReference(id, index))) continue;
    yield { place, message: 'Evidence is an ArtifactReference' };
  }
}

/** One artefact supports another (AssertedArtifactSupport.source, .target). */
function checkArtifactSupport(file: SacmFile, index: Index): Iterable<Break> {
  return betweenOthers(file, index, 'assertedartifactsupport');
}

/** One artefact is the context of another (AssertedArtifactContext.source, .target). */
function checkArtifactContext(file: SacmFile, index: Index): Iterable<Break> {
  return betweenOthers(file, index, 'assertedartifactcontext');
}

function* betweenOthers(file: SacmFile, index: Index, of: RelationType): Generator<Break> {
  for (const { type, sources, targets, place } of file.relations) {
    if (type !== of || [...sources, ...targets].every((id) => isReference(id, index))) continue;
    yield { place, message: 'Both ends are ArtifactReferences' };
  }
}

function isReference(id: string, index: Index): boolean {
  const target = index.get(id);
  // What is not there is told where the link is made.
  return !target || ('asset' in target && target.asset.type === 'artifactreference');
}

/** A package that holds packages holds packages only (ArgumentPackage.argumentationElement). */
function* checkPackageContents({ packages, assets }: SacmFile): Generator<Break> {
  const holders = new Set(packages.map(({ parent }) => parent));
  const filled = new Set(assets.map((asset) => asset.package));
  for (const [position, { place }] of packages.entries()) {
    if (!holders.has(position) || !filled.has(position)) continue;
    yield { place, message: 'A package that holds packages holds nothing else' };
  }
}

/** What an interface holds cites the package that it is of, or one in it (ArgumentPackageInterface.implements). */
function* checkInterfaceContents({ packages, assets }: SacmFile, index: Index): Generator<Break> {
  for (const asset of assets) {
    const inside = packages[asset.package];
    if (inside?.kind !== 'interface') continue;
    const cited = index.get(asset.cited);
    let home = cited && 'asset' in cited ? packages[cited.asset.package] : undefined;
    while (home && home.id !== inside.implements) home = packages[home.parent ?? -1];
    const isOfPackage = inside.implements === '' || home !== undefined;
    if (asset.isCitation && cited !== undefined && isOfPackage) continue;
    const message = 'What an interface holds cites an element of its package';
    yield { place: asset.place, message };
  }
}

/** A binding is between interfaces (ArgumentPackageBinding.participantPackage). */
function* checkBindingParticipants({ packages }: SacmFile, index: Index): Generator<Break> {
  for (const { kind, participants, place } of packages) {
    if (kind !== 'binding') continue;
    for (const participant of participants) {
      const target = index.get(participant);
      if (target && 'package' in target && target.package.kind === 'interface') continue;
      const message = `The participant ‘${participant.slice(0, 40)}’ is not an interface`;
      yield { place, message };
    }
  }
}

/** What SACM 2.3 asks of a file (clause 11 and its constraints), with the class that asks it. */
export const SACM_RULES: readonly {
  of: string;
  check: (file: SacmFile, index: Index) => Iterable<Break>;
}[] = [
  { of: 'AssertedRelationship', check: checkSources },
  { of: 'AssertedRelationship', check: checkTarget },
  { of: 'AssertedEvidence', check: checkEvidenceSources },
  { of: 'AssertedArtifactSupport', check: checkArtifactSupport },
  { of: 'AssertedArtifactContext', check: checkArtifactContext },
  { of: 'ArgumentPackage', check: checkPackageContents },
  { of: 'ArgumentPackageInterface', check: checkInterfaceContents },
  { of: 'ArgumentPackageBinding', check: checkBindingParticipants },
];

/**
 * Runs {@link SACM_RULES}. A file that breaks one is imported all the same; each break is a warning that
 * names the class the rule belongs to.
 */
export function checkSacm(file: SacmFile, index: Index, notes: ImportNotes): void {
  for (const { of, check } of SACM_RULES) {
    for (const { place, message } of check(file, index)) {
      notes.warn(place, `${message} (SACM 2.3, 11, ${of}).`);
    }
  }
}
