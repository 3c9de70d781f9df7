import pg from 'pg';
import { COLLAB_LIMITS } from './limits';

/** One statement, prepared under its name when it has one. */
export interface LogStatement {
  name?: string;
  text: string;
  values?: readonly unknown[];
}

/** A connection to the database for the log alone. */
export interface LogClient {
  /** @throws with the SQLSTATE as `code` when the database says no, without one when the line broke */
  query<Row>(statement: LogStatement): Promise<Row[]>;
  end(): Promise<void>;
}

/**
 * Opens such a connection.
 *
 * @param lost called when the line breaks
 * @throws when the database does not answer
 */
export type OpenLogClient = (lost: () => void) => Promise<LogClient>;

/** Connections of the log to a Postgres. */
export function postgresLogClient(url: string): OpenLogClient {
  return async (lost) => {
    const client = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: COLLAB_LIMITS.commitWithin,
      query_timeout: COLLAB_LIMITS.commitWithin,
      keepAlive: true,
      application_name: 'casewright-log',
      // "Saved" means on disk, whatever the database's default is. And one case that is held, by a
      // freeze for example, must not keep the others from being saved.
      options: `-c synchronous_commit=on -c lock_timeout=${COLLAB_LIMITS.lockWithin}`,
    });
    client.on('error', lost);
    client.on('end', lost);
    await client.connect();
    return {
      async query<Row>({ name, text, values }: LogStatement) {
        const { rows } = await client.query({
          ...(name === undefined ? {} : { name }),
          text,
          values: values ? [...values] : [],
        });
        // What a statement returns is said beside it, as for every row type of pg.
        return rows as Row[];
      },
      end: () => client.end(),
    };
  };
}
