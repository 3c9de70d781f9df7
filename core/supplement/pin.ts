import type { AwayReference, CaseDocument } from '@/core/argument/document';
import { isLocalDate } from '@/core/workflow/window';
import type { BaseInterface } from './baseInterface';
import { citedGoal, referenceTo } from './citations';

/** The parameter by which templates name the base in words. */
const BASE_PARAMETER = 'base';

/** A base release as a sentence names it: "meridian/larch-2-scheming release 1 (e3ec458c)". */
export function baseWords({ path, number, digest }: BaseInterface): string {
  return `${path} release ${number} (${digest.slice(0, 8)})`;
}

/**
 * A supplement's document pinned to a release of its base: the contract names the release by its
 * digest, and every away goal that the base makes public is resolved to its record and words. What the
 * base does not have, or withholds, stays unresolved, and the checks say so. Nothing else is claimed,
 * disposed of or matched: that is for its authors.
 */
export function pinnedDocument(document: CaseDocument, base: BaseInterface): CaseDocument {
  const contract = document.contract ?? {
    baseModule: '',
    baseRelease: '',
    cites: [],
    matches: [],
    dispositions: [],
  };
  const { window } = document.facts;
  return {
    ...document,
    parameters: document.parameters.map((parameter) =>
      parameter.name === BASE_PARAMETER ? { ...parameter, value: baseWords(base) } : parameter,
    ),
    nodes: document.nodes.map((node) =>
      node.away === null ? node : { ...node, away: pinnedReference(node.away, base) },
    ),
    facts: {
      ...document.facts,
      // A supplement ends no later than its base: the latest it may last is where its authors begin.
      window: { ...window, until: window.until || base.window.until, zone: base.window.zone },
    },
    contract: {
      ...contract,
      baseModule: base.module,
      baseRelease: base.digest,
      dispositions: contract.dispositions.map((disposition) => ({
        ...disposition,
        reviewBy: isLocalDate(disposition.reviewBy) ? disposition.reviewBy : '',
      })),
    },
  };
}

/**
 * A reference moved to a release: by record id where it was pinned before, else by identifier.
 */
export function pinnedReference(reference: AwayReference, base: BaseInterface): AwayReference {
  const goal = citedGoal(base, reference);
  if (goal !== null) return referenceTo(base, goal);
  return { ...reference, module: base.module, baseDigest: base.digest, textLeaf: null };
}
