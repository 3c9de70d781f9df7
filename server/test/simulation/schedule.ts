import type { Mode } from '@/core/collab/messages';
import type { Random } from '../random';
import { FakeExchange } from './bus';
import { Clock } from './clock';
import { newCase } from './content';
import { FakeDatabase, type DatabaseFaults } from './database';
import { Impostor } from './impostor';
import { violations, type Violation } from './invariants';
import { Network } from './network';
import { FakePage } from './page';
import type { Sabotage } from './sabotage';
import { ServerProcess } from './serverProcess';

/** Milliseconds after healing within which all replicas agree without another edit (I3). */
const AGREE_WITHIN = 5_000;
const PEOPLE = ['ada', 'ben', 'cy'];

/** How a schedule goes: drawn from its seed, so that mild and wild ones both occur. */
interface Temper {
  cases: number;
  processes: number;
  pages: number;
  acts: number;
  /** Milliseconds over which everything happens. */
  span: number;
  /** How many things go wrong in it. */
  blows: number;
  faults: DatabaseFaults;
}

/** One life of a few pages, processes and a database, with everything that can go wrong in it. */
export class Schedule {
  private readonly clock: Clock;
  private readonly database: FakeDatabase;
  private readonly exchange: FakeExchange;
  private readonly network: Network;
  private readonly access = new Map<string, Mode>();
  private readonly processes: ServerProcess[] = [];
  private readonly pages: FakePage[] = [];
  private readonly story: string[] = [];
  private readonly temper: Temper;
  private marks = 0;
  private healed = false;

  constructor(
    private readonly random: Random,
    sabotage: Sabotage,
    private readonly tell: boolean,
  ) {
    this.clock = new Clock(() => random.next());
    this.database = new FakeDatabase(this.clock, random);
    this.exchange = new FakeExchange(this.clock, random);
    this.network = new Network(this.clock, random, sabotage.tamper(random), (what) =>
      this.say(what),
    );
    this.database.notify = (topic, message) =>
      this.exchange.tell(topic, { ...message, origin: 'database' });
    this.temper = drawTemper(random);
    for (let i = 0; i < this.temper.cases; i += 1) this.database.cases.set(`case-${i}`, newCase());
    for (let i = 0; i < this.temper.processes; i += 1) {
      this.processes.push(
        new ServerProcess(`process ${i}`, {
          clock: this.clock,
          random,
          database: this.database,
          exchange: this.exchange,
          network: this.network,
          access: this.access,
          sabotageLog: sabotage.log,
        }),
      );
    }
  }

  /** Plays it, heals everything, and says what is not as promised. */
  async play(): Promise<{
    violations: Violation[];
    typed: number;
    promised: number;
    story: string[];
  }> {
    const { clock, random, temper } = this;
    clock.install();
    try {
      for (const process of this.processes) process.boot();
      for (let i = 0; i < temper.pages; i += 1) this.newPage();
      await clock.runUntil(clock.now + 400);
      this.database.faults = temper.faults;
      for (let i = 0; i < temper.acts; i += 1) {
        clock.later(random.between(0, temper.span), () => this.edit());
      }
      for (let i = 0; i < temper.blows; i += 1) {
        clock.later(random.between(0, temper.span), () => this.strike());
      }
      await clock.runUntil(clock.now + temper.span);
      this.heal();
      await clock.runUntil(clock.now + AGREE_WITHIN);
      return { ...(await this.judge()), story: this.story };
    } finally {
      clock.uninstall();
    }
  }

  private say(what: () => string): void {
    if (this.tell) this.story.push(`${Math.round(this.clock.now - 1_000_000)} ms ${what()}`);
  }

  private newPage(): FakePage {
    const number = this.pages.length;
    const caseIds = [...this.database.cases.keys()];
    const page = new FakePage(
      `page ${number}`,
      PEOPLE[number % PEOPLE.length] ?? 'ada',
      caseIds[number % caseIds.length] ?? '',
      this.network,
      this.clock,
      () => this.someProcess(),
    );
    this.pages.push(page);
    page.start();
    return page;
  }

  /** Where a new line leads: the proxy in front does not know yet that a process is dead. */
  private someProcess(): ServerProcess | null {
    return this.random.pick(this.processes);
  }

  private somePage(): FakePage | null {
    const alive = this.pages.filter((page) => !page.dead);
    return alive.length === 0 ? null : this.random.pick(alive);
  }

  private edit(): void {
    const { random } = this;
    const page = this.somePage();
    if (!page) return;
    if (random.chance(0.25)) page.scribble(random);
    else page.type(random.chance(0.15) ? [this.mark(), this.mark()] : [this.mark()], random);
  }

  private mark(): string {
    this.marks += 1;
    return String.fromCharCode(0xe000 + this.marks);
  }

  private strike(): void {
    const { random, clock, database, network } = this;
    const page = this.somePage();
    const process = random.pick(this.processes);
    const wait = random.chance(0.3) ? random.between(0, 15_000) : random.between(5, 1_500);
    const blows: [number, string, () => void][] = [
      [6, `${process.name} is killed`, () => this.kill(process, wait)],
      [2, `${process.name} stops in order`, () => this.stop(process, wait)],
      [3, `the database crashes for ${Math.round(wait)}`, () => this.crash(wait)],
      [2, `the database stands still for ${Math.round(wait)}`, () => this.freeze(wait)],
      [2, `${process.name} loses its log connection`, () => database.cutLogConnections(process)],
      [2, `${process.name} hears no notices for a while`, () => this.exchange.cut(process)],
      [2, 'a case is held', () => database.hold(random.pick([...database.cases.keys()]), wait)],
    ];
    if (page) {
      const back = (): void => clock.later(wait, () => page.act(() => page.connection.start()));
      blows.push(
        [6, `${page.name} is cut off`, () => network.cut(page)],
        [4, `the line of ${page.name} goes dead`, () => this.silence(page, wait)],
        [3, `${page.name} gives up its line`, () => page.act(() => this.renew(page))],
        [
          2,
          `${page.name} stops for ${Math.round(wait)}`,
          () => {
            page.act(() => page.connection.stop());
            back();
          },
        ],
        [2, `${page.name} is gone`, () => page.crash()],
        [2, 'somebody opens a page', () => void this.newPage()],
        [2, `a copy takes the client id of ${page.name}`, () => this.impersonate(page, wait)],
        [1, `${page.name} may only read for a while`, () => this.narrow(page, wait)],
      );
    }
    const all = blows.reduce((sum, [weight]) => sum + weight, 0);
    let at = random.next() * all;
    for (const [weight, what, act] of blows) {
      at -= weight;
      if (at > 0) continue;
      this.say(() => what);
      act();
      return;
    }
  }

  private kill(process: ServerProcess, wait: number): void {
    if (process.dead) return;
    process.kill();
    this.clock.later(wait, () => this.boot(process));
  }

  private stop(process: ServerProcess, wait: number): void {
    process.stop(() => this.clock.later(this.healed ? 0 : wait, () => this.boot(process)));
  }

  private boot(process: ServerProcess): void {
    if (!process.dead) return;
    this.say(() => `${process.name} starts`);
    process.boot();
  }

  private crash(wait: number): void {
    this.database.crash();
    this.exchange.cut();
    this.clock.later(wait, () => this.database.start());
  }

  private freeze(wait: number): void {
    this.database.freeze();
    this.clock.later(wait, () => this.database.thaw());
  }

  private silence(page: FakePage, wait: number): void {
    this.network.silence(page);
    // Now and then the browser notices; else the page finds out by itself.
    if (this.random.chance(0.6)) this.clock.later(wait, () => page.act(() => this.renew(page)));
  }

  private renew(page: FakePage): void {
    page.connection.lost();
    page.connection.retry();
  }

  private impersonate(page: FakePage, wait: number): void {
    const { doc } = page.connection.documentState('structure');
    const copy = new Impostor(page, this.network, () => this.someProcess());
    page.act(() => page.connection.lost());
    this.clock.after(0, copy, () => copy.enter(doc.clientID));
    this.clock.after(wait, copy, () => copy.leave());
  }

  private narrow(page: FakePage, wait: number): void {
    const change = (mode: Mode): void => {
      this.access.set(page.personId, mode);
      this.exchange.tell('access-changed', { personId: page.personId });
    };
    change('read-only');
    this.clock.later(wait, () => change('read-write'));
  }

  private heal(): void {
    this.say(() => 'everything is healed');
    this.healed = true;
    this.database.heal();
    for (const process of this.processes) if (process.dead) process.boot();
    this.access.clear();
    this.exchange.tell('access-changed', {});
    this.network.heal();
    for (const page of this.pages) {
      if (page.dead) continue;
      page.act(() => {
        page.connection.start();
        page.connection.retry();
      });
    }
  }

  private async judge(): Promise<{ violations: Violation[]; typed: number; promised: number }> {
    const readers: FakePage[] = [];
    const found: Violation[] = [];
    const typists = [...this.pages];
    for (const [caseId, tables] of this.database.cases) {
      found.push(
        ...violations(
          tables,
          typists.filter((page) => page.caseId === caseId),
          readers,
        ),
      );
    }
    const marks = typists.flatMap((page) => page.marks);
    return {
      violations: found,
      typed: marks.length,
      promised: marks.filter(({ promised }) => promised).length,
    };
  }
}

function drawTemper(random: Random): Temper {
  const wild = random.next();
  return {
    cases: random.chance(0.25) ? 2 : 1,
    processes: random.chance(0.5) ? 2 : 1,
    pages: 1 + random.below(3),
    acts: 6 + random.below(26),
    span: random.pick([60, 500, 4_000, 20_000]),
    blows: random.below(8),
    faults: {
      failed: wild * 0.1,
      answerLost: wild * 0.1,
      refused: wild * 0.05,
      slow: wild * 0.3,
      slowest: random.pick([50, 1_000, 9_000]),
    },
  };
}
