import type { CaseDocument } from '@/core/argument/document';
import type { ExportLoss } from '../exportFormats';
import { moduleLosses } from '../moduleLosses';
import { lossesOutsideArgument } from '../svg/diagramLosses';

/** Columns hold these. */
const SHOWN = new Set(['evidence', 'criteria']);

/** What a table of elements has no column for. */
export function elementLosses(document: CaseDocument): ExportLoss[] {
  const patterns = document.links.some(({ multiplicity }) => multiplicity !== null);
  const choices = document.nodes.some(({ choice }) => choice !== null);
  return [
    ...(patterns || choices
      ? [{ path: 'links', message: 'How often branches are repeated or chosen is not shown.' }]
      : []),
    ...document.claimPoints.map(({ identifier }) => ({
      path: `claimPoints.${identifier}`,
      message: 'Claim points are not shown.',
    })),
    ...moduleLosses(document),
    ...lossesOutsideArgument(document).filter(({ path }) => !SHOWN.has(path)),
  ];
}
