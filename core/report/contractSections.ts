import { record, section, type ReportSection } from './model';
import type { ReportContext } from './reportContext';
import { REPORT_TEXT as text } from './reportText';

/** A supplement's contract with its base; nothing for a base case. */
export function contractSections(context: ReportContext): ReportSection[] {
  const { fill, document } = context;
  const { contract } = document;
  if (contract === null) return [];
  return [
    section(text.contract, {
      rows: [
        [text.baseModule, contract.baseModule],
        [text.baseRelease, fill(contract.baseRelease)],
      ],
      records: [
        ...contract.cites.map((cite) =>
          record(context.name(cite.away), fill(cite.note), [
            [text.cites, cite.node],
            [text.citing, cite.citing],
            [text.ownContexts, context.names(cite.localContexts)],
          ]),
        ),
        ...contract.matches.map(({ away, local, context: cited }) =>
          record(context.name(away), text.matchOf(context.name(local), cited), []),
        ),
      ],
    }),
    section(text.dispositions, {
      records: contract.dispositions.map((one) =>
        record(one.condition, text.disposition[one.disposition], [
          [text.by, context.names(one.by)],
          [text.owner, fill(one.owner)],
          [text.compensating, fill(one.compensating)],
          [text.reviewBy, fill(one.reviewBy)],
          [text.rationale, fill(one.rationale)],
          [text.evidenceNeeded, fill(one.evidenceNeeded)],
        ]),
      ),
    }),
  ];
}
