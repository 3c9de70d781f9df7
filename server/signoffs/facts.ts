import type { ApprovalFacts, DecisionFacts, OpenPoint } from '@/core/workflow/release';
import type { Tx } from '@/server/platform/database';
import { AppError } from '@/server/platform/errors';
import { currentView, type ReleaseRow, type ViewRow } from '@/server/releases/repo';
import { readStoredView } from '@/server/releases/readViews';
import { contractOf } from '@/server/status/bases';
import { findingsAtDecision } from '@/server/reviews/changes';
import { conditionsOf, roundsOf, type RoundRow } from '@/server/reviews/repo';
import { residualsOf, type Residual } from './residuals';

/** What a decision on a release rests on, as loaded in the transaction that decides. */
export interface DecisionGround {
  /** The assessors' view: what the signer is shown. */
  view: ViewRow;
  residuals: Residual[];
  rounds: RoundRow[];
  /** Conditions that findings were turned into. */
  converted: { id: string; text: string; due: string }[];
  facts(given: Given): ApprovalFacts;
  reviewFacts(reason: string): DecisionFacts;
}

interface Given {
  reason: string;
  acceptedResiduals: readonly string[];
  acceptedBy: string;
  conditions: readonly { text: string; due: string }[];
}

/** @throws AppError wrong-state when the assessors' view was never disclosed */
export async function loadDecisionGround(tx: Tx, release: ReleaseRow): Promise<DecisionGround> {
  const view = await currentView(tx, release.id, 'assessors');
  if (view === null) {
    throw new AppError(
      'wrong-state',
      'The assessors’ view is not disclosed; there is nothing to decide on yet.',
    );
  }
  const residuals = residualsOf(readStoredView(view).shown);
  const rounds = await roundsOf(tx, release.id);
  const converted = await conditionsOf(tx, release.id);
  const findings = await findingsAtDecision(tx, release.id);
  const contract = release.kind === 'base' ? null : await contractOf(tx, release);
  const handedIn = (round: RoundRow) => round.assignments.some((one) => one.submittedAt !== null);
  const reviewFacts = (reason: string): DecisionFacts => ({
    reason,
    reviewsSubmitted: rounds.filter(handedIn).length,
    reviewsOutstanding: rounds.filter((round) => round.state === 'open').length,
  });
  return {
    view,
    residuals,
    rounds,
    converted,
    reviewFacts,
    facts: ({ reason, acceptedResiduals, acceptedBy, conditions }) => ({
      ...reviewFacts(reason),
      findings,
      openPoints: residuals.map(({ id, kind, identifier, text }): OpenPoint => ({
        identifier: identifier === '' ? text : identifier,
        kind: kind === 'open-problem' ? kind : 'undeveloped',
        acceptedBy: acceptedResiduals.includes(id) ? acceptedBy : null,
      })),
      conditions: [...converted, ...conditions],
      contract,
    }),
  };
}
