import { z } from 'zod';
import { envelopeOf, STATEMENT_TYPE } from '@/core/attest/dsse';
import { keyIdOf, verifyEd25519 } from '@/core/attest/instanceKey';
import { KeyHistory } from '@/core/attest/keyHistory';
import { parseLogLeaf } from '@/core/attest/leaf';
import { openProse, saltedProseSchema } from '@/core/attest/prose';
import { assertionSchema } from '@/core/attest/signedStatement';
import { prepared, PREDICATES } from '@/core/attest/statements';
import { proseOf, verifySignature } from '@/core/attest/verifyStatements';
import { fromBase64 } from '@/core/snapshot/bytes';
import { Refusal } from '@/core/snapshot/refusal';
import { Problems, wordsOf, type Checked } from './check';

interface StatementRow {
  id: string;
  predicate_type: string;
  payload: Uint8Array;
  sha256: string;
  assertions: unknown;
  counter_signature: string;
  prose: unknown;
  log_index: number;
  /** Of the release it is stored with; null for key statements. */
  release_digest: string | null;
  leaf: Uint8Array | null;
}

const BATCH = 500;

const STATEMENTS = `
SELECT s.id, s.predicate_type, s.payload, s.sha256, s.assertions, s.counter_signature, s.prose,
       s.log_index, r.digest AS release_digest, l.bytes AS leaf
FROM statement s LEFT JOIN release r ON r.id = s.release_id LEFT JOIN log_leaf l ON l.index = s.log_index
WHERE s.log_index > $1 ORDER BY s.log_index LIMIT ${BATCH}`;

/**
 * Every signed statement in the order of the log: its bytes, the installation's counter-signature, the
 * signer's assertion under the key as the log shows it at that place, the words it commits to, and
 * that its leaf is in the log.
 */
export async function checkStatements({ client, publicKey, lines }: Checked): Promise<void> {
  const problems = new Problems(lines, 'statements');
  const history = new KeyHistory();
  let checked = 0;
  for (let after = -1; ;) {
    const { rows } = await client.query<StatementRow>(STATEMENTS, [after]);
    for (const row of rows) {
      try {
        checkStatement(row, publicKey, history);
      } catch (error) {
        problems.add(
          `Statement ${row.sha256.slice(0, 12)} (log ${row.log_index}): ${wordsOf(error)}`,
        );
      }
      after = row.log_index;
      checked += 1;
    }
    if (rows.length < BATCH) break;
  }
  const { rows: strays } = await client.query<{ index: number }>(
    `SELECT l.index FROM log_leaf l LEFT JOIN statement s ON s.log_index = l.index
     WHERE s.id IS NULL ORDER BY l.index`,
  );
  for (const { index } of strays) problems.add(`Leaf ${index} of the log has no statement.`);
  const { rows: unsigned } = await client.query<{ id: string }>(
    `SELECT o.id FROM sign_off o LEFT JOIN statement s ON s.id = o.statement_id WHERE s.id IS NULL`,
  );
  for (const { id } of unsigned) problems.add(`The sign-off ${id} has no statement.`);
  problems.end(`${checked} statements with their signatures and words`);
}

/** @throws Refusal or Error that says what does not hold */
function checkStatement(row: StatementRow, publicKey: Uint8Array, history: KeyHistory): void {
  const statement = prepared(new Uint8Array(row.payload));
  const { subject, predicateType } = statement.statement;
  if (statement.sha256 !== row.sha256 || predicateType !== row.predicate_type)
    throw new Refusal('bad-shape', 'Its row says something else than its bytes.');
  const about = subject[0].digest.sha256;
  if (predicateType !== PREDICATES.key && row.release_digest !== about)
    throw new Refusal('bad-shape', 'It is stored with another release than it is about.');
  const signature = fromBase64(row.counter_signature);
  if (!verifyEd25519(signature, statement.pae, publicKey))
    throw new Refusal('bad-signature', 'The counter-signature of the installation does not hold.');
  if (row.leaf === null) throw new Refusal('bad-proof', 'Its leaf is not in the log.');
  const leaf = parseLogLeaf(new Uint8Array(row.leaf));
  const named = !('releaseDigest' in leaf) || leaf.releaseDigest === about;
  if (leaf.statementSha256 !== row.sha256 || !named)
    throw new Refusal('bad-proof', 'The leaf at its place in the log is of something else.');
  const prose = z.array(saltedProseSchema).parse(row.prose);
  proseOf(statement.statement, prose.map(openProse));
  const assertions = z.array(assertionSchema).parse(row.assertions);
  const keyid = keyIdOf(publicKey);
  const envelope = envelopeOf(STATEMENT_TYPE, statement.payload, [{ keyid, signature }]);
  const signed = { envelope, assertions, prose };
  verifySignature(statement, { signed, proof: { index: row.log_index } }, history);
}
