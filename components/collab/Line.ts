import { CLOSE_REASONS, closeReasonOf, type CloseReason } from '@/core/collab/closeReasons';
import { decodeServerMessage, encodeClientMessage, MalformedMessage } from '@/core/collab/codec';
import type { ClientMessage, ServerMessage } from '@/core/collab/messages';
import { waitBefore } from './backoff';
import type { CollabSocket, OpenSocket } from './socket';

export interface LineEvents {
  opened(): void;
  received(message: ServerMessage): void;
  /** The line is gone. Null: the network's doing, or ours. It is tried again unless it says stop. */
  ended(reason: { code: CloseReason; sentence: string } | null): void;
  /** Since when something sent is without an answer, in milliseconds; null when nothing is. */
  unansweredSince(): number | null;
}

/** The server sends something at least every 20 seconds: after this the line is dead. */
const SILENCE = 45_000;
/** After this without an answer what was sent is sent again over a new line. */
const NO_ANSWER = 25_000;
const WATCH = 5_000;

/** A line to the server that is opened again whenever it breaks, until told to stop. */
export class Line {
  private socket: CollabSocket | null = null;
  private farewell: { code: CloseReason; sentence: string } | null = null;
  private attempt = 0;
  private lastHeard = 0;
  private running = false;
  private retryTimer: ReturnType<typeof setTimeout> | null = null;
  private watchTimer: ReturnType<typeof setInterval> | null = null;

  constructor(
    private readonly openSocket: OpenSocket,
    private readonly events: LineEvents,
  ) {}

  get isRunning(): boolean {
    return this.running;
  }

  start(): void {
    if (this.running) return;
    this.running = true;
    this.watchTimer = setInterval(() => this.watch(), WATCH);
    this.connect();
  }

  stop(): void {
    this.running = false;
    if (this.watchTimer) clearInterval(this.watchTimer);
    this.watchTimer = null;
    this.cancelRetry();
    this.letGo();
  }

  /** Tries at once, as if for the first time; nothing when there is a line. */
  retry(): void {
    if (!this.running || this.socket) return;
    this.attempt = 0;
    this.connect();
  }

  /** Opens a new line in place of the present one. */
  renew(): void {
    this.letGo();
    if (this.running) this.connect();
  }

  /** The line is known to be dead. */
  lose(): void {
    if (this.socket) this.end(null);
  }

  /** Lets go of the line and does not try again on its own. */
  letGo(): void {
    const { socket } = this;
    this.socket = null;
    // Only once it is nobody's line any more: what it still says does not count.
    socket?.close();
  }

  /** The server took us in: the next failure is the first again. */
  succeeded(): void {
    this.attempt = 0;
  }

  send(message: ClientMessage): void {
    this.socket?.send(encodeClientMessage(message));
  }

  private connect(): void {
    this.cancelRetry();
    this.farewell = null;
    this.lastHeard = Date.now();
    const isCurrent = (): boolean => this.socket === socket;
    const socket = this.openSocket({
      opened: () => {
        if (isCurrent()) this.events.opened();
      },
      received: (bytes) => {
        if (isCurrent()) this.receive(bytes);
      },
      closed: (status) => {
        if (isCurrent()) this.end(this.farewell ?? reasonOf(status));
      },
    });
    this.socket = socket;
  }

  private receive(bytes: Uint8Array): void {
    this.lastHeard = Date.now();
    let message: ServerMessage;
    try {
      message = decodeServerMessage(bytes);
    } catch (error) {
      if (!(error instanceof MalformedMessage)) throw error;
      this.lose();
      return;
    }
    if (message.type === 'bye') this.farewell = { code: message.code, sentence: message.sentence };
    else if (message.type !== 'pulse') this.events.received(message);
  }

  private end(reason: { code: CloseReason; sentence: string } | null): void {
    this.letGo();
    this.events.ended(reason);
    if (!this.running || (reason && CLOSE_REASONS[reason.code].next !== 'retry')) return;
    this.retryTimer ??= setTimeout(
      () => {
        this.retryTimer = null;
        if (!this.socket) this.connect();
      },
      waitBefore(this.attempt, Math.random()),
    );
    this.attempt += 1;
  }

  private cancelRetry(): void {
    if (this.retryTimer) clearTimeout(this.retryTimer);
    this.retryTimer = null;
  }

  private watch(): void {
    const now = Date.now();
    const since = this.events.unansweredSince();
    if (now - this.lastHeard > SILENCE || (since !== null && now - since > NO_ANSWER)) this.lose();
  }
}

function reasonOf(status: number): { code: CloseReason; sentence: string } | null {
  const code = closeReasonOf(status);
  return code && { code, sentence: CLOSE_REASONS[code].sentence };
}
