import * as Y from 'yjs';
import { writeBody } from '@/core/argument/bodyDoc';
import type { CaseDocument } from '@/core/argument/document';
import { addNode } from '@/core/argument/edits';
import { setMeta } from '@/core/argument/fieldEdits';
import { nextIdentifier } from '@/core/argument/ids';
import { writeDocument } from '@/core/argument/structureDoc';
import { bodyDocument, STRUCTURE_DOCUMENT } from '@/core/argument/structureShape';
import type { Entry } from '@/core/collab/messages';
import { appendServerUpdate, loadDocuments, type ServerUpdate } from '@/server/collab/store';
import { lockCase, type Tx } from '@/server/platform/database';
import type { SessionInfo } from '@/server/platform/requestContext';

/** The first updates of a case: its structure and every body that says something. */
export function seedEntries(document: CaseDocument): Entry[] {
  const structure = new Y.Doc();
  writeDocument(structure, document);
  // An outline needs a first line to type into.
  if (document.nodes.length === 0) {
    const identifier = nextIdentifier('goal', []);
    const { node } = addNode(structure, { kind: 'goal', identifier }, null);
    setMeta(structure, 'root', node, null);
  }
  const bodies = Object.entries(document.bodies).map(([node, body]) => {
    const doc = new Y.Doc();
    writeBody(doc, body);
    return { doc: bodyDocument(node), update: Y.encodeStateAsUpdate(doc) };
  });
  return [{ doc: STRUCTURE_DOCUMENT, update: Y.encodeStateAsUpdate(structure) }, ...bodies];
}

/**
 * Changes the structure on a person's behalf, under the case's lock: read, change and append are
 * one step. Appends nothing when the change changes nothing.
 */
export async function changeStructure(
  tx: Tx,
  session: SessionInfo,
  caseId: string,
  cause: ServerUpdate['cause'],
  change: (structure: Y.Doc) => void,
): Promise<void> {
  await lockCase(tx, caseId);
  const { structure } = await loadDocuments(tx, caseId);
  const updates: Uint8Array[] = [];
  structure.on('update', (update: Uint8Array) => updates.push(update));
  change(structure);
  if (updates.length === 0) return;
  await appendServerUpdate(tx, {
    caseId,
    personId: session.personId,
    sessionId: session.sessionId,
    cause,
    entries: [{ doc: STRUCTURE_DOCUMENT, update: Y.mergeUpdates(updates) }],
  });
}
