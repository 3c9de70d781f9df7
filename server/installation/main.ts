import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { DataDirectoryError } from '@/server/platform/dataDirectory';
import { DatabaseStartError } from '@/server/platform/embeddedPostgres';
import { EnvironmentError, readEnvironment } from '@/server/platform/env';
import { MigrationError } from '@/server/platform/migrate';
import { ArchiveRefused } from './archiveReader';
import { backUp } from './backup';
import { openInstallation, type Installation } from './installation';
import { InstallationError } from './installationError';
import { linesOfBackup, linesOfReport } from './present';
import { restore } from './restore';
import { KeysSealed } from './sealedKeys';
import { verifyInstallation } from './verify/verify';

/** What the process ends with: done and true; something is not true or damaged; it can't be done here. */
const EXIT = { done: 0, false: 2, impossible: 3 } as const;

const USAGE = `backup OUT                        everything of this installation into one file
restore FILE                      a backup, into an empty DATA_DIR or an empty database
verify [--checkpoint FILE] [--json]   computes everything again that was hashed, chained or signed`;

async function run([command, ...args]: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { checkpoint: { type: 'string' }, json: { type: 'boolean' } },
  });
  const [file] = positionals;
  if (command === 'backup' && file !== undefined) return runBackup(file);
  if (command === 'restore' && file !== undefined) return runRestore(file);
  if (command === 'verify' && file === undefined)
    return runVerify(values.checkpoint ?? null, values.json ?? false);
  throw new InstallationError(`This takes one of:\n${USAGE}`);
}

async function runBackup(path: string): Promise<number> {
  const env = readEnvironment();
  const installation = await openInstallation(env);
  try {
    const index = await backUp(installation, path, {
      passphrase: env.backupPassphrase,
      now: new Date(),
    });
    say(linesOfBackup(index, path));
    const whole = [...index.blobs, ...index.staged].every(({ state }) => state === 'whole');
    return whole && index.missing.length === 0 ? EXIT.done : EXIT.false;
  } finally {
    await installation.close();
  }
}

async function runRestore(path: string): Promise<number> {
  const env = readEnvironment(undefined, 'optional');
  const { index, installation } = await restore(env, path);
  try {
    say([`Restored: the installation as of ${index.madeAt}. It is verified now.`, '']);
    const code = await report(installation, null, false);
    if (env.databaseUrl)
      say([
        '',
        `With DATABASE_URL the server takes its keys from the environment: set AUTH_SECRET and SIGNING_KEY to what ${env.dataDir}/auth.secret and signing.key hold.`,
      ]);
    return code;
  } finally {
    await installation.close();
  }
}

async function runVerify(checkpoint: string | null, json: boolean): Promise<number> {
  const known = checkpoint === null ? null : await readFile(checkpoint, 'utf8');
  const installation = await openInstallation(readEnvironment());
  try {
    return await report(installation, known, json);
  } finally {
    await installation.close();
  }
}

async function report(
  installation: Installation,
  known: string | null,
  json: boolean,
): Promise<number> {
  const found = await verifyInstallation(installation, known);
  say(json ? [JSON.stringify(found, null, 2)] : linesOfReport(found));
  return found.outcome === 'valid' ? EXIT.done : EXIT.false;
}

function say(lines: readonly string[]): void {
  for (const line of lines) process.stdout.write(`${line}\n`);
}

/** Errors whose message is a sentence for the operator. */
const EXPECTED = [
  InstallationError,
  EnvironmentError,
  DataDirectoryError,
  DatabaseStartError,
  MigrationError,
  KeysSealed,
];

/** The exit code of a failure, and its sentence. */
function explain(error: unknown): number {
  const words = error instanceof Error ? error.message : String(error);
  if (error instanceof ArchiveRefused) {
    process.stderr.write(`${words} Nothing was restored.\n`);
    return EXIT.false;
  }
  const expected = EXPECTED.some((kind) => error instanceof kind);
  process.stderr.write(expected ? `${words}\n` : `It failed: ${String(error)}\n`);
  return EXIT.impossible;
}

process.exit(await run(process.argv.slice(2)).catch(explain));
