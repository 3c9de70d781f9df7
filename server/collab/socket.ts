/** What a connection needs of the socket it speaks over; `ws` has it, and tests play it. */
export interface ServerSocket {
  /** Bytes that were sent and have not left this process. */
  readonly bufferedAmount: number;
  readonly readyState: number;
  /** The `readyState` in which messages can be sent. */
  readonly OPEN: number;
  on(event: 'message', listener: (data: unknown, isBinary: boolean) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'pong' | 'close', listener: () => void): unknown;
  once(event: 'close', listener: () => void): unknown;
  send(message: Uint8Array, options: { binary: boolean; compress: boolean }): void;
  ping(): void;
  /** Stops reading; what the other end sends waits there. */
  pause(): void;
  resume(): void;
  close(status: number, reason: string): void;
  /** Cuts the line without a word. */
  terminate(): void;
}
