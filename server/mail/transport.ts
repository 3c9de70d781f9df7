import { createTransport } from 'nodemailer';
import type { Environment } from '@/server/platform/env';
import type { MailAddress } from '@/server/platform/mailAddress';
import { type ServerOptions, serverOptions } from './serverOptions';

export interface OutgoingMail {
  to: MailAddress;
  subject: string;
  text: string;
  html: string;
  /** Stands for what the message tells: whoever gets a second copy can see that it is one. */
  messageId: string;
  date: Date;
  headers: Record<string, string>;
}

/** Nothing can be sent now, to anybody: no answer, no entry, or no such sender. */
export class MailServerDownError extends Error {
  override readonly name = 'MailServerDownError';
}

/** The server does not take this message for this person. */
export class MailRefusedError extends Error {
  override readonly name = 'MailRefusedError';
}

export interface Mailer {
  /** @throws MailServerDownError when nobody answers, or lets us in. */
  check(): Promise<void>;
  /**
   * Hands a message over; it is the server's when this returns.
   *
   * @throws MailRefusedError, MailServerDownError. Neither was accepted, as far as can be known: where
   *   the line breaks after the last byte, the server may have it and not have said so.
   */
  send(mail: OutgoingMail): Promise<void>;
  /** True once {@link close} was called. */
  readonly closed: boolean;
  /** Lets what is under way end, for a few seconds. */
  close(): Promise<void>;
}

/** Milliseconds. */
const MESSAGE_DEADLINE = 30_000;
const CLOSING_PATIENCE = 5_000;
const TIMEOUTS = {
  dnsTimeout: 5_000,
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  socketTimeout: 20_000,
};

/** A few connections to the mail server, opened when there is something to send. */
export function openMailer(smtpUrl: string, { mailFrom }: Pick<Environment, 'mailFrom'>): Mailer {
  const transport = openPool(serverOptions(new URL(smtpUrl)));
  const closing = new AbortController();
  const underWay = new Set<Promise<unknown>>();
  let closed = false;

  async function handOver({ to, messageId, headers, ...mail }: OutgoingMail): Promise<void> {
    const deadline = AbortSignal.timeout(MESSAGE_DEADLINE);
    await transport.sendMail({
      ...mail,
      messageId: `<${messageId}@${mailFrom.address.split('@')[1]}>`,
      from: mailFrom,
      to,
      envelope: { from: mailFrom.address, to: [to.address] },
      headers: Object.entries(headers).map(([key, value]) => ({
        key,
        value: { prepared: true, foldLines: false, value },
      })),
      signal: AbortSignal.any([deadline, closing.signal]),
    });
  }

  return {
    get closed() {
      return closed;
    },
    async check() {
      await transport.verify().catch(asFailure);
    },
    async send(mail) {
      if (closed) throw new MailServerDownError('closed');
      const handing = handOver(mail);
      underWay.add(handing);
      await handing.catch(asFailure).finally(() => underWay.delete(handing));
    },
    async close() {
      closed = true;
      transport.close();
      const patience = setTimeout(() => closing.abort(), CLOSING_PATIENCE);
      await Promise.allSettled(underWay);
      clearTimeout(patience);
    },
  };
}

function openPool(server: ServerOptions) {
  return createTransport({
    ...server,
    ...TIMEOUTS,
    pool: true,
    maxConnections: 2,
    // The pool would send again by itself what it does not know to be refused.
    maxRequeues: 0,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

/** What the transport says of a failure; its words may hold addresses and are not passed on. */
function asFailure(error: unknown): never {
  const { code, command, status } = facts(error);
  const words = [code, command, status].filter(Boolean).join(' ');
  const ofTheMessage = (code === 'EENVELOPE' || code === 'EMESSAGE') && command !== 'MAIL FROM';
  // 421: the server closes; the message has nothing to do with it.
  if (ofTheMessage && status !== 421) throw new MailRefusedError(words, { cause: error });
  throw new MailServerDownError(words || 'no reason given', { cause: error });
}

function facts(error: unknown): { code: string; command: string; status: number } {
  const of = typeof error === 'object' && error !== null ? error : {};
  return {
    code: 'code' in of ? String(of.code) : '',
    command: 'command' in of ? String(of.command) : '',
    status: 'responseCode' in of ? Number(of.responseCode) : 0,
  };
}
