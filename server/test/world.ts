import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@/core/argument/ids';
import type { OrgKind, OrgRole } from '@/core/policy/actor';
import type { EngagementRole } from '@/core/workflow/engagement';
import type { ReleaseState } from '@/core/workflow/release';
import { hashPassword } from '@/server/auth/passwords';
import { loadSession, startSession } from '@/server/auth/session';
import { openJobQueue, type JobQueue } from '@/server/jobs/queue';
import { openBus, type BusMessages, type BusTopic } from '@/server/platform/bus';
import type { Dependencies } from '@/server/platform/dependencies';
import { readEnvironment } from '@/server/platform/env';
import { createLogger, type Logger } from '@/server/platform/logger';
import { createRateLimiter } from '@/server/platform/rateLimit';
import type { RequestContext } from '@/server/platform/requestContext';
import { openDiskStore } from '@/server/storage/blobStore';
import { createCaller, type AppCaller } from '@/server/trpc/root';
import { createTestDatabase, type TestDatabase } from './database';

export interface TestPerson {
  id: string;
  name: string;
  email: string;
}

export interface TestOrg {
  id: string;
  slug: string;
  name: string;
  kind: OrgKind;
}

export interface TestCase {
  id: string;
  slug: string;
  org: TestOrg;
  author: TestPerson;
}

/** Every person of a world has this password. */
export const TEST_PASSWORD = 'four tall lanterns at dusk';

/** What was said on the bus, as other processes hear it. */
export type Said = { [T in BusTopic]: { topic: T; message: BusMessages[T] } }[BusTopic];

let hash: Promise<string> | undefined;

/**
 * A whole server without its sockets and pages, on a database of its own: real Postgres, real bus,
 * real disk, real job queue. Every factory makes the parents that it is not given. The clock stands
 * still until it is moved.
 */
export class World {
  readonly said: Said[] = [];
  readonly #sessions = new Map<string, string>();
  #count = 0;

  private constructor(
    readonly deps: Dependencies,
    private readonly clock: { now: Date },
    /** Ends everything and drops the database. */
    readonly close: () => Promise<void>,
  ) {}

  /** @param place a database and a folder other than those that a test file gets */
  static async open(place?: {
    store: TestDatabase;
    folder: string;
    blobs: string;
  }): Promise<World> {
    const store = place?.store ?? (await createTestDatabase());
    const folder = place?.folder ?? (await mkdtemp(join(tmpdir(), 'casewright-world-')));
    const env = readEnvironment({
      NODE_ENV: 'test',
      DATA_DIR: folder,
      BLOB_STORE: place?.blobs,
      LOG_LEVEL: 'silent',
      EXAMPLE: '0',
    });
    const log = createLogger(env.logLevel);
    const clock = { now: new Date('2027-03-01T09:00:00Z') };
    const bus = await openBus(store.url, store.database.pool, log);
    const jobs = openWhenNeeded(store.url, log);
    const world = new World(
      {
        env,
        secrets: { authSecret: 'a'.repeat(64), signingKey: '11'.repeat(32) },
        log,
        database: store.database,
        bus: {
          ...bus,
          async publish(topic, message) {
            world.said.push({ topic, message } as Said);
            await bus.publish(topic, message);
          },
        },
        blobs: await openDiskStore(env.blobStore),
        jobs,
        limiter: createRateLimiter(),
        now: () => new Date(clock.now),
      },
      clock,
      async () => {
        await jobs.close();
        await bus.close();
        await store.drop();
        await rm(folder, { recursive: true, force: true });
      },
    );
    return world;
  }

  get db() {
    return this.deps.database.prisma;
  }

  /** Moves the clock forward. */
  pass(time: { minutes?: number; hours?: number; days?: number }): void {
    const { minutes = 0, hours = 0, days = 0 } = time;
    const passed = ((days * 24 + hours) * 60 + minutes) * 60_000;
    this.clock.now = new Date(this.clock.now.getTime() + passed);
  }

  /** Sets the clock back, as somebody does who thinks that it is wrong. */
  turnBack(time: { minutes?: number; hours?: number; days?: number }): void {
    const { minutes = 0, hours = 0, days = 0 } = time;
    this.pass({ minutes: -minutes, hours: -hours, days: -days });
  }

  /** Moves the clock forward further than sessions last; people sign in again. */
  passLong(time: { minutes?: number; hours?: number; days?: number }): void {
    this.pass(time);
    this.#sessions.clear();
  }

  async person(
    given: { name?: string; email?: string; instanceAdmin?: boolean } = {},
  ): Promise<TestPerson> {
    const number = ++this.#count;
    hash ??= hashPassword(TEST_PASSWORD);
    return this.db.person.create({
      data: {
        id: newId(),
        name: given.name ?? `Person ${number}`,
        email: given.email ?? `person${number}@example.org`,
        instanceAdmin: given.instanceAdmin ?? false,
        passwordHash: await hash,
        createdAt: this.clock.now,
      },
      select: { id: true, name: true, email: true },
    });
  }

  /** An organisation without members. */
  async org(given: { name?: string; slug?: string; kind?: OrgKind } = {}): Promise<TestOrg> {
    const number = ++this.#count;
    const { kind = 'lab', name = `Organisation ${number}`, slug = `org-${number}` } = given;
    const id = newId();
    await this.db.organisation.create({ data: { id, slug, name, kind } });
    return { id, slug, name, kind };
  }

  /** A person with these roles; without any, a viewer. */
  async member(
    org: TestOrg,
    roles: OrgRole[] = ['viewer'],
    given: TestPerson | { name?: string; email?: string } = {},
  ): Promise<TestPerson> {
    const person = 'id' in given ? given : await this.person(given);
    await this.db.membership.create({
      data: { id: newId(), orgId: org.id, personId: person.id, roles },
    });
    return person;
  }

  /** A case as a row, without an argument; its author contributed to it. */
  async case(
    given: { org?: TestOrg; author?: TestPerson; slug?: string; kind?: string } = {},
  ): Promise<TestCase> {
    const number = ++this.#count;
    const org = given.org ?? (await this.org());
    const author = given.author ?? (await this.member(org, ['author']));
    const id = newId();
    const slug = given.slug ?? `case-${number}`;
    await this.db.safetyCase.create({
      data: {
        id,
        orgId: org.id,
        slug,
        title: `Case ${number}`,
        kind: given.kind ?? 'base',
        createdBy: author.id,
        createdAt: this.clock.now,
      },
    });
    await this.contribution(id, author);
    return { id, slug, org, author };
  }

  async contribution(caseId: string, person: TestPerson, nodeId = 'case'): Promise<void> {
    await this.db.contribution.create({
      data: { caseId, nodeId, personId: person.id, cause: 'edit' },
    });
  }

  /**
   * A frozen release as rows, for tests of what follows from one; its bytes say nothing. Tests of
   * freezing itself use the real act.
   */
  async release(
    of: TestCase,
    given: {
      state?: ReleaseState;
      number?: number;
      baseDigest?: string;
      contributors?: TestPerson[];
      window?: { from: string; until: string; zone: string };
    } = {},
  ): Promise<{ id: string; digest: string }> {
    const id = newId();
    const digest = newId() + newId();
    const { from, until, zone } = given.window ?? {
      from: '2027-01-01',
      until: '2027-12-31',
      zone: 'UTC',
    };
    await this.db.release.create({
      data: {
        id,
        caseId: of.id,
        number: given.number ?? 1,
        candidate: ++this.#count,
        path: `${of.org.slug}/${of.slug}`,
        kind: 'base',
        title: of.slug,
        seq: 0,
        manifest: new Uint8Array(),
        digest,
        contentDigest: digest,
        secret: new Uint8Array(),
        records: new Uint8Array(),
        windowFrom: from,
        windowUntil: until,
        windowZone: zone,
        baseDigest: given.baseDigest ?? null,
        changelog: '',
        frozenBy: of.author.id,
        frozenAt: this.clock.now,
        status: { create: { state: given.state ?? 'candidate' } },
        contributors: {
          create: [of.author, ...(given.contributors ?? [])].map(({ id: personId }) => ({
            personId,
          })),
        },
      },
    });
    return { id, digest };
  }

  /** A person of an organisation, with the role that the part needs, engaged on the case. */
  async engaged(
    of: TestCase,
    role: EngagementRole,
    given: { org?: TestOrg; person?: TestPerson } = {},
  ): Promise<{ person: TestPerson; org: TestOrg; engagementId: string }> {
    const org = given.org ?? (await this.org({ kind: KIND_FOR[role] }));
    const person = given.person ?? (await this.member(org, [ROLE_FOR[role]]));
    const engagementId = newId();
    await this.db.engagement.create({
      data: {
        id: engagementId,
        caseId: of.id,
        orgId: org.id,
        personId: person.id,
        role,
        openedBy: of.author.id,
        openedAt: this.clock.now,
      },
    });
    return { person, org, engagementId };
  }

  /** The session that `contextFor` uses for a person; started when there is none. */
  async sessionOf(person: TestPerson): Promise<string> {
    const found = this.#sessions.get(person.id);
    if (found) return found;
    const id = await startSession(this.db, {
      personId: person.id,
      method: 'password',
      userAgent: 'test',
      address: '127.0.0.1',
      now: this.clock.now,
    });
    this.#sessions.set(person.id, id);
    return id;
  }

  /** One request of a person, or of a visitor; who asks is read from the session row, as always. */
  async contextFor(person: TestPerson | null): Promise<RequestContext> {
    const session = person
      ? await loadSession(this.db, await this.sessionOf(person), this.clock.now)
      : null;
    return {
      ...this.deps,
      db: this.db,
      session,
      requestId: 'test',
      address: '127.0.0.1',
      userAgent: 'test',
    };
  }

  async callerFor(person: TestPerson | null): Promise<AppCaller> {
    return createCaller(await this.contextFor(person));
  }

  /** Types of the audit events so far, oldest first. */
  async audited(): Promise<string[]> {
    const rows = await this.db.auditEvent.findMany({ orderBy: { id: 'asc' } });
    return rows.map(({ type }) => type);
  }
}

const ROLE_FOR: Record<EngagementRole, OrgRole> = {
  assessor: 'reviewer',
  'decision-maker': 'approver',
  'co-author': 'author',
  reader: 'viewer',
};

const KIND_FOR: Record<EngagementRole, OrgKind> = {
  assessor: 'auditor',
  'decision-maker': 'regulator',
  'co-author': 'lab',
  reader: 'deployer',
};

/** Most tests send no job; the queue is opened by the first that does. */
function openWhenNeeded(url: string, log: Logger): JobQueue {
  let opening: Promise<JobQueue> | undefined;
  const queue = () => (opening ??= openJobQueue(url, log));
  return {
    send: async (...args) => (await queue()).send(...args),
    work: async (...args) => (await queue()).work(...args),
    schedule: async (...args) => (await queue()).schedule(...args),
    unschedule: async (...args) => (await queue()).unschedule(...args),
    check: async () => (await queue()).check(),
    close: async (...args) => (await opening)?.close(...args),
  };
}
