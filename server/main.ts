import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { collaborationFor } from './collab/access';
import { LimitSettingError, setCollabLimits } from './collab/limitSettings';
import { attachCollaboration, turnAwayCollaboration } from './collab/server';
import { drainOf } from './http/drain';
import { observed, REQUEST_ID_HEADER } from './http/observe';
import { sendError } from './http/respond';
import { openJobQueue } from './jobs/queue';
import { startJobs } from './parts/jobs';
import { answerForMachines } from './parts/machines';
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
import { loadSecrets } from './platform/secrets';
import { createShutdown, endOnSignals, type Shutdown } from './platform/shutdown';
import { startTelemetry } from './platform/telemetry';
import { openDiskStore } from './storage/blobStore';
import { startSigningHeads } from './translog/keepSigning';

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

  watchDisks(env);
  const runs = (part: 'web' | 'collab' | 'jobs'): boolean => [part, 'all'].includes(env.role);
  if (runs('jobs')) await startJobs(deps, shutdown);
  // A process that serves a log which contradicts its signatures must not start.
  if (runs('web')) await startSigningHeads(deps, shutdown);
  const collaboration = runs('collab')
    ? attachCollaboration(http, collaborationFor(deps))
    : turnAwayCollaboration(http);
  const { answer, said } = runs('web')
    ? // The page framework is not loaded where there are no pages.
      await (await import('./parts/web')).startWeb(deps, http, shutdown)
    : { answer: answerForMachines(deps), said: [] };
  const drain = drainOf(http);
  handle = (request, response) => {
    if (drain.isDraining()) {
      refuseRequest(response, 'Casewright is stopping.');
      return;
    }
    drain.begin(response);
    const answered = async (): Promise<void> => {
      try {
        await answer(request, response);
      } catch (error) {
        sendError(response, error, String(request.headers[REQUEST_ID_HEADER]), log);
      }
    };
    observed(log, request, response, answered).catch((error: unknown) => {
      log.error({ err: error }, 'answer');
    });
  };
  shutdown.add('requests and sockets', async () => {
    await Promise.all([drain.drain(env.shutdownDeadline / 3), collaboration.close()]);
  });

  if (env.clockFile)
    process.stdout.write(`The clock is moved by ${env.clockFile}; nothing here is real.\n`);
  for (const line of said) process.stdout.write(`${line}\n`);
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
