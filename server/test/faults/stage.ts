import { openDatabase, type Database } from '@/server/platform/database';
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

  async close(): Promise<void> {
    await this.spare.close();
    for (const app of this.apps) await app.end('SIGKILL');
    await this.database.close();
    await this.cluster.remove();
  }
}
