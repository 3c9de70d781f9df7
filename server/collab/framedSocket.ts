import type { Duplex } from 'node:stream';
import { WebSocket } from 'ws';
import type { ServerSocket } from './socket';

/**
 * A WebSocket whose outgoing messages are framed already. What `ws` itself sends (pings, the
 * closing) it writes in one go too, as no message is compressed or in pieces, so that frames never
 * get into one another.
 */
export class FramedSocket implements ServerSocket {
  constructor(
    private readonly socket: WebSocket,
    /** What the socket was made on. */
    private readonly line: Duplex,
  ) {}

  get bufferedAmount(): number {
    return this.socket.bufferedAmount;
  }

  isOpen(): boolean {
    return this.socket.readyState === WebSocket.OPEN;
  }

  on(event: string, listener: (...args: never[]) => void): void {
    // The interface says which events have which arguments.
    this.socket.on(event, listener as (...args: unknown[]) => void);
  }

  send(frame: Buffer): void {
    this.line.write(frame);
  }

  ping(): void {
    this.socket.ping();
  }

  pause(): void {
    this.socket.pause();
  }

  resume(): void {
    this.socket.resume();
  }

  close(status: number, reason: string): void {
    this.socket.close(status, reason);
  }

  terminate(): void {
    this.socket.terminate();
  }
}
