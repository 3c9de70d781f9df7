import type { ArgumentNode, CaseDocument, Criterion } from '@/core/argument/document';
import { readDocument } from '@/core/argument/structureDoc';
import { loadDocuments } from '@/server/collab/store';
import { inTransaction, type Db } from '@/server/platform/database';

/** A claim of the draft that rests on an artefact, with the criteria that the artefact is held to. */
export interface EvidenceUse {
  node: Pick<ArgumentNode, 'id' | 'identifier' | 'text' | 'kind'>;
  criteria: Criterion[];
}

/** Every place of the draft that an artefact is used in, by identifier. */
export async function usesOf(db: Db, caseId: string, evidenceId: string): Promise<EvidenceUse[]> {
  const { structure } = await inTransaction(db, (tx) => loadDocuments(tx, caseId));
  return usesIn(readDocument(structure).document, evidenceId);
}

/**
 * The nodes that name the artefact, and the claims right above those that state criteria: what stands
 * under a claim's solutions is measured against the claim.
 */
export function usesIn(document: CaseDocument, evidenceId: string): EvidenceUse[] {
  const named = new Set(
    document.evidence.filter(({ evidence }) => evidence === evidenceId).map(({ node }) => node),
  );
  const above = document.links
    .filter(({ kind, to }) => kind === 'supported-by' && named.has(to))
    .map(({ from }) => from);
  const stating = new Set(document.criteria.map(({ node }) => node));
  const wanted = new Set([...named, ...above.filter((node) => stating.has(node))]);
  return document.nodes
    .filter(({ id }) => wanted.has(id))
    .map(({ id, identifier, text, kind }) => ({
      node: { id, identifier, text, kind },
      criteria: document.criteria.filter(({ node }) => node === id),
    }))
    .sort((a, b) => a.node.identifier.localeCompare(b.node.identifier, 'en', { numeric: true }));
}
