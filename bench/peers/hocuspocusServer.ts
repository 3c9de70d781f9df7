/**
 * Stock Hocuspocus in a process of its own, with its database extension and every default of it.
 * Arguments: address of a database to keep documents in, or the path of a file that is every
 * document's content; neither for documents that are only in memory. Prints `listening <port>`.
 */
import { readFile } from 'node:fs/promises';
import { Database } from '@hocuspocus/extension-database';
import { Server } from '@hocuspocus/server';
import pg from 'pg';

const [from = ''] = process.argv.slice(2);
const pool = from.startsWith('postgres') ? new pg.Pool({ connectionString: from }) : null;
const content = from !== '' && pool === null ? await readFile(from) : null;
const database = new Database({
  async fetch({ documentName }) {
    if (!pool) return content;
    const { rows } = await pool.query<{ data: Buffer }>(
      'SELECT data FROM peer_document WHERE name = $1',
      [documentName],
    );
    return rows[0]?.data ?? null;
  },
  async store({ documentName, state }) {
    await pool?.query(
      `INSERT INTO peer_document (name, data) VALUES ($1, $2)
       ON CONFLICT (name) DO UPDATE SET data = excluded.data`,
      [documentName, state],
    );
  },
});
const server = new Server({
  port: 0,
  address: '127.0.0.1',
  quiet: true,
  extensions: [database],
});
await server.listen();
process.stdout.write(`listening ${server.address.port}\n`);
process.on('SIGTERM', () => process.exit(0));
