import { resolve } from 'node:path';
import { z } from 'zod';
import { type MailAddress, readMailAddress } from './mailAddress';

const EXAMPLE = { '0': 'no', '1': 'make', links: 'links' } as const;

/** A wrong environment: the message is one sentence that names the variable. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
}

const port = z.coerce
  .number({ error: 'must be a number' })
  .int()
  .min(1, 'must be between 1 and 65535')
  .max(65_535, 'must be between 1 and 65535');

const url = (protocols: string[]) =>
  z
    .string()
    .refine(
      (value) => URL.canParse(value) && protocols.includes(new URL(value).protocol),
      `must be a URL starting with ${protocols.map((p) => `${p}//`).join(' or ')}`,
    );

/** A mail server and who signs in there; how it is spoken to is not the address's to say. */
function isBareServer(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { hostname, pathname, search, hash } = new URL(value);
  return hostname !== '' && (pathname === '' || pathname === '/') && search === '' && hash === '';
}

/** Values that hold, or may hold, a secret are not repeated. */
const SECRET = /SECRET|KEY|PASSPHRASE|^DATABASE_URL$|^SMTP_URL$/;

const schema = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('production'),
  PORT: port.default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).default('./data'),
  DATABASE_URL: url(['postgres:', 'postgresql:']).optional(),
  ROLE: z.enum(['all', 'web', 'collab', 'jobs']).default('all'),
  BLOB_STORE: z.string().min(1).optional(),
  PUBLIC_URL: url(['http:', 'https:']).optional(),
  AUTH_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  SIGNING_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'must be an Ed25519 seed of 64 hex digits')
    .optional(),
  SMTP_URL: url(['smtp:', 'smtps:'])
    .refine(isBareServer, 'must be no more than smtp://USER:PASSWORD@HOST:PORT')
    .optional(),
  MAIL_FROM: z
    .string()
    .refine(
      (value) => readMailAddress(value) !== null,
      'must be an address such as Casewright <casewright@example.org>',
    )
    .optional(),
  EXAMPLE: z.enum(['0', '1', 'links']).default('1'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  TRUST_PROXY: z.enum(['0', '1']).default('0'),
  CLOCK_FILE: z.string().min(1).optional(),
  BACKUP_PASSPHRASE: z.string().min(12, 'must have at least 12 characters').optional(),
  SHUTDOWN_DEADLINE: z.coerce
    .number({ error: 'must be a number of seconds' })
    .min(1, 'must be between 1 and 600 seconds')
    .max(600, 'must be between 1 and 600 seconds')
    .default(10),
  HISTORY_DAYS: z.coerce
    .number({ error: 'must be a number of days' })
    .int('must be a whole number of days')
    .min(30, 'must be 30 days or more')
    .max(36_500, 'must be 36500 days or less')
    .optional(),
  COLLAB_LIMITS: z.string().max(10_000, 'is too long').optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: url(['http:', 'https:']).optional(),
  OTEL_SERVICE_NAME: z.string().min(1).max(100).default('casewright'),
});

/** Names of this machine for itself. */
const LOOPBACK: readonly string[] = ['127.0.0.1', 'localhost', '::1'];

export interface Environment {
  nodeEnv: 'development' | 'production' | 'test';
  port: number;
  host: string;
  dataDir: string;
  /** Undefined: the embedded Postgres is used. */
  databaseUrl: string | undefined;
  role: 'all' | 'web' | 'collab' | 'jobs';
  /** Folder; processes that share a database share it too. */
  blobStore: string;
  /** Origin that browsers use, without a trailing slash. */
  publicUrl: string;
  authSecret: string | undefined;
  signingKey: string | undefined;
  /** Undefined: no e-mail is sent. */
  smtpUrl: string | undefined;
  mailFrom: MailAddress;
  /** `make`: when there is nobody yet. `links`: print fresh links for its people, too. */
  example: 'no' | 'make' | 'links';
  logLevel: string;
  trustProxy: boolean;
  /** Moves the clock of an installation that is only tried out; undefined: the time is the time. */
  clockFile: string | undefined;
  /** Seals the keys in a backup, and opens them at its restore. */
  backupPassphrase: string | undefined;
  /** Milliseconds in which an orderly end must be done. */
  shutdownDeadline: number;
  /** Days for which every change of a case is kept; undefined: for ever. */
  historyDays: number | undefined;
  /** Bounds of the collaboration server that are set otherwise; see setCollabLimits. */
  collabLimits: string;
  /** Where traces go; undefined: none are made. */
  telemetry: { endpoint: string; serviceName: string } | undefined;
}

/**
 * Reads and checks the environment, once.
 *
 * @param secrets optional where a restore may bring them along
 * @throws EnvironmentError naming the first variable that is wrong and what it must be.
 */
export function readEnvironment(
  source: NodeJS.ProcessEnv = process.env,
  secrets: 'required' | 'optional' = 'required',
): Environment {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const name = String(issue?.path[0] ?? 'the environment');
    const shown = SECRET.test(name) ? '' : ` (it is "${given[name]}")`;
    throw new EnvironmentError(`${name} ${issue?.message ?? 'is wrong'}${shown}.`);
  }
  const e = parsed.data;
  const dataDir = resolve(e.DATA_DIR);
  const needed = e.DATABASE_URL !== undefined && secrets === 'required';
  if (needed && !e.AUTH_SECRET)
    throw new EnvironmentError(
      'AUTH_SECRET must be set when DATABASE_URL is: sessions need a secret that outlives this process.',
    );
  if (needed && !e.SIGNING_KEY)
    throw new EnvironmentError(
      'SIGNING_KEY must be set when DATABASE_URL is: the log must keep one signing key for life.',
    );
  if (e.CLOCK_FILE && (e.DATABASE_URL || !LOOPBACK.includes(e.HOST)))
    throw new EnvironmentError(
      'CLOCK_FILE moves the clock and is for trying things out: it goes with HOST on this machine alone and without DATABASE_URL.',
    );
  if (e.ROLE !== 'all' && !e.DATABASE_URL)
    throw new EnvironmentError(
      'ROLE runs one part of several processes: they share a database, so DATABASE_URL must be set.',
    );
  const publicUrl = (e.PUBLIC_URL ?? `http://localhost:${e.PORT}`).replace(/\/+$/, '');
  return {
    nodeEnv: e.NODE_ENV,
    port: e.PORT,
    host: e.HOST,
    dataDir,
    databaseUrl: e.DATABASE_URL,
    role: e.ROLE,
    blobStore: e.BLOB_STORE ?? resolve(dataDir, 'blobs'),
    publicUrl,
    authSecret: e.AUTH_SECRET,
    signingKey: e.SIGNING_KEY,
    smtpUrl: e.SMTP_URL,
    mailFrom: readMailAddress(e.MAIL_FROM ?? '') ?? {
      name: 'Casewright',
      address: `casewright@${new URL(publicUrl).hostname}`,
    },
    example: EXAMPLE[e.EXAMPLE],
    logLevel: e.LOG_LEVEL,
    trustProxy: e.TRUST_PROXY === '1',
    clockFile: e.CLOCK_FILE,
    backupPassphrase: e.BACKUP_PASSPHRASE,
    shutdownDeadline: e.SHUTDOWN_DEADLINE * 1_000,
    historyDays: e.HISTORY_DAYS,
    collabLimits: e.COLLAB_LIMITS ?? '',
    telemetry: e.OTEL_EXPORTER_OTLP_ENDPOINT
      ? { endpoint: e.OTEL_EXPORTER_OTLP_ENDPOINT, serviceName: e.OTEL_SERVICE_NAME }
      : undefined,
  };
}

/** next-auth reads its own address from the environment; it is the one thing set there. */
export function exportForFramework(env: Environment): void {
  process.env['NEXTAUTH_URL'] = env.publicUrl;
}
