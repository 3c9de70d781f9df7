/** What `casewright diff A B` says. */

import type { CaseDocument, Id } from '@/core/argument/document';
import { alignIds } from '@/core/diff/alignIds';
import { diffDocuments, type DocumentDiff, type RecordReference } from '@/core/diff/diffDocuments';
import type { DiffRun } from '@/core/diff/diffRuns';
import type { EvidenceChange } from '@/core/diff/evidenceChanges';
import type { TextChange } from '@/core/diff/textChanges';

/** Words around a change that are shown, so that it can be found. */
const AROUND = 40;

/** Compares two files; where the format has no ids, records are matched by what they are called. */
export function diffReport(before: CaseDocument, after: CaseDocument): DocumentDiff {
  return diffDocuments(before, alignIds(before, after));
}

/**
 * The difference in lines for people: + added, - removed, ~ changed, > moved; below what changed its
 * texts with the words that went in [-brackets-] and those that came in {+braces+}.
 */
export function diffLines(before: CaseDocument, after: CaseDocument): string[] {
  const other = alignIds(before, after);
  const diff = diffDocuments(before, other);
  const { added, removed, changed, moved, facts } = diff;
  const called = new Map([...namesOf(before), ...namesOf(other)]);
  const name = ({ record, identifier, id }: RecordReference) =>
    `${record} ${identifier || (called.get(id) ?? id)}`;
  // References are told by the element that rests on them.
  const isTold = ({ record }: RecordReference) => record !== 'evidence';
  return [
    ...added.filter(isTold).map((one) => `+ ${name(one)}`),
    ...removed.filter(isTold).map((one) => `- ${name(one)}`),
    ...changed
      .filter(isTold)
      .flatMap((one) => [`~ ${name(one)}: ${one.fields.join(', ')}`, ...one.texts.map(textLine)]),
    ...moved.map(({ identifier, node }) => `> node ${identifier || node}`),
    ...diff.evidence.map(evidenceLine),
    ...facts.flatMap((path) => [
      `~ ${path}`,
      ...diff.factTexts.filter(({ field }) => field === path).map(textLine),
    ]),
  ];
}

/** What people call records without an identifier: a link by its ends, a module by its name. */
function namesOf({ nodes, links, modules }: CaseDocument): [Id, string][] {
  const identifiers = new Map(nodes.map(({ id, identifier }) => [id, identifier]));
  return [
    ...modules.map(({ id, name }): [Id, string] => [id, name]),
    ...links.map(({ id, from, to }): [Id, string] => {
      const ends = [from, to].map((end) => identifiers.get(end) || '?');
      return [id, ends.join(' → ')];
    }),
  ];
}

function evidenceLine({ change, node, identifier, before, after, shows }: EvidenceChange): string {
  const mark = { added: '+', removed: '-', changed: '~' }[change];
  const artefacts = [before, after].filter(
    (one, at, both) => one !== null && both.indexOf(one) === at,
  );
  const words = shows.some(({ kind }) => kind !== 'same') ? `: ${runsText(shows)}` : '';
  return `${mark} evidence of ${identifier || node}: ${artefacts.join(' → ')}${words}`;
}

function textLine({ field, runs }: TextChange): string {
  return `    ${field}: ${runsText(runs)}`;
}

function runsText(runs: readonly DiffRun[]): string {
  return runs
    .map(({ kind, text }, at) => {
      const line = text.replace(/\s+/g, ' ');
      if (kind === 'added') return `{+${line}+}`;
      if (kind === 'removed') return `[-${line}-]`;
      return shortened(line, at === 0, at === runs.length - 1);
    })
    .join('');
}

/** What stayed, without its middle; at either end of the text without its far end. */
function shortened(text: string, isFirst: boolean, isLast: boolean): string {
  const characters = Array.from(text);
  const kept = isFirst || isLast ? AROUND : 2 * AROUND;
  if (characters.length <= kept + 1) return text;
  const head = isFirst ? '' : characters.slice(0, AROUND).join('');
  const tail = isLast ? '' : characters.slice(-AROUND).join('');
  return `${head}…${tail}`;
}
