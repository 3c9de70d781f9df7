import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/core/argument/ids';
import type { ClientMessage } from '@/core/collab/messages';
import { ACTOR_NAMES, type ActorName } from './actors';
import { walk } from './lifecycle';
import { expected, type Row } from './row';
import { ROWS } from './rows';
import { openScene, type Scene } from './scene';
import { openSocketCalls, type SocketCalls } from './socketCalls';
import type { StageName } from './stages';

const MESSAGES = ROWS.filter(({ transport }) => transport === 'message');

let scene: Scene;
let sockets: SocketCalls;
const wrong = new Map<Row, string[]>(MESSAGES.map((row) => [row, []]));

beforeAll(async () => {
  scene = await openScene();
  sockets = await openSocketCalls(scene.world.deps);
  await walk(scene, (stage) => tryStage(stage));
}, 300_000);
afterAll(async () => {
  await sockets.close();
  await scene.world.close();
});

/** What is said on a socket is committed at once: nothing here is undone. */
async function tryStage(stage: StageName): Promise<void> {
  for (const row of MESSAGES) {
    if (!row.stages.includes(stage)) continue;
    for (const actor of ACTOR_NAMES) {
      const { outcome, message } = await say(row, actor, scene.things.caseId);
      const should = expected(row, actor, stage);
      if (outcome === should) continue;
      wrong.get(row)?.push(`${actor} at ${stage}: ${should} expected, ${outcome}. ${message}`);
    }
  }
}

async function say(row: Row, actor: ActorName, caseId: string) {
  const person = scene.people.get(actor);
  const sessionId = person ? await scene.world.sessionOf(person) : null;
  return sockets.say(row.name as ClientMessage['type'], sessionId, caseId);
}

describe('every message on a collaboration socket is answered as the policy says', () => {
  it.each(MESSAGES.map((row) => [row.name, row] as const))('%s', (_, row) => {
    expect(wrong.get(row)).toEqual([]);
  });

  it.each(MESSAGES.map((row) => [row.name, row] as const))(
    'and the case of another tenant as none: %s',
    async (_, row) => {
      const nowhere = await say(row, 'contributor', newId());
      expect(nowhere.outcome).toBe('not-found');
      expect(await say(row, 'contributor', scene.foreign.caseId)).toEqual(nowhere);
    },
  );
});
