/**
 * A collaboration server in a process of its own, for tests that end it.
 * Arguments: address of the database, port (0 for any), milliseconds in which an orderly end must be
 * done, level of the log. Prints `listening <port>`.
 */
import { openDatabase } from '@/server/platform/database';
import { createLogger } from '@/server/platform/logger';
import { createShutdown, endOnSignals } from '@/server/platform/shutdown';
import { startCollabServer } from './collab';

const [url = '', port = '0', deadline = '10000', level = 'silent'] = process.argv.slice(2);
const log = createLogger(level);
const server = await startCollabServer(openDatabase(url, 5), Number(port), level);
const shutdown = createShutdown(log);
shutdown.add('requests and sockets', () => server.close());
endOnSignals(shutdown, log, Number(deadline));
process.stdout.write(`listening ${server.port}\n`);
