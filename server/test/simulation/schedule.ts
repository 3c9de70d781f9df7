import type { Mode } from '@/core/collab/messages';
import type { Random } from '../random';
import { strike, type Target } from './blows';
import { FakeExchange } from './bus';
import { Clock } from './clock';
import { newCase } from './content';
import { FakeDatabase } from './database';
import { violations, type Violation } from './invariants';
import { Network } from './network';
import { FakePage } from './page';
import type { Sabotage } from './sabotage';
import { writeAnew } from './rest';
import { ServerProcess } from './serverProcess';
import { drawTemper, type Temper } from './temper';

/** Milliseconds after healing within which all replicas agree without another edit (I3). */
const AGREE_WITHIN = 5_000;
const PEOPLE = ['ada', 'ben', 'cy'];

/** What was found in the end, and how many marks were typed and shown as saved. */
interface Verdict {
  violations: Violation[];
  typed: number;
  promised: number;
}

/** One life of a few pages, processes and a database, with everything that can go wrong in it. */
export class Schedule implements Target {
  readonly clock: Clock;
  readonly database: FakeDatabase;
  readonly exchange: FakeExchange;
  readonly network: Network;
  readonly access = new Map<string, Mode>();
  readonly processes: ServerProcess[] = [];
  private readonly pages: FakePage[] = [];
  private readonly story: string[] = [];
  private readonly temper: Temper;
  private marks = 0;
  private healed = false;

  constructor(
    readonly random: Random,
    private readonly sabotage: Sabotage,
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
  }

  /** Plays it, heals everything, and says what is not as promised. */
  async play(): Promise<Verdict & { story: string[] }> {
    const { clock, random, temper } = this;
    clock.install();
    try {
      for (let i = 0; i < temper.processes; i += 1) this.processes.push(this.start(`process ${i}`));
      for (let i = 0; i < temper.pages; i += 1) this.newPage();
      await clock.runUntil(clock.now + 400);
      this.database.faults = temper.faults;
      for (let i = 0; i < temper.acts; i += 1) {
        clock.later(random.between(0, temper.span), () => this.edit());
      }
      for (let i = 0; i < temper.rests; i += 1) {
        clock.later(random.between(0, temper.span), () => this.rest());
      }
      for (let i = 0; i < temper.blows; i += 1) {
        clock.later(random.between(0, temper.span), () => strike(this, temper.copies));
      }
      await clock.runUntil(clock.now + temper.span);
      this.heal();
      await clock.runUntil(clock.now + AGREE_WITHIN);
      return { ...this.judge(), story: this.story };
    } finally {
      clock.uninstall();
    }
  }

  say(what: () => string): void {
    if (this.tell) this.story.push(`${Math.round(this.clock.now - 1_000_000)} ms ${what()}`);
  }

  restart(process: ServerProcess): void {
    const place = this.processes.indexOf(process);
    if (!process.dead || place < 0) return;
    this.say(() => `${process.name} starts`);
    this.processes[place] = this.start(process.name);
  }

  private start(name: string): ServerProcess {
    const { clock, random, database, exchange, network, access, sabotage } = this;
    return new ServerProcess(name, {
      clock,
      random,
      database,
      exchange,
      network,
      access,
      sabotage,
    });
  }

  newPage(): void {
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
  }

  /** Where a new line leads: the proxy in front does not know yet that a process is dead. */
  private someProcess(): ServerProcess | null {
    return this.random.pick(this.processes);
  }

  isHealed(): boolean {
    return this.healed;
  }

  somePage(): FakePage | null {
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

  private rest(): void {
    const caseId = this.random.pick([...this.database.cases.keys()]);
    this.say(() => `the texts of ${caseId} are written anew`);
    writeAnew(this.database, caseId);
  }

  private mark(): string {
    this.marks += 1;
    return String.fromCharCode(0xe000 + this.marks);
  }

  private heal(): void {
    this.say(() => 'everything is healed');
    this.healed = true;
    this.database.heal();
    for (const process of this.processes) {
      if (process.stopping) process.kill();
      this.restart(process);
    }
    this.access.clear();
    this.exchange.tell('access-changed', {});
    this.network.heal();
    // Somebody who comes only now gets merged states, with what followed.
    if (this.random.chance(0.5)) this.newPage();
    for (const page of this.pages) {
      if (page.dead) continue;
      page.act(() => {
        page.connection.start();
        page.connection.retry();
      });
    }
  }

  private judge(): Verdict {
    const found: Violation[] = [];
    for (const [caseId, tables] of this.database.cases) {
      const here = this.pages.filter((page) => page.caseId === caseId);
      found.push(...violations(tables, here));
    }
    const marks = this.pages.flatMap((page) => page.marks);
    return {
      violations: found,
      typed: marks.length,
      promised: marks.filter(({ promised }) => promised).length,
    };
  }
}
