import type { LogClient, LogStatement } from '@/server/collab/logClient';
import { COLLAB_LIMITS } from '@/server/collab/limits';
import { APPEND_NAME } from '@/server/collab/logWriter';
import type { Query } from '@/server/collab/query';
import type { Random } from '../random';
import type { Clock, Owner } from './clock';
import { answer } from './statements';
import type { CaseTables } from './tables';

/** How often what goes wrong does, by statement of the log. */
export interface DatabaseFaults {
  /** The line breaks and nothing is committed. */
  failed: number;
  /** It is committed and the answer is lost. */
  answerLost: number;
  /** Postgres says no: the disk is full. */
  refused: number;
  /** The commit takes up to this many milliseconds. */
  slowest: number;
  slow: number;
}

export const SOUND: DatabaseFaults = { failed: 0, answerLost: 0, refused: 0, slow: 0, slowest: 0 };

type Notice = (topic: 'case-updated', message: { caseId: string; seq: number }) => void;

/**
 * A database in memory that keeps what a Postgres promises and fails as one does: statements take
 * time, are committed and not answered, wait for a row that somebody holds, stand still, or end
 * with the connection, which a crash of the database takes with everything that is not committed.
 */
export class FakeDatabase {
  readonly cases = new Map<string, CaseTables>();
  faults: DatabaseFaults = SOUND;
  /** Tells the processes what was committed. */
  notify: Notice = () => undefined;
  private up = true;
  /** Counts the crashes: what was under way in an earlier life is gone. */
  life = 0;
  private frozen: (() => void)[] | null = null;
  private readonly open = new Set<FakeConnection>();
  /** Cases that a transaction, or somebody else for a while, holds. */
  private readonly locks = new Map<string, object>();
  private readonly lingering = new Set<() => void>();

  constructor(
    readonly clock: Clock,
    readonly random: Random,
  ) {}

  tables(caseId: string): CaseTables {
    const found = this.cases.get(caseId);
    if (!found) throw new Error(`There is no case ${caseId}.`);
    return found;
  }

  isUp(): boolean {
    return this.up;
  }

  /** Ends at once, as with `pg_ctl stop -m immediate`: nothing uncommitted survives. */
  crash(): void {
    this.up = false;
    this.life += 1;
    this.frozen = null;
    this.locks.clear();
    for (const connection of this.open) connection.cut();
    this.open.clear();
  }

  start(): void {
    this.up = true;
  }

  /** Stands still, as with SIGSTOP; what was asked is done after {@link thaw}. */
  freeze(): void {
    this.frozen ??= [];
  }

  thaw(): void {
    const waiting = this.frozen ?? [];
    this.frozen = null;
    for (const act of waiting) this.clock.later(this.random.between(0, 3), act);
  }

  /** Somebody else holds a case, as a freeze does. */
  hold(caseId: string, milliseconds: number): void {
    const holder = {};
    if (!this.lock(caseId, holder)) return;
    this.linger(milliseconds, () => this.unlock(holder));
  }

  /** Does something slowly: after so long, or as soon as all is well again. */
  linger(milliseconds: number, act: () => void): void {
    const once = (): void => {
      if (this.lingering.delete(once)) act();
    };
    this.lingering.add(once);
    this.clock.later(milliseconds, once);
  }

  /** Everything works again, and nothing is slow any more. */
  heal(): void {
    this.faults = SOUND;
    this.up = true;
    this.thaw();
    for (const act of this.lingering) act();
  }

  cutLogConnections(owner: Owner): void {
    for (const connection of this.open) {
      if (connection.owner === owner) connection.cut();
    }
  }

  isLocked(caseId: string, by: object): boolean {
    const holder = this.locks.get(caseId);
    return holder !== undefined && holder !== by;
  }

  /** Whether the table of acts has a request. */
  has(caseId: string, clientId: number, requestId: number): boolean {
    const kept = this.cases.get(caseId)?.kept ?? [];
    return kept.some((row) => row.clientId === clientId && row.requestId === requestId);
  }

  lock(caseId: string, by: object): boolean {
    if (this.isLocked(caseId, by)) return false;
    this.locks.set(caseId, by);
    return true;
  }

  unlock(by: object): void {
    for (const [caseId, holder] of this.locks) if (holder === by) this.locks.delete(caseId);
  }

  /** Lets the database do something when it next can; nothing when it is down by then. */
  reach(act: () => void): void {
    const { life } = this;
    this.clock.later(this.random.between(0.1, 2), () => {
      if (!this.up || this.life !== life) return;
      if (this.frozen) this.frozen.push(act);
      else act();
    });
  }

  /** Statements over the pool of a process. */
  query(owner: Owner): Query {
    return <Row>(sql: string, values: readonly unknown[]) =>
      new Promise<Row[]>((resolve, reject) => {
        const connection = new FakeConnection(this, owner, () =>
          reject(new Error('The connection broke.')),
        );
        if (!this.up) {
          this.clock.after(1, owner, () => connection.cut());
          return;
        }
        this.open.add(connection);
        this.reach(() => {
          this.open.delete(connection);
          // Rows are made afresh for each answer; their form is said beside the statement.
          const rows = answer(this, sql, values) as Row[];
          this.clock.after(this.random.between(0.1, 2), owner, () => resolve(rows));
        });
      });
  }

  openLogClient(owner: Owner, lost: () => void): Promise<LogClient> {
    return new Promise((resolve, reject) => {
      const timer = { done: false };
      const connection = new FakeConnection(this, owner, () => {
        if (timer.done) lost();
        else reject(new Error('The connection broke as it was made.'));
        timer.done = true;
      });
      this.clock.after(COLLAB_LIMITS.commitWithin, owner, () => {
        if (!timer.done) reject(new Error('No connection in time.'));
        timer.done = true;
      });
      if (!this.up) {
        this.clock.after(1, owner, () => reject(new Error('Connection refused.')));
        return;
      }
      this.open.add(connection);
      this.reach(() => {
        if (timer.done) return;
        timer.done = true;
        this.clock.after(0.2, owner, () => resolve(connection));
      });
    });
  }

  forget(connection: FakeConnection): void {
    this.open.delete(connection);
    this.unlock(connection);
  }
}

/** One connection; what is under way on it goes on in the database when the line breaks. */
export class FakeConnection implements LogClient {
  private broken = false;
  private readonly underWay = new Set<(error: Error) => void>();
  private began = false;
  private committing = false;
  private staged: (() => void)[] = [];

  constructor(
    private readonly database: FakeDatabase,
    readonly owner: Owner,
    private readonly lost: () => void,
  ) {}

  query<Row>({ name, text, values = [] }: LogStatement): Promise<Row[]> {
    const { clock, random, faults } = this.database;
    return new Promise<Row[]>((resolve, reject) => {
      let over = false;
      const settle = (act: () => void): void => {
        if (over) return;
        over = true;
        this.underWay.delete(fail);
        act();
      };
      const fail = (error: Error): void => settle(() => reject(error));
      const reply = (rows: readonly unknown[]): void =>
        clock.after(random.between(0.1, 2), this.owner, () => {
          // The form of a row is said beside its statement.
          if (!this.broken) settle(() => resolve(rows as Row[]));
        });
      const say = (code: string): void =>
        clock.after(0.2, this.owner, () =>
          fail(Object.assign(new Error(code), { code, constraint: 'case_update_request_once' })),
        );
      this.underWay.add(fail);
      clock.after(COLLAB_LIMITS.commitWithin, this.owner, () =>
        fail(new Error('Query read timeout')),
      );
      if (this.broken) {
        clock.after(0.1, this.owner, () => fail(new Error('The connection broke.')));
        return;
      }
      const writes = name === APPEND_NAME;
      if (text === 'COMMIT') this.committing = true;
      if (writes && random.chance(faults.failed)) {
        this.cut();
        return;
      }
      const refused = writes && random.chance(faults.refused);
      const losesAnswer = random.chance(writes || text === 'COMMIT' ? faults.answerLost : 0);
      this.database.reach(() => {
        if (refused) say('53100');
        else if (writes) this.append(values, losesAnswer, reply, say);
        else this.control(text, values, losesAnswer, reply);
      });
    });
  }

  end(): Promise<void> {
    this.cut();
    return Promise.resolve();
  }

  /** The line breaks; the other end may still do what it was asked. */
  cut(): void {
    if (this.broken) return;
    this.broken = true;
    // A commit that was asked for goes on, and holds its rows until it is done.
    if (this.began && !this.committing) this.database.forget(this);
    const { underWay } = this;
    this.database.clock.after(0.1, this.owner, () => {
      for (const fail of underWay) fail(new Error('The connection broke.'));
      this.lost();
    });
  }

  private control(
    text: string,
    values: readonly unknown[],
    losesAnswer: boolean,
    reply: (rows: readonly unknown[]) => void,
  ): void {
    // A transaction whose line broke is rolled back, unless its end had been said.
    if (this.broken && this.began && text !== 'COMMIT') return;
    if (text === 'BEGIN') {
      this.began = true;
      this.staged = [];
      reply([]);
      return;
    }
    if (text === 'ROLLBACK' || text === 'COMMIT') {
      const { staged } = this;
      this.began = false;
      this.committing = false;
      this.staged = [];
      if (text === 'COMMIT') for (const act of staged) act();
      this.database.unlock(this);
      if (losesAnswer) this.cut();
      else reply([]);
      return;
    }
    reply(answer(this.database, text, values, this));
  }

  private append(
    values: readonly unknown[],
    losesAnswer: boolean,
    reply: (rows: readonly unknown[]) => void,
    say: (code: string) => void,
  ): void {
    if (this.broken && this.began) return;
    const { database } = this;
    const { clock, random, faults } = database;
    const [caseIds = [], persons = [], , clients = []] = values.slice(0, 4).map(texts);
    const rows = byteStrings(values[5]);
    const known = [...new Set(caseIds)].filter((id) => database.cases.has(id));
    if (known.some((id) => database.isLocked(id, this))) {
      clock.later(COLLAB_LIMITS.lockWithin, () => say('55P03'));
      return;
    }
    for (const id of known) database.lock(id, this);
    const requests = texts(values[12]).map(Number);
    if (caseIds.some((id, at) => database.has(id, Number(clients[at]), requests[at] ?? 0))) {
      if (!this.began) database.unlock(this);
      say('23505');
      return;
    }
    const bases = known.map((id) => ({ id, base: database.tables(id).headSeq }));
    const commit = (): void => {
      caseIds.forEach((id, at) => {
        const row = rows[at];
        if (row && known.includes(id))
          database.tables(id).append(persons[at] ?? '', Number(clients[at]), row);
      });
      for (const id of known)
        database.notify('case-updated', { caseId: id, seq: database.tables(id).headSeq });
    };
    if (this.began) {
      this.staged.push(commit);
      reply(bases);
      return;
    }
    const wait = random.chance(faults.slow)
      ? random.between(0, faults.slowest)
      : random.between(0.2, 3);
    const { life } = database;
    database.linger(wait, () => {
      // A crash took the transaction with it; a broken line does not.
      if (database.life !== life) return;
      commit();
      database.unlock(this);
      if (losesAnswer) this.cut();
      else reply(bases);
    });
  }
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function byteStrings(value: unknown): Uint8Array[] {
  return Array.isArray(value) ? value.filter((one) => one instanceof Uint8Array) : [];
}
