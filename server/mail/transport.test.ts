import { afterEach, describe, expect, it } from 'vitest';
import { openMailServer, type TestMailServer } from '@/server/test/mailServer';
import { serverOptions } from './serverOptions';
import { MailServerDownError, openMailer, type Mailer, type OutgoingMail } from './transport';

const mailFrom = { name: 'Safety, cases', address: 'cases@example.org' };
const mail: OutgoingMail = {
  to: { name: 'Zoë "Q" Ågren', address: 'zoe@example.org' },
  subject: 'Änderung',
  text: 'Good.',
  html: '<p>Good.</p>',
  messageId: 'one',
  date: new Date('2027-03-01T09:00:00Z'),
  headers: {},
};

let server: TestMailServer;
let mailer: Mailer;
afterEach(async () => {
  await mailer.close();
  await server.close();
});

describe('a message', () => {
  it('keeps names as they are written, and is encrypted where the server offers it', async () => {
    server = await openMailServer({ hideSTARTTLS: false });
    mailer = openMailer(`smtp://127.0.0.1:${server.port}`, { mailFrom });
    await mailer.send(mail);
    expect(server.received).toMatchObject([
      {
        subject: 'Änderung',
        from: { value: [mailFrom] },
        to: { value: [mail.to] },
        messageId: '<one@example.org>',
        secure: true,
      },
    ]);
  });

  it('is sent in the name that the address of the server gives', async () => {
    server = await openMailServer({ authOptional: false });
    mailer = openMailer(`smtp://ada%40example.org:word@127.0.0.1:${server.port}`, { mailFrom });
    await mailer.send(mail);
    expect(server.received).toMatchObject([{ user: 'ada@example.org' }]);
  });

  it('stays here where nobody lets us in, or somebody does not speak', async () => {
    server = await openMailServer({ authOptional: false });
    mailer = openMailer(`smtp://ada:wrong@127.0.0.1:${server.port}`, { mailFrom });
    await expect(mailer.check()).rejects.toThrow(MailServerDownError);
    await expect(mailer.send(mail)).rejects.toThrow(/^EAUTH AUTH PLAIN 535$/);
  });

  it('that is on the line when the process ends is given a few seconds', async () => {
    server = await openMailServer();
    mailer = openMailer(`smtp://127.0.0.1:${server.port}`, { mailFrom });
    const arrived = new Promise<void>((resolve) => {
      server.beforeAccepting = async () => resolve();
    });
    const sending = mailer.send(mail);
    await arrived;
    await mailer.close();
    await sending;
    await expect(mailer.send(mail)).rejects.toThrow(MailServerDownError);
  });
});

describe('the address of a mail server', () => {
  const read = (url: string) => {
    const { port, secure, requireTLS, tls } = serverOptions(new URL(url));
    return { port, secure, requireTLS, checked: tls.rejectUnauthorized };
  };

  it.each([
    ['smtps://mail.example', { port: 465, secure: true, requireTLS: false, checked: true }],
    ['smtp://mail.example', { port: 587, secure: false, requireTLS: false, checked: false }],
    ['smtp://mail.example:25', { port: 25, secure: false, requireTLS: false, checked: false }],
    ['smtp://a:b@mail.example', { port: 587, secure: false, requireTLS: true, checked: true }],
    ['smtp://a:b@localhost', { port: 587, secure: false, requireTLS: false, checked: false }],
    ['smtp://a:b@[::1]:2525', { port: 2525, secure: false, requireTLS: false, checked: false }],
  ])('%s', (url, options) => {
    expect(read(url)).toEqual(options);
  });

  it('gives name and password as they are', () => {
    expect(serverOptions(new URL('smtp://a%40b:p%2Fq@mail.example')).auth).toEqual({
      user: 'a@b',
      pass: 'p/q',
    });
  });
});
