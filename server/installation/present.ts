import type { ArchiveIndex } from './archiveIndex';
import type { InstallationReport } from './verify/verify';

const MARKS = { ok: 'ok         ', false: 'FALSE      ', 'not-checked': 'note       ' } as const;

/** What was checked, line by line, and the summary. */
export function linesOfReport({ lines, summary }: InstallationReport): string[] {
  const width = Math.max(...lines.map(({ check }) => check.length));
  return [
    ...lines.map(
      ({ check, result, detail }) => `${MARKS[result]}  ${check.padEnd(width)}  ${detail}`,
    ),
    '',
    summary,
  ];
}

/** What a backup holds, what it lacks, and how its keys are kept. */
export function linesOfBackup(index: ArchiveIndex, path: string): string[] {
  const rows = index.tables.reduce((sum, table) => sum + table.rows, 0);
  const files = [...index.blobs, ...index.staged];
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  return [
    `${path}: ${rows} rows of ${index.tables.length} tables, ${files.length} files of evidence (${bytes} bytes), both keys; as of ${index.madeAt}.`,
    ...index.missing.map((sha256) => `MISSING  evidence ${sha256} is not in the store.`),
    ...files
      .filter(({ state }) => state === 'damaged')
      .map(({ sha256 }) => `DAMAGED  evidence ${sha256} does not have its digest.`),
    index.keys.kind === 'sealed'
      ? 'The keys in it are sealed with BACKUP_PASSPHRASE: without it nobody can restore this.'
      : 'WARNING: whoever can read this file holds the keys of this installation and can sign in its name. Keep it as you keep them, or set BACKUP_PASSPHRASE to seal them.',
  ];
}
