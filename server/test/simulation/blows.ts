import type { Mode } from '@/core/collab/messages';
import type { Random } from '../random';
import type { FakeExchange } from './bus';
import type { Clock } from './clock';
import type { FakeDatabase } from './database';
import { Impostor } from './impostor';
import type { Network } from './network';
import type { FakePage } from './page';
import type { ServerProcess } from './serverProcess';

/** What can be struck. */
export interface Target {
  clock: Clock;
  random: Random;
  database: FakeDatabase;
  exchange: FakeExchange;
  network: Network;
  access: Map<string, Mode>;
  processes: readonly ServerProcess[];
  isHealed(): boolean;
  somePage(): FakePage | null;
  newPage(): void;
  /** Starts a process in place of one that is dead. */
  restart(process: ServerProcess): void;
  say(what: () => string): void;
}

/** How often it is drawn, what it is, and doing it. */
type Blow = readonly [weight: number, what: string, act: () => void];

/** Lets one thing go wrong; most of them pass by themselves after a while. */
export function strike(target: Target, copies: boolean): void {
  const { random } = target;
  const wait = random.chance(0.3) ? random.between(0, 15_000) : random.between(5, 1_500);
  const page = target.somePage();
  const blows: Blow[] = [];
  if (page) blows.push(...blowsToPage(target, page, wait));
  if (page && copies)
    blows.push([9, `a copy takes the client id of ${page.name}`, () => copy(target, page, wait)]);
  if (!copies) blows.push(...blowsToServers(target, random.pick(target.processes), wait));
  let at = random.next() * blows.reduce((sum, [weight]) => sum + weight, 0);
  for (const [weight, what, act] of blows) {
    at -= weight;
    if (at > 0) continue;
    target.say(() => `${what} (${Math.round(wait)} ms)`);
    act();
    return;
  }
}

function blowsToPage(target: Target, page: FakePage, wait: number): Blow[] {
  const { clock, network, random } = target;
  const { name, connection } = page;
  const renew = (): void =>
    page.act(() => {
      connection.lost();
      connection.retry();
    });
  return [
    [6, `${name} is cut off`, () => network.cut(page)],
    [
      4,
      `the line of ${name} goes dead`,
      () => {
        network.silence(page);
        // Now and then the browser notices; else the page finds out by itself.
        if (random.chance(0.6)) after(target, wait, renew);
      },
    ],
    [3, `${name} gives up its line`, renew],
    [
      2,
      `${name} stops for a while`,
      () => {
        page.act(() => connection.stop());
        clock.later(wait, () => page.act(() => connection.start()));
      },
    ],
    [2, `${name} is gone`, () => page.crash()],
    [2, 'somebody opens a page', () => target.newPage()],
    [1, `${name} may only read for a while`, () => narrow(target, page.personId, wait)],
  ];
}

function blowsToServers(target: Target, process: ServerProcess, wait: number): Blow[] {
  const { clock, database, exchange, random } = target;
  const boot = (): void => target.restart(process);
  return [
    [
      6,
      `${process.name} is killed`,
      () => {
        if (process.dead) return;
        process.kill();
        clock.later(wait, boot);
      },
    ],
    [2, `${process.name} stops in order`, () => process.stop(() => clock.later(wait, boot))],
    [
      3,
      'the database crashes',
      () => {
        database.crash();
        exchange.cut();
        clock.later(wait, () => database.start());
      },
    ],
    [
      2,
      'the database stands still',
      () => {
        database.freeze();
        clock.later(wait, () => database.thaw());
      },
    ],
    [2, `${process.name} loses its log connection`, () => database.cutLogConnections(process)],
    [2, `${process.name} hears no notices for a while`, () => exchange.cut(process)],
    [
      3,
      'old acts of a case are deleted',
      () => {
        const tables = database.tables(random.pick([...database.cases.keys()]));
        database.reach(() => tables.thin(random.between(0, tables.headSeq)));
      },
    ],
    [2, 'a case is held', () => database.hold(random.pick([...database.cases.keys()]), wait)],
  ];
}

/** Somebody may only read for a while. */
function narrow(target: Target, personId: string, wait: number): void {
  const change = (mode: Mode): void => {
    target.access.set(personId, mode);
    target.exchange.tell('access-changed', { personId });
  };
  change('read-only');
  after(target, wait, () => change('read-write'));
}

function copy({ clock, network, random, processes }: Target, page: FakePage, wait: number): void {
  const { doc } = page.connection.documentState('structure');
  const impostor = new Impostor(page, network, () => random.pick(processes));
  page.act(() => page.connection.lost());
  clock.after(0, impostor, () => impostor.enter(doc.clientID));
  clock.after(wait, impostor, () => impostor.leave());
}

/** The end of a blow, unless everything is healed before. */
function after(target: Target, wait: number, act: () => void): void {
  target.clock.later(wait, () => {
    if (!target.isHealed()) act();
  });
}
