import { blankCase } from '@/core/argument/blank';
import type { CaseModule } from '@/core/argument/document';
import type { IdSource } from '@/core/argument/ids';
import { LIMITS } from '@/core/argument/limits';
import { driftingTexts } from '../awayText';
import { FindingList } from '../findingList';
import { finishImport } from '../finishImport';
import { decodeText, MAX_FOREIGN_BYTES, refused, type ImportResult } from '../importResult';
import { shortened } from '../shortened';
import { ArgumentReader } from './argument';
import { Definitions } from './definitions';
import { readLines } from './lines';

/**
 * Reads Lightweight Text Assurance Cases: one element a line, indented by two spaces below what it
 * belongs to. Each package becomes a module, named after its top element or by a comment
 * `#!module NAME`; `^ID` becomes an away element (GSN 1:4.2.2), `{defeater}` and `{counter}` a challenge
 * (1:6), `{metaclaim}` a claim point (1:5). Comments above an element become its notes, the comment
 * with which the file begins the title.
 */
export function importLtac(bytes: Uint8Array, ids: IdSource): ImportResult {
  const decoded = decodeText(bytes, MAX_FOREIGN_BYTES);
  if ('refusal' in decoded) return refused(decoded.refusal, decoded.path);
  const findings = new FindingList();
  const { header, lines } = readLines(decoded.text, findings);
  if (findings.hasErrors) {
    return { document: null, findings: findings.shown() };
  }
  if (lines.length === 0) return refused('The file holds no element.');
  const definitions = new Definitions(lines, ids, findings);
  if (findings.hasErrors) {
    return { document: null, findings: findings.shown() };
  }
  const argument = new ArgumentReader(lines, definitions, ids, findings);
  const { nodes, places } = definitions;
  for (const { index, message } of driftingTexts(nodes)) {
    findings.warning(places[index] ?? '', message);
  }
  const [top] = nodes;
  const module = top?.module ?? '';
  return finishImport(
    blankCase({
      title: header ? (header[0] ?? '') : shortened(top?.text || module, LIMITS.title),
      module,
      root: top?.id ?? null,
      nodes: [...nodes],
      links: argument.links,
      defeaters: argument.defeaters,
      claimPoints: argument.claimPoints,
      modules: modulesOf([...definitions.modules], (header ?? []).slice(1), ids),
    }),
    findings,
    (list, index) => (list === 'nodes' ? places[index] : undefined),
  );
}

/** A module without name is none: nothing can cite it. */
function modulesOf(
  names: readonly string[],
  about: readonly string[],
  ids: IdSource,
): CaseModule[] {
  return names
    .filter((name) => name !== '')
    .map((name, index) => ({
      id: ids(),
      name,
      kind: 'module',
      within: '',
      title: '',
      description: index === 0 ? about.join('\n') : '',
      annotations: {},
    }));
}
