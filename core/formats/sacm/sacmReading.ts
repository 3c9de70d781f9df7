import type { ArgumentNode, DefeatDecision, NodeKind } from '@/core/argument/document';
import type { AssetType } from './sacmModel';

/** What an element of SACM says by itself of a node of ours (mapping of GSN to SACM, clause 11). */
export interface AssetReading {
  kind: NodeKind;
  undeveloped: boolean;
  uninstantiated: boolean;
  defeat: DefeatDecision | null;
}

/** How an element of SACM says it. */
export interface AssetSaying {
  type: AssetType;
  declaration: string;
  isCitation: boolean;
  isAbstract: boolean;
  /** It is the source of AssertedContext and of nothing else. */
  isContext: boolean;
}

/** Reads Claim (11.11), ArgumentReasoning (11.12) and ArtifactReference as an element of GSN. */
export function readAsset(saying: AssetSaying): AssetReading {
  const { declaration, isAbstract } = saying;
  return {
    kind: kindOf(saying),
    undeveloped: declaration === 'needssupport',
    uninstantiated: isAbstract,
    defeat: declaration === 'defeated' ? { outcome: 'defeated', reason: '' } : null,
  };
}

function kindOf({ type, declaration, isCitation, isContext }: AssetSaying): NodeKind {
  switch (type) {
    case 'argumentreasoning':
      return 'strategy';
    case 'artifactreference':
      if (isCitation) return isContext ? 'away-context' : 'away-solution';
      return isContext ? 'context' : 'solution';
    case 'claim': {
      const kind =
        declaration === 'assumed'
          ? 'assumption'
          : declaration === 'axiomatic'
            ? 'justification'
            : isContext
              ? 'context'
              : 'goal';
      return isCitation ? (`away-${kind}` as const) : kind;
    }
  }
}

const TYPES: Readonly<Record<NodeKind, AssetType>> = {
  goal: 'claim',
  strategy: 'argumentreasoning',
  solution: 'artifactreference',
  context: 'artifactreference',
  assumption: 'claim',
  justification: 'claim',
  'away-goal': 'claim',
  'away-solution': 'artifactreference',
  'away-context': 'artifactreference',
  'away-assumption': 'claim',
  'away-justification': 'claim',
  module: 'claim',
  contract: 'claim',
};

/** The class of SACM that a kind becomes. */
export function assetTypeOf(kind: NodeKind): AssetType {
  return TYPES[kind];
}

/** AssertionDeclaration (11.10) of a node, as SACM spells it. */
export function declarationOf({ kind, undeveloped, defeat }: ArgumentNode): string {
  if (defeat?.outcome === 'defeated') return 'defeated';
  if (undeveloped) return 'needsSupport';
  switch (kind) {
    case 'assumption':
    case 'away-assumption':
      return 'assumed';
    case 'justification':
    case 'away-justification':
      return 'axiomatic';
    case 'away-goal':
    case 'module':
    case 'contract':
      return 'asCited';
    default:
      return 'asserted';
  }
}
