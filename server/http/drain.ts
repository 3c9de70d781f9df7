import type { Server, ServerResponse } from 'node:http';

/** Requests that are being answered, and how a server takes no more of them. */
export interface Drain {
  /** Counts a request until it is answered or broken off. */
  begin(response: ServerResponse): void;
  /** True once no more are taken: answer 503 and close. */
  isDraining(): boolean;
  /**
   * Takes no new connections, lets what is under way be answered, and cuts off what takes longer.
   *
   * @param within milliseconds
   */
  drain(within: number): Promise<void>;
}

export function drainOf(server: Server): Drain {
  const underWay = new Set<ServerResponse>();
  let draining = false;
  let answered: (() => void) | null = null;
  return {
    begin(response) {
      underWay.add(response);
      response.once('close', () => {
        underWay.delete(response);
        if (underWay.size === 0) answered?.();
      });
    },
    isDraining: () => draining,
    async drain(within) {
      draining = true;
      server.close();
      server.closeIdleConnections();
      if (underWay.size > 0) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, within);
          answered = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      server.closeAllConnections();
    },
  };
}
