import { createServer, request as forward, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';

/** A reverse proxy, as an installation of several processes has one in front. */
export interface FrontDoor {
  close: () => Promise<void>;
}

/**
 * Sends sockets to the one that is next in turn and answers, everything else to the pages.
 *
 * @param port where browsers come
 */
export async function openFrontDoor(
  port: number,
  to: { pages: number; sockets: readonly number[] },
): Promise<FrontDoor> {
  let turn = 0;
  const open = new Set<Socket>();
  const server = createServer((request, response) => {
    const { method, headers, url } = request;
    const onward = forward({ host: '127.0.0.1', port: to.pages, method, headers, path: url });
    onward.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    turn += 1;
    const [first = 0, ...others] = to.sockets.map(
      (_, at) => to.sockets[(turn + at) % to.sockets.length] ?? 0,
    );
    const lead = (next: number, rest: readonly number[]): void => {
      const onward = connect(next, '127.0.0.1');
      onward.once('connect', () => {
        for (const [from, into] of [
          [socket, onward],
          [onward, socket],
        ] as const) {
          open.add(from);
          from.once('close', () => {
            open.delete(from);
            into.destroy();
          });
        }
        onward.write(`${headOf(request)}\r\n\r\n`);
        onward.write(head);
        socket.pipe(onward).pipe(socket);
      });
      onward.once('error', () => {
        const [another, ...left] = rest;
        if (another === undefined) socket.destroy();
        else if (onward.bytesWritten === 0) lead(another, left);
      });
    };
    socket.on('error', () => undefined);
    lead(first, others);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    async close() {
      for (const socket of open) socket.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function headOf({ method, url, rawHeaders }: IncomingMessage): string {
  const lines = [`${method} ${url} HTTP/1.1`];
  for (let at = 0; at < rawHeaders.length; at += 2)
    lines.push(`${rawHeaders[at]}: ${rawHeaders[at + 1]}`);
  return lines.join('\r\n');
}
