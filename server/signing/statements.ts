import { envelopeOf, STATEMENT_TYPE } from '@/core/attest/dsse';
import type { SignedStatement } from '@/core/attest/signedStatement';
import { fromBase64 } from '@/core/snapshot/bytes';
import type { Db } from '@/server/platform/database';
import type { Dependencies } from '@/server/platform/dependencies';
import { ownKey } from '@/server/translog/ownKey';
import { findKeys, type KeyRow } from './keys/repo';
import { findStatements, type StatementRow } from './repo';

/** A stored statement in the form in which bundles carry it. */
export interface LoggedStatement {
  signed: SignedStatement;
  row: StatementRow;
}

function signedStatement(
  deps: Pick<Dependencies, 'env' | 'secrets'>,
  row: StatementRow,
): SignedStatement {
  const signature = fromBase64(row.counterSignature);
  return {
    envelope: envelopeOf(STATEMENT_TYPE, row.payload, [{ keyid: ownKey(deps).keyId, signature }]),
    assertions: row.assertions,
    prose: row.prose,
  };
}

/** All statements about a release, in the order of the log. */
export async function statementsOf(
  db: Db,
  deps: Pick<Dependencies, 'env' | 'secrets'>,
  releaseId: string,
): Promise<LoggedStatement[]> {
  const rows = await findStatements(db, { releaseId });
  return rows.map((row) => ({ row, signed: signedStatement(deps, row) }));
}

/**
 * The statements that make these keys what they are: enrolment, approval and revocation of each, and
 * of the keys that approved or revoked them, back to the founding keys. In the order of the log.
 */
export async function keyHistory(
  db: Db,
  deps: Pick<Dependencies, 'env' | 'secrets'>,
  keyIds: readonly string[],
): Promise<LoggedStatement[]> {
  const known = new Map<string, KeyRow>();
  const statements = new Map<string, StatementRow>();
  let wanted = [...new Set(keyIds)];
  while (wanted.length > 0) {
    const keys = await findKeys(db, { id: { in: wanted } });
    for (const key of keys) known.set(key.id, key);
    const ids = keys.flatMap(({ statementIds: { enrol, approve, revoke } }) =>
      [enrol, approve, revoke].filter((id) => id !== null),
    );
    const rows = await findStatements(db, { ids });
    for (const row of rows) statements.set(row.id, row);
    const signers = rows.flatMap(({ keyId, personId }) =>
      keyId === null || personId === null ? [] : [keyId],
    );
    wanted = [...new Set(signers)].filter((id) => !known.has(id));
  }
  return [...statements.values()]
    .sort((a, b) => a.logIndex - b.logIndex)
    .map((row) => ({ row, signed: signedStatement(deps, row) }));
}
