import type { CaseDocument } from '@/core/argument/document';
import { isRaised } from '@/core/argument/isRaised';
import type { Drawing } from '@/core/diagram/drawing';
import type { ExportLoss } from '../exportFormats';

/** What a case holds beside its argument: notation has no place for it. */
const OUTSIDE: {
  path: string;
  what: [one: string, many: string];
  count: (c: CaseDocument) => number;
}[] = [
  {
    path: 'conditions',
    what: ['condition of use', 'conditions of use'],
    count: (c) => c.conditions.length,
  },
  {
    path: 'evidence',
    what: ['reference to evidence', 'references to evidence'],
    count: (c) => c.evidence.length,
  },
  { path: 'criteria', what: ['criterion', 'criteria'], count: (c) => c.criteria.length },
  { path: 'indicators', what: ['indicator', 'indicators'], count: (c) => c.indicators.length },
  { path: 'bodies', what: ['body text', 'body texts'], count: (c) => Object.keys(c.bodies).length },
  { path: 'facts.outcomes', what: ['outcome', 'outcomes'], count: (c) => c.facts.outcomes.length },
  {
    path: 'facts.failureConditions',
    what: ['failure condition', 'failure conditions'],
    count: (c) => c.facts.failureConditions.length,
  },
  {
    path: 'facts.notCovered',
    what: ['exclusion', 'exclusions'],
    count: (c) => c.facts.notCovered.length,
  },
  {
    path: 'contract.dispositions',
    what: ['disposition', 'dispositions'],
    count: (c) => c.contract?.dispositions.length ?? 0,
  },
];

/** One loss for each part of the case that a diagram of its argument does not show. */
export function lossesOutsideArgument(document: CaseDocument): ExportLoss[] {
  const losses = OUTSIDE.flatMap(({ path, what: [one, many], count }): ExportLoss[] => {
    const number = count(document);
    if (number === 0) return [];
    const message = number === 1 ? `1 ${one} is not shown.` : `${number} ${many} are not shown.`;
    return [{ path, message }];
  });
  const { subject, setting, decision, window } = document.facts;
  const facts = [...Object.values(subject), ...Object.values(setting), decision, window.from];
  if (facts.some((value) => value !== ''))
    losses.push({ path: 'facts', message: 'System, setting, decision and window are not shown.' });
  return losses;
}

/** What a drawing leaves out, of the argument and beside it. */
export function diagramLosses({ document, lostClaimPoints }: Drawing): ExportLoss[] {
  const offered = document.defeaters.filter((defeater) => !isRaised(defeater)).length;
  return [
    ...(offered > 0 ? [{ path: 'defeaters', message: unraised(offered) }] : []),
    ...lostClaimPoints.map((identifier) => ({
      path: `claimPoints.${identifier}`,
      message: 'It stands on nothing that is drawn.',
    })),
    ...lossesOutsideArgument(document),
  ];
}

function unraised(count: number): string {
  return count === 1
    ? '1 doubt of a checklist that nobody raised is not drawn.'
    : `${count} doubts of a checklist that nobody raised are not drawn.`;
}
