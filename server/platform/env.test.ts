import { describe, expect, it } from 'vitest';
import { EnvironmentError, readEnvironment } from './env';

const read = (source: Record<string, string>) => readEnvironment({ NODE_ENV: 'test', ...source });

describe('the environment', () => {
  it('has a default for everything but secrets', () => {
    const env = read({});
    expect(env.port).toBe(3000);
    expect(env.host).toBe('127.0.0.1');
    expect(env.publicUrl).toBe('http://localhost:3000');
    expect(env.authSecret).toBeUndefined();
    expect(env.signingKey).toBeUndefined();
  });

  it('sends e-mail from the host that browsers use, unless it is told from where', () => {
    expect(read({ PUBLIC_URL: 'https://cases.example.org/' }).mailFrom).toEqual({
      name: 'Casewright',
      address: 'casewright@cases.example.org',
    });
    expect(read({ MAIL_FROM: 'Safety cases <cases@example.org>' }).mailFrom).toEqual({
      name: 'Safety cases',
      address: 'cases@example.org',
    });
    expect(read({ MAIL_FROM: 'cases@example.org' }).mailFrom.address).toBe('cases@example.org');
  });

  it('repeats no passphrase that is too short', () => {
    expect(() => read({ BACKUP_PASSPHRASE: 'lanterns' })).toThrow(
      /^BACKUP_PASSPHRASE must have at least 12 characters\.$/,
    );
  });

  it('makes traces where a collector is named, and ends within ten seconds', () => {
    expect(read({}).telemetry).toBeUndefined();
    expect(read({}).shutdownDeadline).toBe(10_000);
    const endpoint = 'http://localhost:4318';
    expect(read({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }).telemetry).toEqual({
      endpoint,
      serviceName: 'casewright',
    });
  });

  it('asks a restore into a database of one’s own for no keys: it brings them along', () => {
    const source = { NODE_ENV: 'test' as const, DATABASE_URL: 'postgres://x' };
    expect(readEnvironment(source, 'optional').signingKey).toBeUndefined();
  });

  it('takes an empty variable as one that is not set', () => {
    expect(read({ PORT: '', DATABASE_URL: '' }).port).toBe(3000);
  });

  it.each([
    [{ PORT: '70000' }, /^PORT must be between 1 and 65535/],
    [{ ROLE: 'king' }, /^ROLE /],
    [{ ROLE: 'jobs' }, /^ROLE runs one part of several processes/],
    [{ HISTORY_DAYS: '7' }, /^HISTORY_DAYS must be 30 days or more/],
    [{ HISTORY_DAYS: '30.5' }, /^HISTORY_DAYS must be a whole number of days/],
    [{ SHUTDOWN_DEADLINE: '0' }, /^SHUTDOWN_DEADLINE must be between 1 and 600 seconds/],
    [{ SHUTDOWN_DEADLINE: 'soon' }, /^SHUTDOWN_DEADLINE must be a number of seconds/],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318' }, /^OTEL_EXPORTER_OTLP_ENDPOINT must be a/],
    [{ CLOCK_FILE: 'clock', HOST: '0.0.0.0' }, /^CLOCK_FILE moves the clock/],
    [
      {
        CLOCK_FILE: 'clock',
        DATABASE_URL: 'postgres://x',
        AUTH_SECRET: 'a'.repeat(32),
        SIGNING_KEY: 'a'.repeat(64),
      },
      /^CLOCK_FILE /,
    ],
    [{ DATABASE_URL: 'mysql://x' }, /^DATABASE_URL must be a URL starting with postgres:/],
    [{ DATABASE_URL: 'postgres://x' }, /^AUTH_SECRET must be set when DATABASE_URL is/],
    [
      { DATABASE_URL: 'postgres://x', AUTH_SECRET: 'a'.repeat(32) },
      /^SIGNING_KEY must be set when DATABASE_URL is/,
    ],
    [{ AUTH_SECRET: 'short' }, /^AUTH_SECRET must have at least 32 characters\.$/],
    [{ SIGNING_KEY: 'zz' }, /^SIGNING_KEY must be an Ed25519 seed of 64 hex digits\.$/],
    [{ PUBLIC_URL: 'casewright' }, /^PUBLIC_URL must be a URL/],
    [{ SMTP_URL: 'http://ada:word@mail' }, /^SMTP_URL must be a URL starting with smtp:[^(]*$/],
    [{ SMTP_URL: 'smtp://mail?tls=no' }, /^SMTP_URL must be no more than [^(]*$/],
    [{ MAIL_FROM: 'Casewright' }, /^MAIL_FROM must be an address/],
    [{ MAIL_FROM: 'a@b.example, c@d.example' }, /^MAIL_FROM must be an address/],
    [{ MAIL_FROM: 'X <a@b.example>\r\nBcc: c@d.example' }, /^MAIL_FROM must be an address/],
  ])('refuses %o in one sentence that repeats no secret', (source, sentence) => {
    expect(() => read(source as Record<string, string>)).toThrow(EnvironmentError);
    expect(() => read(source as Record<string, string>)).toThrow(sentence);
  });
});
