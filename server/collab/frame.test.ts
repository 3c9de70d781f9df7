import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { decodeServerMessage } from '@/core/collab/codec';
import { until } from '@/server/test/collab';
import { frameOf } from './frame';

/** What the server end of a WebSocket handshake appends to the key (RFC 6455, 1.3). */
const HANDSHAKE = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

it('frames of every length arrive as the messages they hold', async () => {
  // Bare TCP, so that nothing but the frames themselves says where a message ends.
  const words = [0, 120, 122, 123, 124, 125, 65_530, 65_531, 65_532, 65_533, 70_000, 200_000].map(
    (length) => 'x'.repeat(length),
  );
  const server = createServer((line) => {
    line.once('data', (request) => {
      const key = /sec-websocket-key: (.*)\r\n/i.exec(request.toString())?.[1] ?? '';
      const accept = createHash('sha1').update(`${key}${HANDSHAKE}`).digest('base64');
      const head = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade';
      line.write(`${head}\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`);
      for (const what of words) line.write(frameOf({ type: 'changed', what }));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const socket = new WebSocket(`ws://127.0.0.1:${port}/`, { perMessageDeflate: false });
  const received: string[] = [];
  socket.on('message', (data: Buffer) => {
    const message = decodeServerMessage(data);
    if (message.type === 'changed') received.push(message.what);
  });
  await until(() => received.length === words.length);
  expect(received).toEqual(words);
  socket.terminate();
  server.close();
});
