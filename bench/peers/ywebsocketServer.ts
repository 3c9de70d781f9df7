/**
 * Stock y-websocket in a process of its own. Argument: the path of a file that is every document's
 * content, or none. Prints `listening <port>`.
 */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setPersistence, setupWSConnection } from '@y/websocket-server/utils';
import { WebSocketServer } from 'ws';
import * as Y from 'yjs';

const [file] = process.argv.slice(2);
const content = file === undefined ? null : await readFile(file);
setPersistence({
  provider: null,
  bindState(_name: string, doc: Y.Doc) {
    if (content) Y.applyUpdate(doc, content);
    return Promise.resolve();
  },
  writeState: () => Promise.resolve(),
});
const http = createServer();
const server = new WebSocketServer({ server: http, perMessageDeflate: false });
server.on('connection', (socket, request) => setupWSConnection(socket, request));
http.listen(0, '127.0.0.1', () => {
  process.stdout.write(`listening ${(http.address() as AddressInfo).port}\n`);
});
process.on('SIGTERM', () => process.exit(0));
