/** A file of the Structured Assurance Case Metamodel (OMG SACM 2.3), as flat lists in file order. */
export interface SacmFile {
  name: string;
  /** Said of the whole case. */
  description: string;
  tags: TaggedValue[];
  packages: SacmPackage[];
  assets: SacmAsset[];
  relations: SacmRelation[];
  artifacts: SacmArtifact[];
}

/** TaggedValue: a name and a text that any element of SACM may carry (clause 8). */
export interface TaggedValue {
  key: string;
  value: string;
  place: string;
}

/** What every element of SACM says. */
export interface SacmElement {
  id: string;
  name: string;
  description: string;
  tags: TaggedValue[];
  /** Attributes and elements without a place of their own, by name. */
  further: ReadonlyMap<string, string>;
  place: string;
}

export type PackageKind = 'package' | 'interface' | 'binding';

/** ArgumentPackage, its interfaces and bindings (clause 11). */
export interface SacmPackage extends SacmElement {
  kind: PackageKind;
  /** Position of the package that holds it; null at the top. */
  parent: number | null;
  implements: string;
  participants: string[];
}

export type AssetType = 'claim' | 'argumentreasoning' | 'artifactreference';

/** Claim, ArgumentReasoning or ArtifactReference. */
export interface SacmAsset extends SacmElement {
  type: AssetType;
  /** Position of its package. */
  package: number;
  text: string;
  declaration: string;
  isCitation: boolean;
  isAbstract: boolean;
  cited: string;
  artifact: string;
  metaClaims: string[];
}

export const RELATION_TYPES = [
  'assertedinference',
  'assertedevidence',
  'assertedcontext',
  'assertedartifactsupport',
  'assertedartifactcontext',
] as const;
export type RelationType = (typeof RELATION_TYPES)[number];

/** AssertedRelationship: sources are premises, evidence or context, the target is what they are for. */
export interface SacmRelation extends SacmElement {
  type: RelationType;
  sources: string[];
  targets: string[];
  reasoning: string;
  declaration: string;
  isCounter: boolean;
  isAbstract: boolean;
  metaClaims: string[];
}

/** What stands in artifact and terminology packages. */
export interface SacmArtifact extends SacmElement {
  /** artifact, resource, expression, term … */
  type: string;
  text: string;
  isTerm: boolean;
}
