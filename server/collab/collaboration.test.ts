import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { builtInTemplate } from '@/core/templates/templates';
import { STRUCTURE_DOCUMENT, bodyDocument, rootMap } from '@/core/argument/structureShape';
import { writeDocument } from '@/core/argument/structureDoc';
import type { CaseConnection } from '@/components/collab/CaseConnection';
import { createTestDatabase, type TestDatabase } from '@/server/test/database';
import { inTransaction } from '@/server/platform/database';
import { appendServerUpdate, loadDocuments } from './store';
import {
  createCase,
  openPage,
  startCollabServer,
  until,
  type CollabTestServer,
} from '@/server/test/collab';

let db: TestDatabase;
let first: CollabTestServer;
let second: CollabTestServer;
const pages: CaseConnection[] = [];

beforeAll(async () => {
  db = await createTestDatabase();
  first = await startCollabServer(db.database);
  second = await startCollabServer(db.database);
});
afterAll(async () => {
  for (const page of pages) page.destroy();
  await first.close();
  await second.close();
  await db.drop();
});

/** A case with the ai-control template in it, and the id of its root node. */
async function seededCase(): Promise<{ caseId: string; root: string }> {
  const caseId = await createCase(db.database);
  const doc = new Y.Doc();
  const template = builtInTemplate('ai-control');
  writeDocument(doc, template);
  await inTransaction(db.database.prisma, (tx) =>
    appendServerUpdate(tx, {
      caseId,
      personId: 'seeder',
      sessionId: 's',
      cause: 'seed',
      entries: [{ doc: STRUCTURE_DOCUMENT, update: Y.encodeStateAsUpdate(doc) }],
    }),
  );
  return { caseId, root: template.root ?? '' };
}

async function page(server: CollabTestServer, person: string, caseId: string) {
  const connection = openPage(server.port, person, caseId);
  pages.push(connection);
  connection.open(STRUCTURE_DOCUMENT);
  await until(() => connection.documentState(STRUCTURE_DOCUMENT).synced);
  return connection;
}

function statement(connection: CaseConnection, node: string): Y.Text {
  const { doc } = connection.documentState(STRUCTURE_DOCUMENT);
  const map = rootMap(doc, 'nodes').get(node);
  const text = map instanceof Y.Map ? map.get('text') : null;
  if (!(text instanceof Y.Text)) throw new Error('The node has no statement.');
  return text;
}

const saved = (connection: CaseConnection) => connection.saveState().kind === 'saved';

describe('two people in one case', () => {
  it('type in the same statement at once, and both keep everything', async () => {
    const { caseId, root } = await seededCase();
    const ada = await page(first, 'ada', caseId);
    const ben = await page(first, 'ben', caseId);
    for (let i = 0; i < 100; i += 1) {
      const [a, b] = [statement(ada, root), statement(ben, root)];
      a.insert(0, 'A');
      b.insert(b.length, 'B');
      if (i % 10 === 0) await new Promise((resolve) => setTimeout(resolve, 2));
    }
    expect(saved(ada)).toBe(false);
    await until(() => saved(ada) && saved(ben));
    await until(() => statement(ada, root).toJSON() === statement(ben, root).toJSON());
    const text = statement(ada, root).toJSON();
    expect(text.startsWith('A'.repeat(100))).toBe(true);
    expect(text.endsWith('B'.repeat(100))).toBe(true);

    const { structure, seq } = await inTransaction(db.database.prisma, (tx) =>
      loadDocuments(tx, caseId),
    );
    const stored = rootMap(structure, 'nodes').get(root);
    expect(stored instanceof Y.Map ? String(stored.get('text')) : '').toBe(text);
    expect(seq).toBeGreaterThan(2);
    const { rows } = await db.database.pool.query(
      'SELECT person_id, cause FROM contribution WHERE case_id = $1 AND node_id = $2 ORDER BY 1',
      [caseId, root],
    );
    expect(rows).toEqual([
      { person_id: 'ada', cause: 'edit' },
      { person_id: 'ben', cause: 'edit' },
      { person_id: 'seeder', cause: 'seed' },
    ]);
  });

  it('work through two processes on one database, bodies and presence included', async () => {
    const { caseId, root } = await seededCase();
    const ada = await page(first, 'ada', caseId);
    const ben = await page(second, 'ben', caseId);
    const body = bodyDocument(root);
    for (const connection of [ada, ben]) connection.open(body);
    await until(() => ada.documentState(body).synced && ben.documentState(body).synced);
    for (let i = 0; i < 30; i += 1) {
      statement(ada, root).insert(0, 'A');
      statement(ben, root).insert(0, 'B');
    }
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText('Said at length.')]);
    ben.documentState(body).doc.getXmlFragment('body').insert(0, [paragraph]);
    await until(() => saved(ada) && saved(ben));
    await until(() => statement(ada, root).toJSON() === statement(ben, root).toJSON());
    await until(
      () =>
        ada.documentState(body).doc.getXmlFragment('body').toJSON() ===
        '<paragraph>Said at length.</paragraph>',
    );
    expect(statement(ada, root).toJSON().match(/[AB]/g)?.length).toBeGreaterThanOrEqual(60);

    ben.setPresence({ nodeId: root, field: 'text', cursor: null, quiet: false });
    await until(() => ada.others().some((one) => one.personId === 'ben' && one.nodeId === root));
    expect(ada.others()[0]?.name).toBe('Name of ben');
    ben.stop();
    await until(() => ada.others().length === 0);
  });

  it('get one act over two documents whole', async () => {
    const { caseId, root } = await seededCase();
    const ada = await page(first, 'ada', caseId);
    ada.open(bodyDocument(root));
    await until(() => ada.documentState(bodyDocument(root)).synced);
    statement(ada, root).insert(0, 'x');
    ada
      .documentState(bodyDocument(root))
      .doc.getXmlFragment('body')
      .insert(0, [new Y.XmlElement('paragraph')]);
    await until(() => saved(ada));
    const { rows } = await db.database.pool.query(
      'SELECT seq FROM case_update WHERE case_id = $1',
      [caseId],
    );
    expect(rows).toHaveLength(2);
  });

  it('close a body and open it again, and go on where they were', async () => {
    const { caseId, root } = await seededCase();
    const ada = await page(first, 'ada', caseId);
    const body = bodyDocument(root);
    const type = (words: string) => {
      const paragraph = new Y.XmlElement('paragraph');
      paragraph.insert(0, [new Y.XmlText(words)]);
      ada.documentState(body).doc.getXmlFragment('body').push([paragraph]);
    };
    const close = ada.open(body);
    await until(() => ada.documentState(body).synced);
    const before = ada.documentState(body).doc;
    type('First.');
    await until(() => saved(ada));
    close();
    await until(() => before.isDestroyed);
    ada.open(body);
    await until(() => ada.documentState(body).synced);
    type('Second.');
    await until(() => saved(ada));
    expect(ada.linkState().kind).toBe('online');
    const { bodies } = await inTransaction(db.database.prisma, (tx) => loadDocuments(tx, caseId));
    expect(bodies.get(root)?.getXmlFragment('body').toJSON()).toBe(
      '<paragraph>First.</paragraph><paragraph>Second.</paragraph>',
    );
  });

  it('join late and get the merged state, after the log was compacted', async () => {
    const { caseId, root } = await seededCase();
    const ada = await page(first, 'ada', caseId);
    for (let i = 0; i < 520; i += 1) {
      statement(ada, root).insert(0, 'x');
      await Promise.resolve();
      if (i % 16 === 0) await until(() => saved(ada));
    }
    await until(() => saved(ada));
    await until(async () => {
      const { rows } = await db.database.pool.query(
        'SELECT 1 FROM case_snapshot WHERE case_id = $1',
        [caseId],
      );
      return rows.length > 0;
    });
    const late = await page(first, 'ben', caseId);
    expect(statement(late, root).toJSON()).toBe(statement(ada, root).toJSON());
    const elsewhere = await page(second, 'ben', caseId);
    expect(statement(elsewhere, root).toJSON()).toBe(statement(ada, root).toJSON());
    const past = await inTransaction(db.database.prisma, (tx) => loadDocuments(tx, caseId, 1));
    const node = rootMap(past.structure, 'nodes').get(root);
    expect(node instanceof Y.Map ? String(node.get('text')).startsWith('x') : true).toBe(false);
  });
});
