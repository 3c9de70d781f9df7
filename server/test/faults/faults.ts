import { STRUCTURE_DOCUMENT } from '@/core/argument/structureShape';
import * as encoding from 'lib0/encoding';
import { RawSocket } from '../collab';
import type { Random } from '../random';
import { fill } from './disk';
import { Proxy } from './proxy';
import type { Stage } from './stage';

/** What a fault may do to a trial that is under way. */
export interface Trial {
  stage: Stage;
  random: Random;
  caseId: string;
  /** Where pages open their next line. */
  route: { port: number };
  /** Everybody's page goes away in this moment. */
  leave(): void;
  /** Everybody's page gives up its line and opens another. */
  reconnect(): void;
}

export type FaultName = keyof typeof FAULTS;

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * What goes wrong while people type, by the numbers of the project's list of faults. Each ends
 * with everything whole again; what was acknowledged then has to be there.
 */
export const FAULTS = {
  /** F1: the process is killed, and in the same moment the pages vanish. */
  'killed-pages-gone': async ({ stage, leave }: Trial) => {
    const ended = stage.app.end('SIGKILL');
    leave();
    await ended;
    await stage.replace();
  },
  /** F2: the process is killed and the pages stay: they send again what was not acknowledged. */
  'killed-pages-stay': async ({ stage, route }: Trial) => {
    await stage.app.end('SIGKILL');
    await stage.replace();
    route.port = stage.app.port;
  },
  /** F3: the process is told to stop in the middle of a burst, and told again. */
  'stopped-in-order': async ({ stage, route, random }: Trial) => {
    const ended = stage.app.end('SIGTERM');
    await pause(random.between(0, 60));
    const again = stage.app.end('SIGTERM');
    await Promise.all([ended, again]);
    await stage.replace();
    route.port = stage.app.port;
  },
  /** F4: Postgres stops at once, nothing written down, and is started again. */
  'database-crashed': async ({ stage, random }: Trial) => {
    await stage.cluster.end('SIGQUIT');
    await pause(random.between(0, 400));
    await stage.cluster.restart();
  },
  /** F5: Postgres is restarted in order, every connection cut. */
  'database-restarted': async ({ stage }: Trial) => {
    await stage.cluster.end('SIGINT');
    await stage.cluster.restart();
  },
  /** F6: Postgres stands still; now and then for longer than a commit may take. */
  'database-hung': async ({ stage, random }: Trial) => {
    await stage.cluster.freeze();
    await pause(random.chance(0.05) ? 10_000 : random.between(100, 1_500));
    await stage.cluster.thaw();
  },
  /** F6 and F1: Postgres stands still, the process is killed, and what it had asked is done later. */
  'killed-while-database-hung': async ({ stage, route, random }: Trial) => {
    await stage.cluster.freeze();
    await pause(random.between(20, 200));
    await stage.app.end('SIGKILL');
    await stage.cluster.thaw();
    await stage.replace();
    route.port = stage.app.port;
  },
  /** F7: the network is slow, goes dead without a word, and is cut. */
  'network-cut': async ({ stage, route, random, reconnect }: Trial) => {
    const proxy = await Proxy.open(stage.app.port);
    proxy.delay = random.between(0, 60);
    route.port = proxy.port;
    reconnect();
    for (let times = 0; times < 3; times += 1) {
      await pause(random.between(60, 250));
      proxy.silence();
      await pause(random.between(10, 150));
      proxy.cut();
      reconnect();
    }
    route.port = stage.app.port;
    reconnect();
    await pause(30);
    await proxy.close();
  },
  /** F9: two processes serve the case, and one is killed. */
  'one-of-two-killed': async ({ stage, route, random, reconnect }: Trial) => {
    const second = await stage.join();
    route.port = second.port;
    reconnect();
    await pause(random.between(50, 300));
    await second.end('SIGKILL');
    stage.apps.pop();
    route.port = stage.app.port;
  },
  /** F10: a new process serves before the old one, with its pages, is told to stop. */
  'rolled-over': async ({ stage, route, random }: Trial) => {
    const old = stage.app;
    await stage.replace();
    route.port = stage.app.port;
    await pause(random.between(0, 100));
    await old.end('SIGTERM');
  },
  /** F11: the disk of the database is full for a while. Needs a stage on a small disk. */
  'disk-full': async ({ stage, random }: Trial) => {
    const free = await fill(stage);
    await pause(random.between(200, 800));
    await free();
  },
  /** F12: every commit takes up to a second. */
  'disk-slow': async ({ stage, random }: Trial) => {
    for (let times = 0; times < 3; times += 1) {
      await stage.cluster.freeze();
      await pause(random.between(50, 800));
      await stage.cluster.thaw();
      await pause(random.between(5, 50));
    }
  },
  /** F15: everything is sent again and again, over ever new lines. */
  'sent-again': async ({ random, reconnect }: Trial) => {
    for (let times = 0; times < 12; times += 1) {
      await pause(random.between(5, 60));
      reconnect();
    }
  },
  /** F16: somebody forges updates and claims the client ids of others. */
  forged: async ({ stage, caseId, random }: Trial) => {
    for (let times = 0; times < 3; times += 1) {
      const mallory = await new RawSocket(stage.app.port, `mallory-${random.below(1e9)}`).enter(
        caseId,
      );
      const victim = [...mallory.page().store.clients.keys()].at(-1) ?? 1;
      const update = numbers(1, 1, victim, random.below(200), 0, 1e6, 0);
      mallory.send({
        type: 'update',
        requestId: 1,
        entries: [{ doc: STRUCTURE_DOCUMENT, update }],
      });
      const thief = await new RawSocket(stage.app.port, 'ada').enter(caseId, { clientId: victim });
      await pause(random.between(10, 60));
      for (const { socket } of [mallory, thief]) socket.terminate();
    }
  },
  /** F19: the process is killed, and everybody comes back in one moment, with many more. */
  'storm-after-kill': async ({ stage, route, caseId }: Trial) => {
    await stage.app.end('SIGKILL');
    await stage.replace();
    route.port = stage.app.port;
    const storm = Array.from({ length: 60 }, (_, at) =>
      new RawSocket(stage.app.port, `reader-${at}`).enter(caseId),
    );
    for (const { socket } of await Promise.all(storm)) socket.terminate();
  },
} satisfies Record<string, (trial: Trial) => Promise<void>>;

function numbers(...values: number[]): Uint8Array {
  const to = encoding.createEncoder();
  for (const value of values) encoding.writeVarUint(to, value);
  return encoding.toUint8Array(to);
}
