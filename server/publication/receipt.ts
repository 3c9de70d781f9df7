import { envelopeOf, STATEMENT_TYPE } from '@/core/attest/dsse';
import type { SignedStatement } from '@/core/attest/signedStatement';
import { fromBase64, toBase64 } from '@/core/snapshot/bytes';
import { inTransaction } from '@/server/platform/database';
import { notFound } from '@/server/platform/errors';
import { requireSession, type RequestContext } from '@/server/platform/requestContext';
import { findStatements } from '@/server/signing/repo';
import { isExample } from './example';
import { ownKey } from '@/server/translog/ownKey';
import { proveInclusion } from '@/server/translog/proofs';

/** What a signer takes away: the statement as signed and logged, with its words and its proof. */
export interface Receipt {
  /** Present in receipts of the worked example: what they are worth. */
  example?: string;
  statement: SignedStatement;
  log: { index: number; path: string[]; checkpoint: string };
}

/** Receipts are the signer's own. @throws AppError not-found for everybody else */
export async function receiptOf(context: RequestContext, statementId: string): Promise<Receipt> {
  const { personId } = requireSession(context);
  return inTransaction(context.db, async (tx) => {
    const [row] = await findStatements(tx, { ids: [statementId] });
    if (row === undefined || row.personId !== personId) throw notFound('The receipt');
    const { head, proofs } = await proveInclusion(tx, [row.logIndex]);
    const signature = fromBase64(row.counterSignature);
    return {
      ...(isExample(row) && { example: 'An example, signed for show: it is never in force.' }),
      statement: {
        envelope: envelopeOf(STATEMENT_TYPE, row.payload, [
          { keyid: ownKey(context).keyId, signature },
        ]),
        assertions: row.assertions,
        prose: row.prose,
      },
      log: {
        index: row.logIndex,
        path: (proofs[0]?.path ?? []).map((hash) => toBase64(new Uint8Array(hash))),
        checkpoint: head.note,
      },
    };
  });
}
