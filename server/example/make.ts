import { record } from '@/server/audit/events';
import type { Dependencies } from '@/server/platform/dependencies';
import { makeBase, suspendBase } from './base/story';
import { beginMaking } from './repo';
import { Stage } from './stage';
import { makeSupplement } from './supplement/story';

/** Long enough for the slowest machine that this runs on; the story is one transaction. */
const PATIENCE = 120_000;

/**
 * Makes the worked example, once: three organisations and the board that decides, a base case, and
 * what follows from it. One transaction, so that a start that is ended half way leaves nothing, and
 * the next one begins anew. Only where there is nobody yet: an installation that is in use gets none.
 *
 * @returns whether it was made now
 */
export async function makeExample(deps: Dependencies): Promise<boolean> {
  return deps.database.prisma.$transaction(
    async (tx) => {
      if (!(await beginMaking(tx))) return false;
      const stage = new Stage(deps, tx, deps.now());
      await stage.assemble();
      const base = await makeBase(stage);
      await makeSupplement(stage, base);
      await suspendBase(stage, base);
      await record(tx, { session: null, now: deps.now }, 'example.made', {});
      return true;
    },
    { timeout: PATIENCE },
  );
}
