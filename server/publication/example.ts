import { prepared } from '@/core/attest/statements';

/** Whether a statement was made by the ceremony of the worked example, as its own bytes say. */
export function isExample({ payload }: { payload: Uint8Array }): boolean {
  return prepared(new Uint8Array(payload)).statement.predicate.ceremony === 'example';
}
