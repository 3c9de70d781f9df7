import type { IncomingMessage, ServerResponse } from 'node:http';
import { createApiHandler } from '@/server/http/routes';
import type { Dependencies } from '@/server/platform/dependencies';

/** Answers a request; whoever calls it turns what it throws into an answer. */
export type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** What a process without pages answers: whether it is well, and its figures. */
export function answerForMachines(deps: Dependencies): Answer {
  const api = createApiHandler(deps);
  return async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://here');
    const isForMachines = pathname === '/api/health' || pathname === '/api/metrics';
    if (isForMachines && (await api(request, response))) return;
    response.writeHead(404, { 'content-type': 'text/plain' });
    response.end('This process serves no pages.\n');
  };
}
