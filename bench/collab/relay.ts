/** The least a fan-out can cost: every message goes to everybody else, and nothing is kept. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';

const http = createServer();
const relay = new WebSocketServer({ server: http, perMessageDeflate: false });
relay.on('connection', (socket) => {
  socket.on('message', (data) => {
    for (const other of relay.clients) {
      if (other !== socket && other.readyState === WebSocket.OPEN) other.send(data);
    }
  });
});
http.listen(0, '127.0.0.1', () => {
  process.stdout.write(`listening ${(http.address() as AddressInfo).port}\n`);
});
process.on('SIGTERM', () => process.exit(0));
