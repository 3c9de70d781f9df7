import * as Y from 'yjs';
import { newId } from '@/core/argument/ids';
import { rootMap, STRUCTURE_DOCUMENT } from '@/core/argument/structureShape';
import { appendServerUpdate } from '@/server/collab/store';
import { inTransaction, type Database } from '@/server/platform/database';
import { createCase } from '@/server/test/collab';

/** Twenty words, as a claim has them. */
const STATEMENT =
  'The system does what its operators intend in every setting that is named above, within the limits stated there today.';

/** The structure document of a case with so many nodes, and a decision to type in. */
export function largeDocument(nodes: number): Y.Doc {
  const doc = new Y.Doc({ gc: false });
  doc.transact(() => {
    rootMap(doc, 'facts').set('decision', new Y.Text());
    for (let at = 0; at < nodes; at += 1) {
      const node = new Y.Map<unknown>();
      node.set('kind', 'goal');
      node.set('identifier', `G${at}`);
      node.set('text', new Y.Text(STATEMENT));
      rootMap(doc, 'nodes').set(newId(), node);
    }
  });
  return doc;
}

/** A case that holds a document. */
export async function createCaseOf(database: Database, update: Uint8Array): Promise<string> {
  const caseId = await createCase(database);
  await inTransaction(database.prisma, (tx) =>
    appendServerUpdate(tx, {
      caseId,
      personId: 'seeder',
      sessionId: 's',
      cause: 'seed',
      entries: [{ doc: STRUCTURE_DOCUMENT, update }],
    }),
  );
  return caseId;
}

/** The texts of all nodes of a {@link largeDocument}. */
export function statementsOf(doc: Y.Doc): Y.Text[] {
  return [...rootMap(doc, 'nodes').values()].flatMap((node) => {
    const text = node instanceof Y.Map ? node.get('text') : null;
    return text instanceof Y.Text ? [text] : [];
  });
}
