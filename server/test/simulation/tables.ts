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
  readonly log: LogRecord[] = [];
  readonly snapshots = new Map<string, { upto: number; data: Uint8Array }>();
  readonly clients = new Map<number, { personId: string; deviceId: string }>();

  append(personId: string, clientId: number, bytes: Uint8Array): number {
    this.headSeq += 1;
    const copy = bytes.slice();
    this.log.push({ seq: this.headSeq, personId, clientId, bytes: copy, ...decodeAct(copy) });
    return this.headSeq;
  }
}
