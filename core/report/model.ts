/**
 * A case written out for people, as data: what Markdown and HTML both say. Texts are plain, with
 * parameters filled; escaping them is up to who writes them.
 */

import type { RichText } from '@/core/argument/document';

/** A name and what is said under it; rows that say nothing are left out. */
export type ReportRow = [name: string, value: string];

/** Something with an identifier and a text of its own. */
export interface ReportRecord {
  identifier: string;
  text: string;
  rows: ReportRow[];
}

/** An element at its place in the reading order of the argument. */
export interface ReportEntry extends ReportRecord {
  depth: number;
  kind: string;
  /** "2.1" for a claim; empty for all else. */
  number: string;
  marks: string[];
  /** It is written out further up; here it is only named. */
  isRepeated: boolean;
  body: RichText | null;
}

export interface ReportSection {
  title: string;
  rows: ReportRow[];
  entries: ReportEntry[];
  records: ReportRecord[];
}

export interface CaseReport {
  title: string;
  kind: string;
  /** The decision that the case supports, as a question. */
  question: string;
  sections: ReportSection[];
}

/** A section of what says something. */
export function section(title: string, content: Partial<ReportSection>): ReportSection {
  const { rows = [], entries = [], records = [] } = content;
  return { title, rows: filled(rows), entries, records };
}

/** A record of what says something. */
export function record(identifier: string, words: string, rows: ReportRow[]): ReportRecord {
  return { identifier, text: words, rows: filled(rows) };
}

/** Rows that say something. */
export function filled(rows: readonly ReportRow[]): ReportRow[] {
  return rows.filter(([, value]) => value !== '');
}
