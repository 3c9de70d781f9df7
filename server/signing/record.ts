import type { Assertion } from '@/core/attest/signedStatement';
import type { PreparedStatement } from '@/core/attest/statements';
import { counterSign } from '@/core/attest/instanceKey';
import { STATEMENT_TYPE } from '@/core/attest/dsse';
import type { SaltedProse } from '@/core/attest/prose';
import { newId } from '@/core/argument/ids';
import { toBase64 } from '@/core/snapshot/bytes';
import type { Tx } from '@/server/platform/database';
import type { Dependencies } from '@/server/platform/dependencies';
import { AppError } from '@/server/platform/errors';
import { append } from '@/server/translog/append';
import { ownKey } from '@/server/translog/ownKey';
import { insertStatement } from './repo';
import { signingTime } from './signingTime';

export interface RecordedStatement {
  id: string;
  sha256: string;
  logIndex: number;
}

/**
 * Counter-signs a statement, appends it to the log and stores it, in the transaction that acts on it.
 * Takes the log's lock: row locks that other signers may hold come after this.
 *
 * @throws AppError unavailable, or expired, where the clock went back
 */
export async function recordStatement(
  tx: Tx,
  deps: Pick<Dependencies, 'env' | 'secrets' | 'now'>,
  signed: {
    prepared: PreparedStatement;
    assertions: Assertion[];
    prose: SaltedProse[];
    personId: string | null;
    keyId: string;
    releaseId: string | null;
    published: boolean;
  },
): Promise<RecordedStatement> {
  const { prepared, published, ...rest } = signed;
  const { statement, payload, sha256 } = prepared;
  const { predicateType, subject } = statement;
  const releaseDigest = subject[0].digest.sha256;
  const logIndex = await append(tx, sha256, published ? { predicateType, releaseDigest } : null);
  // Under the log's lock: whoever came before has its date.
  const createdAt = await signingTime(tx, deps);
  if (new Date(statement.predicate.issuedAt) > createdAt)
    throw new AppError('expired', 'The clock was moved while this was signed. Begin again.');
  const { signature } = counterSign(ownKey(deps), STATEMENT_TYPE, payload);
  const id = newId();
  await insertStatement(tx, {
    ...rest,
    id,
    predicateType,
    payload,
    sha256,
    counterSignature: toBase64(signature),
    logIndex,
    createdAt,
  });
  return { id, sha256, logIndex };
}
