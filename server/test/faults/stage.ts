import { CaseConnection } from '@/components/collab/CaseConnection';
import { STRUCTURE_DOCUMENT } from '@/core/argument/structureShape';
import { openDatabase, type Database } from '@/server/platform/database';
import { createTypingCase, decisionOf, openTestSocket, until } from '../collab';
import { App, Spare } from './app';
import { Cluster } from './cluster';

/** A database, processes that serve it, and one more in waiting. */
export class Stage {
  private constructor(
    readonly cluster: Cluster,
    private readonly spare: Spare,
    /** Those that serve now; pages go to any of them. */
    readonly apps: App[],
    /** For looking into the database, from outside of what is tested. */
    readonly database: Database,
  ) {}

  static async open(parent?: string): Promise<Stage> {
    const cluster = await Cluster.start(parent);
    const first = await App.start(cluster.url);
    return new Stage(cluster, new Spare(cluster.url), [first], openDatabase(cluster.url, 3));
  }

  get app(): App {
    const [app] = this.apps;
    if (!app) throw new Error('No process serves.');
    return app;
  }

  /** Puts another process in the place of the first, which is on its own from then on. */
  async replace(): Promise<void> {
    this.apps[0] = await this.spare.take();
  }

  /** Lets a second process serve beside the first. */
  async join(): Promise<App> {
    const app = await this.spare.take();
    this.apps.push(app);
    return app;
  }

  /**
   * Kills the process while a page is open, starts another as an operator would, and waits until a
   * change of that page is acknowledged.
   *
   * @returns milliseconds from the start of the new process
   */
  async restartToFirstAcknowledgement(): Promise<number> {
    const caseId = await createTypingCase(this.database);
    const route = { port: this.app.port };
    const page = new CaseConnection({
      caseId,
      deviceId: 'device',
      openSocket: (events) => openTestSocket(route.port, 'person=ada')(events),
    });
    page.open(STRUCTURE_DOCUMENT);
    page.start();
    await until(() => page.documentState(STRUCTURE_DOCUMENT).synced);
    await this.app.end('SIGKILL');
    decisionOf(page.documentState(STRUCTURE_DOCUMENT).doc).insert(0, 'x');
    const began = performance.now();
    const next = await App.start(this.cluster.url);
    this.apps[0] = next;
    route.port = next.port;
    page.retry();
    await until(() => page.saveState().kind === 'saved');
    page.destroy();
    return performance.now() - began;
  }

  async close(): Promise<void> {
    await this.spare.close();
    for (const app of this.apps) await app.end('SIGKILL');
    await this.database.close();
    await this.cluster.remove();
  }
}
