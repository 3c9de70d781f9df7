import { blankNode } from '@/core/argument/blank';
import type { ArgumentLink, ArgumentNode, Id } from '@/core/argument/document';
import { isCitation } from '@/core/argument/kinds';
import { OWN, ownRecord, ownValues, taggedValue, xmlId } from './carried';
import type { AssetType } from './sacmModel';
import { assetTypeOf, declarationOf, readAsset } from './sacmReading';
import { hrefXml } from './sacmRelations';
import { xmlSafe, type XmlOut } from './writeXml';

const NAMES: Readonly<Record<AssetType, string>> = {
  claim: 'claim',
  argumentreasoning: 'argumentReasoning',
  artifactreference: 'artifactReference',
};

/** What stands around an element when it is written. */
export interface AssetSurroundings {
  /** XML id of the element that an away element cites, when it is in the file. */
  cited: string | null;
  /** XML id of the artefact that a solution refers to. */
  artifact: string | null;
  /** It stands in context of something, so that its kind has to be said. */
  isInContext: boolean;
  metaClaims: readonly Id[];
  links: readonly ArgumentLink[];
}

/** An element of the argument as Claim, ArgumentReasoning or ArtifactReference. */
export function assetXml(node: ArgumentNode, around: AssetSurroundings): XmlOut {
  const type = assetTypeOf(node.kind);
  // The other two classes are no assertions and have no declaration.
  const declaration = type === 'claim' ? declarationOf(node) : '';
  const cites = isCitation(node.kind);
  const saying = {
    type,
    declaration: declaration.toLowerCase(),
    isCitation: cites,
    isAbstract: node.uninstantiated,
    isContext: false,
  };
  const { id, kind, module } = node;
  const reading = readAsset(saying);
  const read = {
    ...blankNode({ id, kind, module, identifier: xmlSafe(node.identifier) }),
    ...reading,
    kind: around.isInContext ? null : reading.kind,
    text: xmlSafe(node.text),
    away: cites ? undefined : null,
    public: node.public,
    annotations: areTaggable(node.annotations) ? node.annotations : null,
  };
  return {
    name: NAMES[type],
    attributes: {
      id: xmlId(node.id),
      name: node.identifier,
      assertionDeclaration: declaration === '' ? null : declaration,
      isAbstract: node.uninstantiated ? 'true' : null,
      isCitation: cites ? 'true' : null,
      citedElement: around.cited === null ? null : `#${around.cited}`,
      referencedArtifact: around.artifact === null ? null : `#${around.artifact}`,
      content: node.text === '' ? null : node.text,
    },
    children: [
      ...annotationsXml(node.annotations),
      ...ownValues(node, read),
      ...around.links.map((link) => ownRecord('link', 'links', link)),
      ...(type === 'claim' ? around.metaClaims : []).map((claim) =>
        hrefXml('metaClaim', xmlId(claim)),
      ),
    ],
  };
}

/** Whether annotations can be tagged values of the same names; else they travel as one value. */
export function areTaggable(annotations: Readonly<Record<string, string>>): boolean {
  return Object.entries(annotations).every(
    ([name, value]) =>
      !name.startsWith(OWN) &&
      name !== '__proto__' &&
      xmlSafe(name) === name &&
      xmlSafe(value) === value,
  );
}

/** Annotations as tagged values of the same names, when they can be. */
export function annotationsXml(annotations: Readonly<Record<string, string>>): XmlOut[] {
  if (!areTaggable(annotations)) return [];
  return Object.entries(annotations).map(([name, value]) => taggedValue(name, value));
}

/** A citation of an element, as it stands in an interface under a name. */
export function citationXml({ id, kind }: ArgumentNode, own: string, name: string): XmlOut {
  const type = assetTypeOf(kind);
  return {
    name: NAMES[type],
    attributes: {
      id: own,
      name,
      assertionDeclaration: type === 'claim' ? 'asCited' : null,
      isCitation: 'true',
      citedElement: `#${xmlId(id)}`,
    },
  };
}
