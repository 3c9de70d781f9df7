import { readBody } from '@/core/argument/bodyDoc';
import { isEmptyRichText } from '@/core/argument/richText';
import type { CaseDocument, RichText } from '@/core/argument/document';
import { parseStrict, readDocument, type Problem } from '@/core/argument/structureDoc';
import { loadDocuments } from '@/server/collab/store';
import type { Tx } from '@/server/platform/database';

/** The case as its authors left it at one sequence number. */
export interface Draft {
  seq: number;
  document: CaseDocument;
  /** What a strict reading refuses, by place; empty when the document is whole. */
  problems: Problem[];
}

/** Reads all documents of a case at one sequence number, strictly: a release holds nothing unclear. */
export async function loadDraft(tx: Tx, caseId: string): Promise<Draft> {
  const { seq, structure, bodies } = await loadDocuments(tx, caseId);
  const problems: Problem[] = [];
  const texts: Record<string, RichText> = {};
  const written = readDocument(structure).document.nodes;
  for (const { id } of written) {
    const doc = bodies.get(id);
    if (doc === undefined) continue;
    const read = readBody(doc);
    for (const problem of read.problems) {
      problems.push({ path: ['bodies', id, ...problem.path], message: problem.message });
    }
    if (read.body !== null && !isEmptyRichText(read.body)) texts[id] = read.body;
  }
  const strict = parseStrict(structure, texts);
  if (strict.ok) return { seq, document: strict.document, problems };
  return {
    seq,
    document: readDocument(structure, texts).document,
    problems: [...problems, ...strict.problems],
  };
}
