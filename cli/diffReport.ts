/** What `casewright diff A B` says. */

import type { CaseDocument } from '@/core/argument/document';
import { alignIds } from '@/core/diff/alignIds';
import { diffDocuments, type DocumentDiff, type RecordReference } from '@/core/diff/diffDocuments';

/** Compares two files; where the format has no ids, records are matched by what they are called. */
export function diffReport(before: CaseDocument, after: CaseDocument): DocumentDiff {
  return diffDocuments(before, alignIds(before, after));
}

/** The difference in lines for people: + added, - removed, ~ changed, > moved. */
export function diffLines({ added, removed, changed, moved, facts }: DocumentDiff): string[] {
  const name = ({ record, identifier, id }: RecordReference) => `${record} ${identifier || id}`;
  return [
    ...added.map((one) => `+ ${name(one)}`),
    ...removed.map((one) => `- ${name(one)}`),
    ...changed.map((one) => `~ ${name(one)}: ${one.fields.join(', ')}`),
    ...moved.map(({ identifier, node }) => `> node ${identifier || node}`),
    ...facts.map((path) => `~ ${path}`),
  ];
}
