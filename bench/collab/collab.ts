import { acknowledgement } from './acknowledgement';
import { fanout } from './fanout';
import { startBenchServer } from './harness';
import { history } from './history';
import { idle } from './idle';
import { join } from './join';
import type { Report } from './measured';

export type { Measured, Report } from './measured';

/**
 * Collaboration against what it is made of: a commit, a bare relay, bytes sent as they are; and
 * stock y-websocket and Hocuspocus, which keep everything in memory, beside it.
 */
export async function benchCollab(report: Report): Promise<void> {
  const server = await startBenchServer();
  try {
    await acknowledgement(server, report);
    await fanout(server, report);
    await join(server, report);
    await idle(server, report);
    await history(server, report);
  } finally {
    await server.close();
  }
}
