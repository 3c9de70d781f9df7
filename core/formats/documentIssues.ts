import type * as z from 'zod';
import type { CaseDocument } from '@/core/argument/document';
import { arePlain } from '@/core/argument/plainRecords';
import { caseDocumentSchema } from '@/core/argument/schema';

/**
 * What keeps a document that an importer built from being one that a case may hold, with paths in it;
 * nothing when it is one.
 */
export function documentIssues(document: CaseDocument): readonly z.core.$ZodIssue[] {
  const { nodes, links } = document;
  // Most of a case, and right in most files: the schema looks only at what it may have to explain.
  const rest = {
    ...document,
    nodes: arePlain('nodes', nodes) ? [] : nodes,
    links: arePlain('links', links) ? [] : links,
  };
  return caseDocumentSchema.safeParse(rest).error?.issues ?? [];
}
