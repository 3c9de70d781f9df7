import type { IncomingMessage } from 'node:http';
import { collectProcessFigures, registry } from '@/server/platform/measures';

/**
 * Figures of this process in Prometheus's text form.
 *
 * They are for the operator: only a request from this machine that no proxy passed on is answered.
 */
export async function metrics(
  request: IncomingMessage,
): Promise<{ type: string; body: string } | null> {
  const address = request.socket.remoteAddress ?? '';
  const local = address === '127.0.0.1' || address === '::1' || address === '::ffff:127.0.0.1';
  const passedOn = Object.keys(request.headers).some(
    (name) => name === 'forwarded' || name.startsWith('x-forwarded-'),
  );
  if (!local || passedOn) return null;
  collectProcessFigures();
  return { type: registry.contentType, body: await registry.metrics() };
}
