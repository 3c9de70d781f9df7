import type { LogClient, LogStatement } from '@/server/collab/logClient';
import { APPEND_NAME, APPEND_ONE_NAME } from '@/server/collab/logWriter';

/** A connection whose single acts arrive as batches of one: the simulated database knows no other. */
export function asBatches(client: LogClient): LogClient {
  return {
    end: () => client.end(),
    async query<Row>(statement: LogStatement): Promise<Row[]> {
      if (statement.name !== APPEND_ONE_NAME) return client.query<Row>(statement);
      const [caseId, personId, sessionId, clientId, cause, row, requestId, channel] =
        statement.values ?? [];
      const one = [caseId, personId, sessionId, clientId, cause, row].map((value) => [value]);
      const rows = await client.query<{ base: number }>({
        ...statement,
        name: APPEND_NAME,
        values: [...one, [], [], [], [], 'one', channel, [requestId]],
      });
      // The form of a row is said beside its statement.
      return rows.map(({ base }) => ({ seq: base + 1 })) as Row[];
    },
  };
}
