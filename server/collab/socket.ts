/** Who speaks over a socket, and hears what becomes of it. */
export interface SocketOwner {
  received(data: unknown, isBinary: boolean): void;
  /** The other end answered a ping. */
  answered(): void;
  broke(error: unknown): void;
  /** Comes once, and nothing after it. */
  closed(): void;
}

/** What a connection needs of the socket it speaks over; tests play it. */
export interface ServerSocket {
  /** Bytes that were sent and have not left this process. */
  readonly bufferedAmount: number;
  /** Whether messages can be sent. */
  isOpen(): boolean;
  /** From now on, and until it is closed, the socket has this owner. */
  belongTo(owner: SocketOwner): void;
  /** Sends a message, framed as `frameOf` does. */
  sendFrame(frame: Buffer): void;
  ping(): void;
  /** Stops reading; what the other end sends waits there. */
  pause(): void;
  resume(): void;
  close(status: number, reason: string): void;
  /** Cuts the line without a word. */
  terminate(): void;
}
