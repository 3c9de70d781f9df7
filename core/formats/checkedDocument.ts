import type { CaseDocument } from '@/core/argument/document';
import { normaliseDocument } from '@/core/argument/structureDoc';
import { documentIssues } from './documentIssues';
import { doubledIds } from './doubledIds';
import type { ImportNotes } from './importNotes';
import { limited, pathText, refused, type ImportResult } from './importResult';
import { overfullList } from './overfullList';

/**
 * The end of an import: the document in normal form when it is one that a case may hold, else what is
 * wrong with it. Importers fit what they read into the limits; this is where a file that does not fit
 * as a whole is refused.
 */
export function checkedDocument(document: CaseDocument, notes: ImportNotes): ImportResult {
  const overfull = overfullList(document);
  if (overfull) return refused(overfull.message, `${overfull.list}[${overfull.most}]`);
  const normal = normaliseDocument(document);
  const issues = documentIssues(normal);
  const wrong =
    issues.length === 0
      ? [...doubledIds(normal)].map((path) => `${path} stands twice`)
      : issues.map(({ path, message }) => `${pathText(path)} ${message}`);
  if (wrong.length === 0) return { document: normal, findings: notes.findings() };
  const errors = wrong.map((what) => ({
    severity: 'error' as const,
    path: '',
    message: `A case can't hold this: ${what}.`,
  }));
  return { document: null, findings: limited([...errors, ...notes.findings()]) };
}
