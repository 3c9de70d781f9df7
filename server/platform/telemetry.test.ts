import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { observed } from '@/server/http/observe';
import { readSmallBody } from '@/server/http/body';
import { World } from '@/server/test/world';
import { createLogger } from './logger';
import { startTelemetry } from './telemetry';
import { traced, traceIds } from './trace';

interface Span {
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  attributes: { key: string; value: Record<string, unknown> }[];
  status: { code?: number; message?: string };
}
interface Sent {
  resourceSpans: {
    resource: { attributes: { key: string; value: { stringValue?: string } }[] };
    scopeSpans: { spans: Span[] }[];
  }[];
}

/** A collector that keeps what it is sent. */
let collector: Server;
let endpoint: string;
const sent: { path: string; body: Sent }[] = [];
const spans = (): Span[] =>
  sent.flatMap(({ body }) =>
    body.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)),
  );

beforeAll(async () => {
  collector = createServer((request, response) => {
    void readSmallBody(request, 10_000_000).then((bytes) => {
      sent.push({ path: request.url ?? '', body: JSON.parse(bytes.toString('utf8')) as Sent });
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  collector.listen(0, '127.0.0.1');
  await once(collector, 'listening');
  endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
});
afterAll(() => collector.close());
beforeEach(() => {
  sent.length = 0;
});

const log = createLogger('silent');
const settings = () => ({ telemetry: { endpoint: `${endpoint}/`, serviceName: 'cases' } });

describe('telemetry', () => {
  it('sends spans over OTLP/HTTP: a request, the calls in it, under one trace', async () => {
    const world = await World.open();
    const telemetry = await startTelemetry(settings(), log);
    const server = createServer((request, response) => {
      void observed(log, request, response, async () => {
        const caller = await world.callerFor(null);
        await caller.people.me().catch(() => undefined);
        response.end();
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const parent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const { port } = server.address() as AddressInfo;
    const response = await fetch(`http://127.0.0.1:${port}/sign-in/a-secret-token?x=1`, {
      headers: { traceparent: parent },
    });
    await telemetry?.close();
    expect(sent.map(({ path }) => path)).toEqual(['/v1/traces']);
    const request = spans().find(({ name }) => name === 'GET pages');
    const call = spans().find(({ name }) => name.startsWith('query people.'));
    expect(request).toMatchObject({
      traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
      parentSpanId: '00f067aa0ba902b7',
    });
    expect(call).toMatchObject({ traceId: request?.traceId, parentSpanId: request?.spanId });
    expect(request?.attributes).toContainEqual({
      key: 'casewright.request',
      value: { stringValue: response.headers.get('x-request-id') },
    });
    expect(request?.attributes).toContainEqual({
      key: 'http.response.status_code',
      value: { intValue: 200 },
    });
    const resource = sent[0]?.body.resourceSpans[0]?.resource.attributes;
    expect(resource).toContainEqual({ key: 'service.name', value: { stringValue: 'cases' } });
    // Paths hold tokens; nothing of one leaves.
    expect(JSON.stringify(sent)).not.toContain('secret-token');
    server.closeAllConnections();
    server.close();
    await world.close();
  });

  it('tells that an act failed, and not in which words', async () => {
    const telemetry = await startTelemetry(settings(), log);
    const failing = traced('job evidence.process', {}, () => Promise.reject(new Error('of ada')));
    await expect(failing).rejects.toThrow('of ada');
    await telemetry?.close();
    expect(spans()).toMatchObject([
      { name: 'job evidence.process', status: { code: 2, message: 'Error' } },
    ]);
    expect(JSON.stringify(sent)).not.toContain('ada');
  });

  it('marks log lines with the trace they belong to', async () => {
    const telemetry = await startTelemetry(settings(), log);
    const ids = await traced('act', {}, async () => traceIds());
    await telemetry?.close();
    expect(ids).toEqual({ trace_id: spans()[0]?.traceId, span_id: spans()[0]?.spanId });
    expect(traceIds()).toEqual({});
  });

  it('without a collector costs its spans alone', async () => {
    const nowhere = { telemetry: { endpoint: 'http://127.0.0.1:9', serviceName: 'cases' } };
    const telemetry = await startTelemetry(nowhere, log);
    expect(await traced('act', {}, async () => 'done')).toBe('done');
    await telemetry?.close();
  });

  it('that nobody asked for loads nothing of OpenTelemetry', async () => {
    expect(await loadedWith('undefined')).toEqual([]);
    const asked = `{ endpoint: 'http://127.0.0.1:9', serviceName: 'cases' }`;
    expect(await loadedWith(asked)).toContain('@opentelemetry/api');
  });
});

/** Packages of OpenTelemetry that a process of its own loads. */
async function loadedWith(telemetry: string): Promise<string[]> {
  const program = `
    import { registerHooks } from 'node:module';
    const seen = [];
    registerHooks({
      resolve(specifier, context, next) {
        if (specifier.startsWith('@opentelemetry/')) seen.push(specifier);
        return next(specifier, context);
      },
    });
    const { startTelemetry } = await import('./server/platform/telemetry.ts');
    const { createLogger } = await import('./server/platform/logger.ts');
    await (await startTelemetry({ telemetry: ${telemetry} }, createLogger('silent')))?.close();
    process.stdout.write(JSON.stringify(seen));`;
  const args = ['--import', 'tsx', '--input-type=module', '-e', program];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout) as string[];
}
