import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type * as Policy from '@/core/policy/decide';
import type { Action } from '@/core/policy/rules';
import { ACTOR_NAMES, type ActorName } from './actors';
import { Cells, type Trial } from './cells';
import { walk } from './lifecycle';
import { expected, refusingCheck, type Row } from './row';
import { ROWS } from './rows';
import { openScene, type Scene } from './scene';
import type { StageName } from './stages';
import type { Things } from './things';
import type { TrialTx } from './trialTx';

/** The action that the mutant allows to everybody; null for the policy as it is. */
const mutant = vi.hoisted((): { action: string | null } => ({ action: null }));

vi.mock('@/core/policy/decide', async (importOriginal) => {
  const real = await importOriginal<typeof Policy>();
  const decide: typeof real.decide = (action, actor, resource) =>
    action === mutant.action ? { allowed: true } : real.decide(action, actor, resource);
  return { ...real, decide };
});

const CALLS = ROWS.filter(({ transport }) => transport !== 'message');
const ASKED = [
  ...new Set(CALLS.flatMap(({ checks }) => checks.flatMap(({ action }) => action ?? []))),
];

let scene: Scene;
let cells: Cells;
/** By action, the cell that told the mutant from the policy. */
const found = new Map<Action, string>();

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

async function tryStage(stage: StageName, tx: TrialTx, things: Things): Promise<void> {
  const trial = await cells.look(tx, things);
  for (const action of ASKED) {
    if (!found.has(action)) await hunt(action, stage, trial, things);
  }
}

/** Tries the cells that this action alone refuses, until one comes out otherwise. */
async function hunt(action: Action, stage: StageName, trial: Trial, things: Things): Promise<void> {
  for (const row of CALLS) {
    if (!row.stages.includes(stage)) continue;
    for (const actor of ACTOR_NAMES) {
      if (refusingCheck(row, actor, stage)?.action !== action) continue;
      const should = expected(row, actor, stage);
      const outcome = await asMutant(action, trial, row, actor, things);
      if (outcome === should) continue;
      found.set(action, `${row.name} by ${actor} at ${stage}: ${outcome} instead of ${should}`);
      return;
    }
  }
}

async function asMutant(
  action: Action,
  trial: Trial,
  row: Row,
  actor: ActorName,
  things: Things,
): Promise<string> {
  mutant.action = action;
  try {
    return (await cells.try(trial, row, actor, things)).outcome;
  } finally {
    mutant.action = null;
  }
}

describe('a policy that allows everybody one action more is found out', () => {
  it.each(ASKED)('%s', (action) => {
    expect(found.get(action)).toBeDefined();
  });
});
