import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLOSE_REASONS } from '@/core/collab/closeReasons';
import { STRUCTURE_DOCUMENT } from '@/core/argument/structureShape';
import {
  createTypingCase,
  decisionOf,
  openPage,
  storedDecision,
  until,
} from '@/server/test/collab';
import type { FaultName } from '@/server/test/faults/faults';
import { Stage } from '@/server/test/faults/stage';
import { describeTrial, isSound, runTrial, type TrialOutcome } from '@/server/test/faults/trial';

/** Printed with every failure; a run with the same one draws the same pauses and places. */
const SEED = Number(process.env['SEED'] ?? Date.now() % 1_000_000);

/** How often each happens; `npm run bench -- faults` does all there are, as often as is wanted. */
const TRIALS: [FaultName, number][] = [
  ['killed-pages-gone', 11],
  ['killed-pages-stay', 5],
  ['one-of-two-killed', 4],
  ['killed-while-database-hung', 2],
  ['stopped-in-order', 1],
  ['rolled-over', 1],
  ['database-crashed', 2],
  ['database-restarted', 1],
  ['database-hung', 1],
  ['disk-slow', 1],
  ['network-cut', 1],
  ['sent-again', 1],
  ['forged', 1],
  ['storm-after-kill', 1],
];

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage.close());

describe(`real processes and a real database (seed ${SEED})`, () => {
  let acknowledged = 0;
  for (const [fault, times] of TRIALS) {
    it(`lose and double nothing: ${fault}, ${times} times`, async () => {
      for (let trial = 0; trial < times; trial += 1) {
        const outcome: TrialOutcome = await runTrial(stage, fault, SEED + trial);
        acknowledged += outcome.acknowledged;
        expect(isSound(outcome), describeTrial(outcome)).toBe(true);
      }
    }, 60_000);
  }

  it('had something to lose', () => {
    expect(acknowledged).toBeGreaterThan(500);
    process.stdout.write(`crash: ${acknowledged} marks shown as saved, none lost\n`);
  });
});

describe('a server that stops in order', () => {
  it('tells its pages, and they go on with the next', async () => {
    const caseId = await createTypingCase(stage.database);
    const page = openPage(stage.app.port, 'ada', caseId);
    page.open(STRUCTURE_DOCUMENT);
    await until(() => page.documentState(STRUCTURE_DOCUMENT).synced);
    decisionOf(page.documentState(STRUCTURE_DOCUMENT).doc).insert(0, 'Before. ');
    await until(() => page.saveState().kind === 'saved');
    await stage.app.end('SIGTERM');
    const { sentence } = CLOSE_REASONS['server-stopping'];
    expect(page.linkState()).toEqual({ kind: 'offline', sentence });
    expect(await storedDecision(stage.database, caseId)).toBe('Before. ');
    page.destroy();
    await stage.replace();
  });
});
