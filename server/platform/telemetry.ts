import type { Environment } from './env';
import type { Logger } from './logger';
import { provideTracing } from './trace';
import { version } from './version';

export interface Telemetry {
  /** Sends what waits and makes no more. */
  close(): Promise<void>;
}

/** Milliseconds between two sendings, and for one of them at the most. */
const SEND_EVERY = 2_000;
const SEND_WITHIN = 5_000;
/** Milliseconds for the last of them. */
const LAST_WITHIN = 2_000;

/**
 * Makes traces of requests, calls and jobs and sends them over OTLP/HTTP, where the environment names
 * a collector. Elsewhere nothing of OpenTelemetry is loaded. A collector that does not answer costs
 * its spans and nothing else.
 */
export async function startTelemetry(
  env: Pick<Environment, 'telemetry'>,
  log: Logger,
): Promise<Telemetry | null> {
  if (!env.telemetry) return null;
  const { endpoint, serviceName } = env.telemetry;
  const [api, sdk, exporter, contexts, resources, core] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/sdk-trace'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/context-async-hooks'),
    import('@opentelemetry/resources'),
    import('@opentelemetry/core'),
  ]);
  const { context, defaultTextMapGetter, ROOT_CONTEXT, SpanStatusCode, trace } = api;
  const said = new Set<string>();
  api.diag.setLogger(
    {
      // What the exporter has to complain of is said once: it would say it every two seconds.
      error(message) {
        const why = /"message":"([^"]{1,200})/.exec(message)?.[1] ?? message.slice(0, 200);
        if (!said.has(why)) log.warn({ endpoint, why }, 'traces are not sent');
        said.add(why);
      },
      warn: (message) => log.debug(message),
      info: () => undefined,
      debug: () => undefined,
      verbose: () => undefined,
    },
    api.DiagLogLevel.WARN,
  );
  const manager = new contexts.AsyncLocalStorageContextManager().enable();
  context.setGlobalContextManager(manager);
  const propagator = new core.W3CTraceContextPropagator();
  const provider = new sdk.TracerProvider({
    resource: resources.defaultResource().merge(
      resources.resourceFromAttributes({
        'service.name': serviceName,
        'service.version': version,
      }),
    ),
    spanProcessors: [
      new sdk.BatchSpanProcessor({
        exporter: new exporter.OTLPTraceExporter({
          url: `${endpoint.replace(/\/+$/, '')}/v1/traces`,
          timeoutMillis: SEND_WITHIN,
        }),
        scheduledDelayMillis: SEND_EVERY,
      }),
    ],
  });
  const tracer = provider.getTracer('casewright', version);
  provideTracing({
    run(name, facts, act, { finish, from }) {
      const parent = from
        ? propagator.extract(ROOT_CONTEXT, from, defaultTextMapGetter)
        : context.active();
      return tracer.startActiveSpan(name, { attributes: facts }, parent, async (span) => {
        try {
          return await act();
        } catch (error) {
          const kind = error instanceof Error ? error.name : 'error';
          // The words of an error may hold what must not leave.
          span.setStatus({ code: SpanStatusCode.ERROR, message: kind });
          throw error;
        } finally {
          if (finish) span.setAttributes(finish());
          span.end();
        }
      });
    },
    current() {
      const span = trace.getActiveSpan()?.spanContext();
      return span && { trace_id: span.traceId, span_id: span.spanId };
    },
  });
  return {
    async close() {
      provideTracing(null);
      // The end of the server does not wait for a collector that is not there.
      const late = new Promise<void>((resolve) => setTimeout(resolve, LAST_WITHIN).unref());
      await Promise.race([provider.shutdown(), late]).catch((error: unknown) => {
        log.warn({ err: error }, 'the last traces were not sent');
      });
      context.disable();
      api.diag.disable();
    },
  };
}
