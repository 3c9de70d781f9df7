import * as Y from 'yjs';
import { bodyDocument, rootMap, STRUCTURE_DOCUMENT } from '@/core/argument/structureShape';
import { encodeAct } from '@/server/collab/row';
import { CaseTables } from './tables';

/** The two documents that people type in: the decision, and the reasoning of one node. */
const NODE = 'a'.repeat(32);
export const DOCUMENTS = [STRUCTURE_DOCUMENT, bodyDocument(NODE)] as const;

/** The text of a document that people type in; null while it is not there. */
export function textOf(doc: Y.Doc, name: string): Y.Text | null {
  if (name === STRUCTURE_DOCUMENT) {
    const text = rootMap(doc, 'facts').get('decision');
    return text instanceof Y.Text ? text : null;
  }
  const paragraph = doc.getXmlFragment('body').get(0);
  const text: unknown = paragraph instanceof Y.XmlElement ? paragraph.get(0) : null;
  return text instanceof Y.XmlText ? text : null;
}

/** What a text says; formatting is not used. */
export function wordsOf(text: Y.Text | null): string {
  const delta: { insert?: unknown }[] = text?.toDelta() ?? [];
  return delta.map(({ insert }) => (typeof insert === 'string' ? insert : '')).join('');
}

const SEED = seed();

/** A case that was just made: its first act is the server's. */
export function newCase(): CaseTables {
  const tables = new CaseTables();
  tables.append('seeder', 0, SEED);
  return tables;
}

function seed(): Uint8Array {
  const structure = new Y.Doc();
  structure.clientID = 1;
  rootMap(structure, 'facts').set('decision', new Y.Text());
  const node = new Y.Map<unknown>();
  node.set('kind', 'goal');
  node.set('text', new Y.Text('A claim.'));
  rootMap(structure, 'nodes').set(NODE, node);
  const body = new Y.Doc();
  body.clientID = 1;
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [new Y.XmlText()]);
  body.getXmlFragment('body').insert(0, [paragraph]);
  return encodeAct({
    requestId: 0,
    entries: [structure, body].map((doc, at) => ({
      doc: DOCUMENTS[at] ?? '',
      update: Y.encodeStateAsUpdate(doc),
    })),
  });
}
