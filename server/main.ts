import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import { join } from 'node:path';
import next from 'next';
import { chainAuditEvents } from './audit/chain';
import { prepareExample } from './example/start';
import { resolveSession, sessionCookieName } from './auth/session';
import { signInWithPassword, signInWithTicket } from './auth/signIn';
import { collaborationFor } from './collab/access';
import { LimitSettingError, setCollabLimits } from './collab/limitSettings';
import { attachCollaboration } from './collab/server';
import { drainOf } from './http/drain';
import { observed, REQUEST_ID_HEADER } from './http/observe';
import { pageContext, clientAddress } from './http/context';
import { createApiHandler } from './http/routes';
import { sendError } from './http/respond';
import { openJobQueue } from './jobs/queue';
import { startWorkers } from './jobs/workers';
import { openMailer } from './mail/transport';
import { signOut } from './people/sessions';
import { setupLink } from './people/setup';
import { openBus } from './platform/bus';
import { clockOf } from './platform/clock';
import { DataDirectoryError, takeDataDirectory } from './platform/dataDirectory';
import { watchDisks } from './platform/disks';
import { openDatabase } from './platform/database';
import type { Dependencies } from './platform/dependencies';
import { DatabaseStartError, startEmbeddedPostgres } from './platform/embeddedPostgres';
import { EnvironmentError, exportForFramework, readEnvironment } from './platform/env';
import { createLogger } from './platform/logger';
import { migrate, MigrationError } from './platform/migrate';
import { createRateLimiter } from './platform/rateLimit';
import { provideRuntime } from './platform/runtime';
import { loadSecrets } from './platform/secrets';
import { createShutdown, endOnSignals, type Shutdown } from './platform/shutdown';
import { startTelemetry } from './platform/telemetry';
import { openDiskStore } from './storage/blobStore';
import { startSigningHeads } from './translog/keepSigning';
import { createCaller } from './trpc/root';

/** A start that can't go on, in one sentence. */
class StartError extends Error {
  override readonly name = 'StartError';
}

async function start(): Promise<void> {
  const env = readEnvironment();
  exportForFramework(env);
  setCollabLimits(env.collabLimits);
  const log = createLogger(env.logLevel);
  const shutdown = createShutdown(log);
  endOnSignals(shutdown, log, env.shutdownDeadline);
  try {
    const telemetry = await startTelemetry(env, log);
    if (telemetry) shutdown.add('telemetry', () => telemetry.close());
    await serve(env, log, shutdown);
  } catch (error) {
    await shutdown.run();
    throw error;
  }
}

async function serve(
  env: ReturnType<typeof readEnvironment>,
  log: ReturnType<typeof createLogger>,
  shutdown: Shutdown,
): Promise<void> {
  // A large upload over a slow line takes hours; headers keep Node's own limit of a minute.
  const http = createServer({ requestTimeout: 4 * 3_600_000 });
  // The port is taken first: a start that will fail must not touch the data.
  await new Promise<void>((resolve, reject) => {
    http.once('error', (error: NodeJS.ErrnoException) => {
      const reason =
        error.code === 'EADDRINUSE'
          ? `Port ${env.port} is in use; set PORT to another.`
          : `Port ${env.port} can't be opened on ${env.host} (${error.code ?? error.message}).`;
      reject(new StartError(reason));
    });
    http.listen(env.port, env.host, resolve);
  });
  let handle: RequestListener = (_request, response) =>
    refuseRequest(response, 'Casewright is starting.');
  http.on('request', (request, response) => handle(request, response));

  const release = await takeDataDirectory(env.dataDir);
  shutdown.add('data directory', release);
  const databaseUrl = await databaseAddress(env, log, shutdown);
  const database = openDatabase(databaseUrl);
  shutdown.add('database', () => database.close());
  await migrate(databaseUrl).catch((error: unknown) => {
    if (error instanceof MigrationError) throw error;
    const words = error instanceof Error ? error.message : String(error);
    throw new StartError(`The database can't be reached at DATABASE_URL: ${words}.`);
  });
  const bus = await openBus(databaseUrl, database.pool, log);
  shutdown.add('bus', () => bus.close());
  const jobs = await openJobQueue(databaseUrl, log);
  shutdown.add('jobs', () => jobs.close(env.shutdownDeadline / 3));

  const deps: Dependencies = {
    env,
    secrets: await loadSecrets(env),
    log,
    database,
    bus,
    blobs: await openDiskStore(env.blobStore),
    jobs,
    limiter: createRateLimiter(),
    now: clockOf(env.clockFile),
  };

  provideRuntime({
    publicUrl: env.publicUrl,
    authSecret: deps.secrets.authSecret,
    cookieName: sessionCookieName(env.publicUrl),
    caller: async (headers) => createCaller(await pageContext(deps, headers)),
    session: (headers) => resolveSession(deps, headers.get('cookie') ?? undefined),
    signInWithPassword: (input, from) => signInWithPassword(deps, input, from),
    signInWithTicket: (ticket, from) => signInWithTicket(deps, ticket, from),
    endSession: (sessionId) => signOut(deps, sessionId),
  });

  watchDisks(env);
  startChaining(deps, shutdown);
  const mailer = env.smtpUrl === undefined ? null : openMailer(env.smtpUrl, env);
  // Ended before the jobs: a run that is under way stops at the next person.
  if (mailer) shutdown.add('mail', () => mailer.close());
  await startWorkers(deps, mailer);
  await startSigningHeads(deps, shutdown);

  const collaboration = attachCollaboration(http, collaborationFor(deps));

  const app = next({ dev: env.nodeEnv === 'development', dir: process.cwd(), httpServer: http });
  // The story of the worked example and the pages are ready at about the same time.
  const [example] = await Promise.all([prepareExample(deps), app.prepare()]);
  shutdown.add('pages', () => app.close());
  const pages = app.getRequestHandler();
  const api = createApiHandler(deps);
  const { hostname } = new URL(env.publicUrl);
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      // Passkeys need a name: http://127.0.0.1 is refused by browsers, http://localhost is not.
      if (hostname === 'localhost' && request.headers.host?.startsWith('127.0.0.1')) {
        response.writeHead(307, { location: `${env.publicUrl}${request.url ?? '/'}` });
        response.end();
        return;
      }
      if (await api(request, response)) return;
      request.headers['x-casewright-address'] = clientAddress(deps, request);
      await pages(request, response);
    } catch (error) {
      sendError(response, error, String(request.headers[REQUEST_ID_HEADER]), log);
    }
  };
  const drain = drainOf(http);
  handle = (request, response) => {
    if (drain.isDraining()) {
      refuseRequest(response, 'Casewright is stopping.');
      return;
    }
    drain.begin(response);
    observed(log, request, response, () => answer(request, response)).catch((error: unknown) => {
      log.error({ err: error }, 'answer');
    });
  };
  shutdown.add('requests and sockets', async () => {
    await Promise.all([drain.drain(env.shutdownDeadline / 3), collaboration.close()]);
  });

  if (env.clockFile)
    process.stdout.write(`The clock is moved by ${env.clockFile}; nothing here is real.\n`);
  const link = await setupLink(deps);
  if (link) process.stdout.write(`Set up the first administrator (once): ${link}\n`);
  for (const line of example) process.stdout.write(`${line}\n`);
  process.stdout.write(`ready http://localhost:${env.port}\n`);
}

function refuseRequest(response: ServerResponse, sentence: string): void {
  response.writeHead(503, {
    'retry-after': '1',
    'content-type': 'text/plain',
    connection: 'close',
  });
  response.end(`${sentence}\n`);
}

async function databaseAddress(
  env: ReturnType<typeof readEnvironment>,
  log: ReturnType<typeof createLogger>,
  shutdown: Shutdown,
): Promise<string> {
  if (env.databaseUrl) return env.databaseUrl;
  const postgres = await startEmbeddedPostgres({
    directory: join(env.dataDir, 'postgres'),
    durable: true,
    ended: (lastWords) =>
      log.error({ lastWords }, 'the database ended by itself; starting it again'),
  });
  shutdown.add(
    'embedded Postgres',
    () => postgres.stop(),
    () => postgres.endSoon(),
  );
  return postgres.url;
}

/** The chain follows the events within a second; the mutation never waits for it. */
function startChaining(deps: Dependencies, shutdown: Shutdown): void {
  let running: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    running = running
      .then(() => chainAuditEvents(deps.database))
      .catch((error: unknown) => deps.log.error({ err: error }, 'audit chain'));
  }, 1_000);
  shutdown.add('audit chain', async () => {
    clearInterval(timer);
    await running;
    await chainAuditEvents(deps.database);
  });
}

start().catch((error: unknown) => {
  const expected =
    error instanceof StartError ||
    error instanceof EnvironmentError ||
    error instanceof LimitSettingError ||
    error instanceof DatabaseStartError ||
    error instanceof DataDirectoryError ||
    error instanceof MigrationError;
  const words = error instanceof Error ? error.message : String(error);
  process.stderr.write(expected ? `${words}\n` : `The start failed: ${String(error)}\n`);
  process.exit(1);
});
