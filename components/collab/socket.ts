/** One attempt at a connection, as the case connection needs it. */
export interface CollabSocket {
  send(message: Uint8Array): void;
  close(): void;
}

export interface SocketEvents {
  opened(): void;
  received(message: Uint8Array): void;
  /** Once, whatever ended it. */
  closed(status: number): void;
}

export type OpenSocket = (events: SocketEvents) => CollabSocket;

/** Where the collaboration server of this page is. */
const COLLAB_PATH = '/collab';

/** A socket to the server this page came from. */
export const openBrowserSocket: OpenSocket = (events) => {
  const { protocol, host } = window.location;
  const scheme = protocol === 'https:' ? 'wss:' : 'ws:';
  const socket = new WebSocket(`${scheme}//${host}${COLLAB_PATH}`);
  socket.binaryType = 'arraybuffer';
  socket.addEventListener('open', () => events.opened());
  socket.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (data instanceof ArrayBuffer) events.received(new Uint8Array(data));
  });
  socket.addEventListener('close', ({ code }) => events.closed(code));
  return {
    // A copy where the bytes are a view into something larger; sockets take plain buffers only.
    send: (message) => socket.send(message.slice()),
    close: () => socket.close(),
  };
};
