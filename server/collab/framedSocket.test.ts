import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { until } from '@/server/test/collab';
import { FramedSocket } from './framedSocket';

describe('a framed socket', () => {
  let http: Server;
  let page: WebSocket;
  let socket: FramedSocket | null;
  let heard: string[];

  beforeEach(async () => {
    heard = [];
    socket = null;
    http = createServer();
    const sockets = new WebSocketServer({
      noServer: true,
      WebSocket: FramedSocket,
      maxPayload: 10,
      perMessageDeflate: false,
    });
    http.on('upgrade', (request, line, head) => {
      sockets.handleUpgrade(request, line, head, (accepted) => {
        socket = accepted.madeOn(line);
        socket.belongTo({
          received: (data, isBinary) => heard.push(`${String(data)} ${isBinary}`),
          answered: () => heard.push('answered'),
          broke: (error) => heard.push(String(error)),
          closed: () => heard.push('closed'),
        });
      });
    });
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    const { port } = http.address() as AddressInfo;
    page = new WebSocket(`ws://127.0.0.1:${port}`);
    page.on('error', () => undefined);
    await until(() => page.readyState === WebSocket.OPEN && socket !== null);
  });

  afterEach(async () => {
    page.terminate();
    await until(() => heard.includes('closed'));
    http.closeAllConnections();
    await new Promise((resolve) => http.close(resolve));
  });

  it('tells its owner what comes, that a ping is answered, and once that it is closed', async () => {
    page.send(Buffer.from('bytes'));
    page.send('text');
    await until(() => heard.length === 2);
    socket?.ping();
    await until(() => heard.length === 3);
    page.close();
    await until(() => heard.includes('closed'));
    expect(heard).toEqual(['bytes true', 'text false', 'answered', 'closed']);
    expect(socket?.isOpen()).toBe(false);
  });

  it('answers a ping of the other end by itself', async () => {
    let answered = false;
    page.on('pong', () => (answered = true));
    page.ping();
    await until(() => answered);
    expect(heard).toEqual([]);
  });

  it('tells its owner that the protocol was broken, and takes nothing after that', async () => {
    page.send(Buffer.alloc(11));
    page.send(Buffer.from('more'));
    await until(() => heard.includes('closed'));
    expect(heard).toEqual(['RangeError: Max payload size exceeded', 'closed']);
  });
});
