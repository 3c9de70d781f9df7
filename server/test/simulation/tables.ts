import { MESSAGE_LIMITS } from '@/core/collab/messages';
import { decodeAct } from '@/server/collab/row';
import type { Entry } from '@/core/collab/messages';

/** One row of the log. */
export interface LogRecord {
  seq: number;
  personId: string;
  clientId: number;
  requestId: number;
  entries: Entry[];
  bytes: Uint8Array;
}

/** What the database holds of one case: only ever what is committed. */
export class CaseTables {
  headSeq = 0;
  /** Everything that was ever committed. */
  readonly log: LogRecord[] = [];
  /** Acts up to here are not in the table any more. */
  private thinned = 0;
  /** The last requests of pages whose acts are not. */
  readonly requests = new Map<number, { requestId: number; seq: number }[]>();
  readonly snapshots = new Map<string, { upto: number; data: Uint8Array }>();
  readonly clients = new Map<number, { personId: string; deviceId: string }>();

  /** What is in the table of acts. */
  get kept(): readonly LogRecord[] {
    return this.log.slice(this.thinned);
  }

  get mergedUpto(): number {
    return Math.max(0, ...[...this.snapshots.values()].map(({ upto }) => upto));
  }

  get upkeep(): { head: number; thinned: number; checked: number; rebuilds: number } {
    return { head: this.headSeq, thinned: this.thinned, checked: this.thinned, rebuilds: 0 };
  }

  /** Deletes acts that the merged states hold, as the job does with those that are old. */
  thin(upto: number): void {
    const cut = Math.min(upto, this.mergedUpto, this.headSeq - 1);
    for (const { clientId, requestId, seq } of this.log.slice(this.thinned, cut)) {
      if (clientId === 0) continue;
      const own = this.requests.get(clientId) ?? [];
      this.requests.set(clientId, [...own, { requestId, seq }].slice(-MESSAGE_LIMITS.underWay));
    }
    this.thinned = Math.max(this.thinned, cut);
  }

  append(personId: string, clientId: number, bytes: Uint8Array): number {
    this.headSeq += 1;
    const copy = bytes.slice();
    this.log.push({ seq: this.headSeq, personId, clientId, bytes: copy, ...decodeAct(copy) });
    return this.headSeq;
  }
}
