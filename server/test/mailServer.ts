import type { AddressInfo } from 'node:net';
import { callbackify } from 'node:util';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface ReceivedMail extends ParsedMail {
  /** As it came over the line. */
  raw: string;
  /** To whom it was handed over, whatever its headers say. */
  envelopeTo: string[];
  /** Whether the line was encrypted, and who had signed in. */
  secure: boolean;
  user: string | undefined;
}

export interface TestMailServer {
  port: number;
  /** What it accepted, oldest first. */
  received: ReceivedMail[];
  /** Answers recipients with this status; 0 takes them. */
  refusing: number;
  /** Done before a connection is greeted, and before a message that came is acknowledged. */
  onConnect: () => Promise<void>;
  beforeAccepting: () => Promise<void>;
  close(): Promise<void>;
}

/** A real mail server on this machine that keeps what it accepts. */
export async function openMailServer(
  options: { port?: number } & Pick<SMTPServerOptions, 'hideSTARTTLS' | 'authOptional'> = {},
): Promise<TestMailServer> {
  const { port = 0, hideSTARTTLS = true, authOptional = true } = options;
  const server = new SMTPServer({
    hideSTARTTLS,
    authOptional,
    allowInsecureAuth: true,
    closeTimeout: 1_000,
    onConnect(_session, done) {
      callbackify(() => held.onConnect())(done);
    },
    onAuth({ username, password }, _session, done) {
      if (password === 'word') done(null, { user: username ?? '' });
      else done(new Error('Wrong password.'));
    },
    onRcptTo(_address, _session, done) {
      if (held.refusing === 0) done();
      else done(Object.assign(new Error('Not now.'), { responseCode: held.refusing }));
    },
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const raw = Buffer.concat(parts);
        simpleParser(raw, (error, mail) => {
          if (error) return done(error);
          const envelopeTo = session.envelope.rcptTo.map(({ address }) => address);
          const { secure, user } = session;
          held.received.push({ ...mail, raw: raw.toString(), envelopeTo, secure, user });
          callbackify(() => held.beforeAccepting())(done);
        });
      });
    },
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  // Clients that leave in the middle of a conversation are part of the tests.
  server.on('error', () => undefined);
  const held: TestMailServer = {
    port: (server.server.address() as AddressInfo).port,
    received: [],
    refusing: 0,
    onConnect: async () => undefined,
    beforeAccepting: async () => undefined,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return held;
}
