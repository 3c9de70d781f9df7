import type { ContractState } from '@/core/workflow/inForce';
import type { TouchedClause } from './impact';

/** What one assessor of the supplement signed of its contract. */
export type ContractVerdict = 'verified' | 'rejected';

/**
 * The state of a supplement's contract (domain section 3.3): unverified until an assessor of the
 * supplement has verified it, rejected when one of them rejects it, outdated as soon as a newer
 * release of the base changes something that it rests on. Only a new release, with a new
 * verification, leads out of rejected and outdated.
 */
export function contractState(
  verdicts: readonly ContractVerdict[],
  touched: readonly TouchedClause[],
): ContractState {
  if (verdicts.includes('rejected')) return 'rejected';
  if (!verdicts.includes('verified')) return 'unverified';
  return touched.length > 0 ? 'outdated' : 'verified';
}
