import type { z } from 'zod';
import type { CaseDocument } from '@/core/argument/document';
import type { FindingSeverity } from '@/core/workflow/finding';
import type { Declaration } from '@/server/reviews/declaration';
import { draftFinding, sendFindings } from '@/server/reviews/findings';
import type { judgeInput } from '@/server/reviews/inputs';
import { judge, markViewed } from '@/server/reviews/judgements';
import type { PersonName } from './cast';
import { idOf } from './document';
import type { Stage } from './stage';

/** Every point is affirmed, as nobody reviews otherwise. */
export function independent(text: string): Declaration {
  return {
    noFinancialDependence: true,
    noOperationalDependence: true,
    noManagementDependence: true,
    freeJudgement: true,
    conflictPolicy: true,
    text,
  };
}

type Judged = readonly [
  identifier: string,
  value: NonNullable<z.infer<typeof judgeInput>['value']>,
  note: string,
];

/** Judges claims of the frozen case as one of its assessors, and ticks them as viewed. */
export async function judgeClaims(
  stage: Stage,
  who: PersonName,
  roundId: string,
  document: CaseDocument,
  judgements: readonly Judged[],
): Promise<void> {
  for (const [identifier, value, note] of judgements)
    await judge(stage.as(who), { roundId, nodeId: idOf(document, identifier), value, note });
  const nodeIds = judgements.map(([identifier]) => idOf(document, identifier));
  await markViewed(stage.as(who), { roundId, nodeIds, viewed: true });
}

interface Raised {
  severity: FindingSeverity;
  at: string;
  title: string;
  body: string;
}

/** Raises findings and sends them in one batch. @returns their ids, in order */
export async function raiseFindings(
  stage: Stage,
  who: PersonName,
  roundId: string,
  document: CaseDocument,
  findings: readonly Raised[],
): Promise<string[]> {
  const ids: string[] = [];
  for (const { at, ...words } of findings) {
    const finding = { roundId, nodeId: idOf(document, at), ...words };
    ids.push((await draftFinding(stage.as(who), finding)).findingId);
  }
  await sendFindings(stage.as(who), { roundId });
  return ids;
}
