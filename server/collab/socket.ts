/** What a connection needs of the socket it speaks over; tests play it. */
export interface ServerSocket {
  /** Bytes that were sent and have not left this process. */
  readonly bufferedAmount: number;
  /** Whether messages can be sent. */
  isOpen(): boolean;
  on(event: 'message', listener: (data: unknown, isBinary: boolean) => void): void;
  on(event: 'error', listener: (error: Error) => void): void;
  /** `close` comes once. */
  on(event: 'pong' | 'close', listener: () => void): void;
  /** Sends a message, framed as `frameOf` does. */
  send(frame: Buffer): void;
  ping(): void;
  /** Stops reading; what the other end sends waits there. */
  pause(): void;
  resume(): void;
  close(status: number, reason: string): void;
  /** Cuts the line without a word. */
  terminate(): void;
}
