import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACTOR_NAMES, type ActorName } from './actors';
import type { Attempt } from './attempt';
import { Cells, type Trial } from './cells';
import { walk } from './lifecycle';
import { expected, expectedAfterLeaving, revealed, type Row } from './row';
import { ROWS } from './rows';
import { openScene, type Scene } from './scene';
import type { StageName } from './stages';
import { betrayals, betrayalToStranger } from './tenants';
import { noting, type ThingName, type Things } from './things';
import type { TrialTx } from './trialTx';

const ACTS = ROWS.filter(({ transport }) => transport === 'act');
const CALLS = ROWS.filter(({ transport }) => transport !== 'message');

let scene: Scene;
let cells: Cells;
/** What came out otherwise than expected, in words. */
const wrong = new Map<Row, string[]>(CALLS.map((row) => [row, []]));
const betrayed = new Map<Row, string[]>(CALLS.map((row) => [row, []]));
/** Acts that were completed by somebody who had lost the right meanwhile. */
const outlived = new Map<Row, string[]>(ACTS.map((row) => [row, []]));

beforeAll(async () => {
  scene = await openScene();
  cells = await Cells.open(scene);
  await cells.meet(ACTOR_NAMES);
  await walk(scene, tryStage);
}, 300_000);
afterAll(async () => {
  await cells.close();
  await scene.world.close();
});

async function tryStage(stage: StageName, tx: TrialTx, own: Things): Promise<void> {
  const trial = await cells.look(tx, own);
  for (const row of CALLS) {
    if (!row.stages.includes(stage)) continue;
    const asked = new Set<ThingName>();
    for (const actor of ACTOR_NAMES) {
      const found = await cells.try(trial, row, actor, noting(own, asked));
      wrong.get(row)?.push(...differences(found, row, actor, stage, own));
    }
    if (stage !== lastOpenStage(row)) continue;
    const { foreign } = scene;
    const through = ACTOR_NAMES.find((actor) => expected(row, actor, stage) === 'ok');
    const found = await betrayalToStranger(cells, trial, { row, asked }, own);
    for (const actor of new Set(['stranger', through ?? 'stranger'] as const))
      found.push(...(await betrayals(cells, trial, { row, actor, asked }, { own, foreign })));
    betrayed.get(row)?.push(...found);
    if (row.transport === 'act') await tryAfterLeaving(row, stage, trial, own);
  }
}

async function tryAfterLeaving(
  row: Row,
  stage: StageName,
  trial: Trial,
  own: Things,
): Promise<void> {
  for (const actor of ACTOR_NAMES) {
    if (expected(row, actor, stage) !== 'ok') continue;
    const should = expectedAfterLeaving(row, actor, stage);
    const { outcome, message } = await cells.completeAfterLeaving(trial, row, actor, own);
    if (outcome !== should)
      outlived.get(row)?.push(`${actor} at ${stage}: ${should} expected, ${outcome}. ${message}`);
  }
}

function differences(
  { outcome, message, shown }: Attempt,
  row: Row,
  actor: ActorName,
  stage: StageName,
  own: Things,
): string[] {
  const should = expected(row, actor, stage);
  if (outcome !== should)
    return [`${actor} at ${stage}: ${should} expected, ${outcome} found. ${message}`];
  return row.reveals.flatMap((reveal) => {
    const shows = shown.includes(own[reveal.thing]);
    if (outcome !== 'ok' || shows === revealed(reveal, actor, stage)) return [];
    return [`${actor} at ${stage}: ${reveal.thing} ${shows ? 'shown' : 'missing'}`];
  });
}

/** The last stage at which somebody gets through: there an answer can betray the most. */
function lastOpenStage(row: Row): StageName | undefined {
  const open = row.stages.findLast((stage) =>
    ACTOR_NAMES.some((actor) => expected(row, actor, stage) === 'ok'),
  );
  return open ?? row.stages.at(-1);
}

const named = CALLS.map((row) => [`${row.transport} ${row.name}`, row] as const);

describe('every cell of the table is what the policy says', () => {
  it.each(named)('%s', (_, row) => {
    expect(wrong.get(row)).toEqual([]);
  });
});

describe('what belongs to another tenant is answered as what is nowhere', () => {
  it.each(named)('%s', (_, row) => {
    expect(betrayed.get(row)).toEqual([]);
  });
});

describe('an act is decided on again when it is completed', () => {
  it.each(ACTS.map((row) => [row.name, row] as const))('%s, after leaving', (_, row) => {
    expect(outlived.get(row)).toEqual([]);
  });
});
