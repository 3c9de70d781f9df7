import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@/core/argument/ids';
import { freezeRelease } from '@/core/snapshot/digest';
import { recordsOf } from '@/core/snapshot/recordsOf';
import { buildView, parseView } from '@/core/snapshot/view';
import { baseInterfaceOf } from '@/core/supplement/baseInterface';
import type { Reliance } from '@/core/supplement/impact';
import { builtInTemplate } from '@/core/templates/templates';
import type { CaseDocument } from '@/core/argument/document';
import { openDatabase, type Database } from '@/server/platform/database';
import { startEmbeddedPostgres } from '@/server/platform/embeddedPostgres';
import { migrate } from '@/server/platform/migrate';
import { releasesOn } from '@/server/releases/repo';
import { statusesOf } from '@/server/status/statuses';
import { publishedByRows } from '@/server/test/releaseRows';
import type { Report } from '../collab/collab';
import { startApp } from './app';

const COUNT = 1_000;
const ROUNDS = 9;
/** Bars: everything known within 2 s of the suspension, the list within 300 ms, an impact in 5 ms. */
const SUSPEND_SECONDS = 2;
const LIST_MS = 300;
const IMPACT_MS = 5;
const PORT = 3971;

/** A thousand supplements on one base: known at the next read, whoever asks, and listed quickly. */
export async function benchSupplements(report: Report): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'casewright-bench-'));
  const postgres = await startEmbeddedPostgres({ directory: join(folder, 'pg'), durable: true });
  await migrate(postgres.url);
  const database = openDatabase(postgres.url, 8);
  try {
    const scene = await makeScene(database);
    const app = await startApp(postgres.url, join(folder, 'data'), PORT);
    try {
      await measure(database, scene, app.url, report);
    } finally {
      await app.stop();
    }
  } finally {
    await database.close();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(
  { prisma: db }: Database,
  scene: Scene,
  url: string,
  report: Report,
): Promise<void> {
  const page = `${url}/r/${scene.path}/1/supplements`;
  const read = async (): Promise<string> => {
    const response = await fetch(page);
    if (!response.ok) throw new Error(`The list answered ${response.status}.`);
    return response.text();
  };
  await read();
  const list: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) list.push(await timed(read));
  report(row('supplements.list', median(list), 'ms', LIST_MS));

  const suspend: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    suspend.push(
      await timed(async () => {
        await setState(db, scene.baseId, 'suspended');
        await read();
        const statuses = await statusesOf(
          db,
          await releasesOn(db, [scene.baseDigest], COUNT),
          new Date(),
        );
        const onHold = [...statuses.values()].filter((status) => status.onHold).length;
        if (onHold !== COUNT) throw new Error(`${onHold} of ${COUNT} were on hold.`);
      }),
    );
    await setState(db, scene.baseId, 'published');
  }
  report(row('supplements.suspend', median(suspend) / 1_000, 's', SUSPEND_SECONDS));

  await scene.publishSuccessor();
  const impact: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    impact.push(
      await timed(async () => {
        const releases = await releasesOn(db, [scene.baseDigest], COUNT);
        const statuses = await statusesOf(db, releases, new Date());
        const touched = [...statuses.values()].map(({ contract }) => contract?.touched.length ?? 0);
        if (!touched.every((clauses) => clauses === 1))
          throw new Error('Each contract loses exactly one clause.');
      }),
    );
  }
  report(row('supplements.impact', median(impact) / COUNT, 'ms', IMPACT_MS));
}

function row(bench: string, value: number, unit: 's' | 'ms', reference: number) {
  return { bench, n: COUNT, value, unit, reference, ratio: value / reference };
}

async function setState(db: Database['prisma'], releaseId: string, state: string): Promise<void> {
  await db.releaseStatus.update({ where: { releaseId }, data: { state } });
}

interface Scene {
  path: string;
  baseId: string;
  baseDigest: string;
  /** A second release of the base with one condition tightened. */
  publishSuccessor(): Promise<void>;
}

async function makeScene({ prisma: db }: Database): Promise<Scene> {
  const now = new Date();
  const year = now.getUTCFullYear();
  const window = { from: `${year - 1}-01-01`, until: `${year + 1}-12-31`, zone: 'UTC' };
  const person = newId();
  await db.person.create({ data: { id: person, email: 'bench@example.org', name: 'Bench' } });
  const lab = await organisation(db, 'meridian', 'lab');
  const base = await caseOf(db, lab, 'larch-2', 'base', person);
  const template = builtInTemplate('scheming');
  const document: CaseDocument = {
    ...template,
    facts: { ...template.facts, window: { ...window, ends: 'retire' } },
  };
  const first = await publishBase(db, now, base, document, 1, window);
  const reliances: Reliance[] = first.shown.conditions.map(({ id }) => ({
    element: id,
    kind: 'condition',
    record: id,
  }));
  for (const goal of first.shown.goals.slice(0, 3))
    reliances.push(
      { element: newId(), kind: 'goal', record: goal.id },
      ...goal.inScope.map((record): Reliance => ({ element: goal.id, kind: 'context', record })),
    );
  const supplements = [];
  for (let index = 0; index < COUNT; index += 1) {
    const deployer = await organisation(db, `deployer-${index}`, 'deployer');
    supplements.push({
      of: await caseOf(db, deployer, 'wards', 'supplement', person),
      baseDigest: first.digest,
      window,
      publishedAt: now,
      contract: 'verified' as const,
      reliances,
      indicators: [{ indicatorId: newId(), critical: true, period: 'P7D', grace: 'P7D' }],
    });
  }
  for (let at = 0; at < COUNT; at += 200)
    await publishedByRows(db, now, supplements.slice(at, at + 200));
  return {
    path: `${base.org.slug}/${base.slug}`,
    baseId: first.id,
    baseDigest: first.digest,
    async publishSuccessor() {
      const conditions = document.conditions.map((condition, index) =>
        index === 5 ? { ...condition, text: `${condition.text} And half of that.` } : condition,
      );
      await publishBase(db, now, base, { ...document, conditions }, 2, window);
    },
  };
}

type Owned = Awaited<ReturnType<typeof caseOf>>;

async function organisation(db: Database['prisma'], slug: string, kind: string) {
  const id = newId();
  await db.organisation.create({ data: { id, slug, name: slug, kind } });
  return { id, slug };
}

async function caseOf(
  db: Database['prisma'],
  org: { id: string; slug: string },
  slug: string,
  kind: string,
  personId: string,
) {
  const id = newId();
  const data = { id, orgId: org.id, slug, title: slug, kind, createdBy: personId };
  await db.safetyCase.create({ data });
  return { id, slug, org, author: { id: personId } };
}

/** A published base with bytes that are real: its public view is read when contracts are compared. */
async function publishBase(
  db: Database['prisma'],
  now: Date,
  of: Owned,
  document: CaseDocument,
  number: number,
  window: { from: string; until: string; zone: string },
) {
  const frozen = freezeRelease(recordsOf(document), new Uint8Array(32).fill(number), {
    case: `${of.org.slug}/${of.slug}`,
    kind: 'base',
    number,
    window,
    base: null,
  });
  const [made] = await publishedByRows(db, now, [
    {
      of,
      number,
      window,
      publishedAt: now,
      frozen: { digest: frozen.releaseDigest, manifest: frozen.manifestBytes },
    },
  ]);
  if (!made) throw new Error('Nothing was published.');
  const view = buildView(frozen, { name: 'public' });
  await db.releaseView.create({
    data: {
      id: newId(),
      releaseId: made.id,
      name: 'public',
      bytes: new Uint8Array(view.bytes),
      digest: view.digest,
      html: new Uint8Array(),
      htmlDigest: view.digest,
      createdBy: of.author.id,
      createdAt: now,
    },
  });
  const shown = baseInterfaceOf(
    { digest: frozen.releaseDigest, manifest: frozen.manifest },
    parseView(view.bytes),
  );
  return { ...made, shown };
}

async function timed(act: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await act();
  return performance.now() - started;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
