import type { Database, Tx } from '@/server/platform/database';

/**
 * A transaction in which thousands of calls are tried one after the other, each from the same state.
 *
 * Until a call writes, it can only read what every call before it could read: those answers are given
 * again without asking the database, and savepoints wait until there is something to undo. From its
 * first write on, a call talks to the database alone, and is undone when it ends.
 */
export class TrialTx {
  readonly db: Tx;
  private readonly answers = new Map<string, Promise<unknown>>();
  /** Savepoints that were asked for and not set yet. */
  private waiting: string[] = [];
  private written = true;

  private constructor(private readonly tx: Tx) {
    this.db = new Proxy(tx, {
      get: (_, name: string) => this.member(name),
      // Without it, a transaction inside this one begins with a savepoint, which can wait.
      has: (_, name) => name !== '$transaction' && name in tx,
    });
  }

  /** Does something in a transaction of which nothing stays. */
  static async rollingBack<T>(
    prisma: Database['prisma'],
    act: (trial: TrialTx) => Promise<T>,
  ): Promise<T> {
    const done: { result: T }[] = [];
    const undo = new Error('Nothing of this stays.');
    await prisma
      .$transaction(
        async (tx) => {
          done.push({ result: await act(new TrialTx(tx)) });
          throw undo;
        },
        { timeout: 300_000 },
      )
      .catch((error: unknown) => {
        if (error !== undo) throw error;
      });
    const [first] = done;
    if (first === undefined) throw undo;
    return first.result;
  }

  /** Does something of which nothing stays, from the state that all such calls begin in. */
  async undoing<T>(act: () => Promise<T>): Promise<T> {
    this.waiting = ['trial'];
    this.written = false;
    try {
      return await act();
    } finally {
      if (this.written) {
        await this.tx.$executeRaw`ROLLBACK TO SAVEPOINT trial`;
        await this.tx.$executeRaw`RELEASE SAVEPOINT trial`;
      }
      this.waiting = [];
      this.written = true;
    }
  }

  private member(name: string): unknown {
    const found: unknown = Reflect.get(this.tx, name);
    if (typeof found === 'function') return this.raw(name, found.bind(this.tx));
    if (typeof found !== 'object' || found === null) return found;
    return new Proxy(found, {
      get: (model, operation: string) => {
        const call: unknown = Reflect.get(model, operation);
        if (typeof call !== 'function') return call;
        return (args: unknown) =>
          this.ask(READS.has(operation) ? `${name}.${operation} ${keyOf(args)}` : null, () =>
            call.call(model, args),
          );
      },
    });
  }

  private raw(name: string, call: (...args: unknown[]) => Promise<unknown>) {
    return (...args: unknown[]): Promise<unknown> => {
      const [sql] = args;
      const text = Array.isArray(sql) ? sql.join('?') : String(sql);
      const [, verb = '', savepoint = ''] = SAVEPOINT.exec(text) ?? [];
      if (verb !== '') return this.savepoint(verb, savepoint, () => call(...args));
      const reads = /^\s*(SELECT|WITH)\b/i.test(text) && !WRITES.test(text.replace(LOCKS, ''));
      return this.ask(reads ? `${name} ${keyOf(args)}` : null, () => call(...args));
    };
  }

  private async savepoint(verb: string, name: string, call: () => unknown): Promise<unknown> {
    if (this.written) return call();
    if (verb === 'SAVEPOINT') this.waiting.push(name);
    else if (this.waiting.at(-1) === name) this.waiting.pop();
    return 0;
  }

  /** @param key what is asked; null for what writes */
  private async ask(key: string | null, call: () => unknown): Promise<unknown> {
    if (key !== null && !this.written) {
      const known = this.answers.get(key) ?? Promise.resolve(call());
      this.answers.set(key, known);
      return structuredClone(await known);
    }
    await this.write();
    return call();
  }

  private async write(): Promise<void> {
    if (this.written) return;
    this.written = true;
    for (const name of this.waiting) await this.tx.$executeRawUnsafe(`SAVEPOINT ${name}`);
  }
}

const READS: ReadonlySet<string> = new Set([
  'findUnique',
  'findUniqueOrThrow',
  'findFirst',
  'findFirstOrThrow',
  'findMany',
  'count',
  'aggregate',
  'groupBy',
]);
const SAVEPOINT = /^\s*(SAVEPOINT|RELEASE SAVEPOINT|ROLLBACK TO SAVEPOINT)\s+(\w+)\s*$/;
/** Nobody else is in this transaction to wait for. */
const LOCKS = /\bFOR UPDATE\b/i;
const WRITES = /\b(insert|update|delete|nextval|setval)\b|pg_notify|advisory/i;

function keyOf(args: unknown): string {
  return JSON.stringify(args, (_, value: unknown) =>
    typeof value === 'bigint' || value instanceof Uint8Array ? String(value) : value,
  );
}
