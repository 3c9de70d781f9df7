import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '@/server/platform/embeddedPostgres';
import { migrate } from '@/server/platform/migrate';
import { until } from '../collab';

/** A durable Postgres of its own, migrated, that can be treated badly. */
export class Cluster {
  private constructor(
    /** Where its files are. */
    private readonly folder: string,
    private postgres: EmbeddedPostgres,
  ) {}

  /** @param parent where its files go; the system's temporary folder by default */
  static async start(parent = tmpdir()): Promise<Cluster> {
    const folder = await mkdtemp(join(parent, 'casewright-faults-'));
    const postgres = await startEmbeddedPostgres({ directory: join(folder, 'pg'), durable: true });
    await migrate(postgres.url);
    return new Cluster(folder, postgres);
  }

  /** A folder on the same disk. */
  get disk(): string {
    return this.folder;
  }

  get url(): string {
    return this.postgres.url;
  }

  /**
   * Ends it: `SIGQUIT` at once and without writing anything down, `SIGINT` in order, with all
   * connections cut.
   */
  async end(signal: 'SIGQUIT' | 'SIGINT'): Promise<void> {
    const pid = await this.pid();
    process.kill(pid, signal);
    await until(() => !isAlive(pid), 20_000);
  }

  /** Starts it again after {@link end}, under the same address. */
  async restart(): Promise<void> {
    const port = Number(new URL(this.url).port);
    const directory = join(this.folder, 'pg');
    this.postgres = await startEmbeddedPostgres({ directory, durable: true, port });
  }

  /** Every process of it stands still. */
  async freeze(): Promise<void> {
    const pid = await this.pid();
    for (const one of [pid, ...(await childrenOf(pid))]) signalIfAlive(one, 'SIGSTOP');
  }

  async thaw(): Promise<void> {
    const pid = await this.pid();
    for (const one of [...(await childrenOf(pid)), pid]) signalIfAlive(one, 'SIGCONT');
  }

  async remove(): Promise<void> {
    await this.postgres.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  private async pid(): Promise<number> {
    const text = await readFile(join(this.folder, 'pg', 'postmaster.pid'), 'utf8');
    return Number(text.split('\n')[0]);
  }
}

async function childrenOf(pid: number): Promise<number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return text.trim().split(' ').filter(Boolean).map(Number);
}

/** Backends come and go by themselves. */
function signalIfAlive(pid: number, signal: NodeJS.Signals): void {
  if (isAlive(pid)) process.kill(pid, signal);
}

/** Whether a process runs; one that ended and was not yet collected does not. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
