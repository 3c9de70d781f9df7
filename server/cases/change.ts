import { setMeta } from '@/core/argument/fieldEdits';
import {
  applyInstantiation,
  InstantiationError,
  planInstantiation,
  type Instantiation,
} from '@/core/argument/instantiate';
import { readDocument } from '@/core/argument/structureDoc';
import { loadCaseAccess, type CaseKey } from '@/server/access/access';
import { record } from '@/server/audit/events';
import { inTransaction } from '@/server/platform/database';
import { AppError } from '@/server/platform/errors';
import { requireSession, type RequestContext } from '@/server/platform/requestContext';
import { changeStructure } from './documents';
import { setTitle } from './repo';

/** @throws AppError not-found, forbidden, conflict-of-interest */
export async function renameCase(
  context: RequestContext,
  input: CaseKey & { title: string },
): Promise<void> {
  const session = requireSession(context);
  const { title } = input;
  const caseId = await inTransaction(context.db, async (tx) => {
    const access = await loadCaseAccess(tx, session, input);
    access.assert('case.edit');
    const { id } = access.case;
    await changeStructure(tx, session, id, 'edit', (doc) => setMeta(doc, 'title', title, null));
    await setTitle(tx, id, title);
    await record(tx, context, 'case.renamed', { title }, { caseId: id });
    return id;
  });
  await context.bus.publish('case-changed', { caseId, what: 'title' });
}

/**
 * Fills parameters, repeats what depends on an index and settles choices, on the live document.
 * Claims nothing: every node stays as its authors left it.
 *
 * @returns whether nothing is left to fill, repeat or choose
 * @throws AppError not-found, forbidden, conflict-of-interest, invalid with what to change
 */
export async function instantiateCase(
  context: RequestContext,
  input: CaseKey & Instantiation,
): Promise<{ complete: boolean }> {
  const session = requireSession(context);
  const { values = {}, indexValues = {}, choices = {} } = input;
  return inTransaction(context.db, async (tx) => {
    const access = await loadCaseAccess(tx, session, input);
    access.assert('case.edit');
    const { id } = access.case;
    let complete = false;
    await changeStructure(tx, session, id, 'instantiate', (doc) => {
      try {
        applyInstantiation(doc, { values, indexValues, choices }, null);
      } catch (error) {
        if (error instanceof InstantiationError) throw new AppError('invalid', error.message);
        throw error;
      }
      complete = planInstantiation(readDocument(doc).document).complete;
    });
    await record(
      tx,
      context,
      'case.instantiated',
      {
        parameters: [...Object.keys(values), ...Object.keys(indexValues)],
        choices: Object.keys(choices).length,
      },
      { caseId: id },
    );
    return { complete };
  });
}
