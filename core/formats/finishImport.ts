import type { CaseDocument } from '@/core/argument/document';
import { normaliseDocument } from '@/core/argument/structureDoc';
import { documentIssues } from './documentIssues';
import type { FindingList } from './findingList';
import { pathText, type ImportResult } from './importResult';
import { overfullList } from './overfullList';
import { cycleText, supportCycle } from './supportCycle';

/** Where in the source a record of the document comes from. */
export type PlaceOf = (list: string, index: number) => string | undefined;

/**
 * The last step of an import that builds a document by itself: refuses it when there is an error,
 * when it holds more than a case may hold or half a surrogate pair, and when an argument supports
 * itself; brings it into normal form otherwise.
 *
 * @param place names the source of `nodes[3]` in the words of the format
 */
export function finishImport(
  document: CaseDocument,
  findings: FindingList,
  place: PlaceOf,
): ImportResult {
  const overfull = overfullList(document);
  if (overfull) {
    const { list, most, message } = overfull;
    findings.error(place(list, most) ?? `${list}[${most}]`, message);
    return { document: null, findings: findings.shown() };
  }
  const issues = documentIssues(document);
  for (const { path, message } of issues) {
    findings.error(sourcePath(path, place), sentence(path, message));
  }
  const cycle = issues.length === 0 ? supportCycle(document) : null;
  if (cycle) {
    const index = document.nodes.findIndex(({ id }) => id === cycle[0]?.id);
    findings.error(
      place('nodes', index) ?? '',
      `The argument supports itself: ${cycleText(cycle)}.`,
    );
  }
  return {
    document: findings.hasErrors ? null : normaliseDocument(document),
    findings: findings.shown(),
  };
}

function sourcePath(path: readonly PropertyKey[], place: PlaceOf): string {
  const [list, index, ...rest] = path;
  if (typeof list !== 'string' || typeof index !== 'number') return pathText(path);
  const source = place(list, index);
  if (source === undefined) return pathText(path);
  return rest.length === 0 || source.startsWith('line') ? source : `${source}.${pathText(rest)}`;
}

/** The case schema says what is wrong with a value: "is longer than 80 characters". */
function sentence(path: readonly PropertyKey[], message: string): string {
  const subject = path.length > 2 ? `Its ${pathText(path.slice(2))}` : 'It';
  return /^[a-z]/.test(message) ? `${subject} ${message}.` : `${message}.`;
}
