import { instanceKey } from '@/core/attest/instanceKey';
import { Lines, type VerificationLine } from '@/core/attest/report';
import { fromHex } from '@/core/snapshot/bytes';
import { connect, type Installation } from '../installation';
import { appliedMigrations } from '../migrations';
import { checkAuditChain } from './auditChain';
import type { Checked } from './check';
import { checkEvidence } from './evidence';
import { checkLog, originOf } from './log';
import { checkReleases } from './releases';
import { checkStatements } from './statements';
import { checkUpdates } from './updates';

export interface InstallationReport {
  outcome: 'valid' | 'false';
  lines: VerificationLine[];
  summary: string;
}

/**
 * Checks a whole installation, as of one moment: everything that was hashed, chained or signed is
 * computed again from what is stored. Changes nothing; the server may go on.
 *
 * @param known a checkpoint of its log that was kept outside, or null
 * @throws InstallationError when the database can't be reached
 */
export async function verifyInstallation(
  installation: Installation,
  known: string | null = null,
): Promise<InstallationReport> {
  const client = await connect(installation.databaseUrl);
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const lines = new Lines();
    const { publicKey } = instanceKey('', fromHex(installation.secrets.signingKey));
    const checked: Checked = { client, blobs: installation.blobs, publicKey, lines };
    await appliedMigrations(client);
    await checkUpdates(checked);
    await checkEvidence(checked);
    await checkReleases(checked);
    await checkLog(checked, known);
    await checkStatements(checked);
    await checkAuditChain(checked);
    await checkName(checked, installation.publicUrl);
    await client.query('COMMIT');
    return {
      outcome: lines.failed > 0 ? 'false' : 'valid',
      lines: lines.lines,
      summary: summaryOf(lines),
    };
  } finally {
    await client.end();
  }
}

/** The log is continued under the public host: another one would make it another log. */
async function checkName({ client, lines }: Checked, publicUrl: string): Promise<void> {
  const { rows } = await client.query<{ note: string }>(
    'SELECT note FROM log_checkpoint ORDER BY size DESC LIMIT 1',
  );
  const [newest] = rows;
  if (!newest) return;
  const origin = originOf(newest.note);
  const { host } = new URL(publicUrl);
  if (origin !== host)
    lines.open(
      'log name',
      `The log is ${origin}; with PUBLIC_URL ${publicUrl} it would go on as ${host}.`,
    );
}

function summaryOf(lines: Lines): string {
  if (lines.failed > 0) {
    const wrong = lines.lines.filter(({ result }) => result === 'false');
    return `false: ${wrong[0]?.check}: ${wrong[0]?.detail}${wrong.length > 1 ? ` (and ${wrong.length - 1} more)` : ''}`;
  }
  const open = lines.lines.filter(({ result }) => result === 'not-checked').length;
  return `valid${open > 0 ? `; ${open} ${open === 1 ? 'note' : 'notes'} above` : ''}`;
}
