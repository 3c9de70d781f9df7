import type { Duplex } from 'node:stream';
import { WebSocket } from 'ws';
import type { ServerSocket, SocketOwner } from './socket';

/**
 * A WebSocket whose outgoing messages are framed already. What `ws` itself sends (pings, the
 * closing) it writes in one go too, as no message is compressed or in pieces, so that frames never
 * get into one another.
 *
 * Thousands of these are open and idle, so what happens to one is told to its owner directly: a
 * closure for each event and the table that holds them would be a tenth of what a socket takes.
 */
export class FramedSocket extends WebSocket implements ServerSocket {
  private owner: SocketOwner | null = null;
  private line: Duplex | null = null;

  /** Says what the socket was made on; nothing is sent as a frame before. */
  madeOn(line: Duplex): this {
    this.line = line;
    return this;
  }

  belongTo(owner: SocketOwner): void {
    this.owner = owner;
  }

  isOpen(): boolean {
    return this.readyState === WebSocket.OPEN;
  }

  sendFrame(frame: Buffer): void {
    this.line?.write(frame);
  }

  /** All that `ws` tells, it tells here; listeners are for sockets without an owner. */
  override emit(event: string | symbol, first?: unknown, second?: unknown): boolean {
    const { owner } = this;
    if (!owner) return super.emit(event, first, second);
    if (event === 'message') owner.received(first, second === true);
    else if (event === 'pong') owner.answered();
    else if (event === 'error') owner.broke(first);
    else if (event === 'close') owner.closed();
    return true;
  }
}
