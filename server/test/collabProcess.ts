/**
 * A collaboration server in a process of its own, for tests that end it without warning.
 * Arguments: address of the database, port (0 for any). Prints `listening <port>`.
 */
import { openDatabase } from '@/server/platform/database';
import { startCollabServer } from './collab';

const [url = '', port = '0'] = process.argv.slice(2);
const server = await startCollabServer(openDatabase(url, 5), Number(port));
process.stdout.write(`listening ${server.port}\n`);
process.on('SIGTERM', () => {
  void server.close().then(() => process.exit(0));
});
