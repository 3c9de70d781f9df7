import { z } from 'zod';
import { newId } from '@/core/argument/ids';
import { BUNDLE_LIMITS } from '@/core/attest/bundleLimits';
import { sha256Hex } from '@/core/snapshot/hash';
import type { View } from '@/core/snapshot/view';
import { record } from '@/server/audit/events';
import type { Tx } from '@/server/platform/database';
import { AppError } from '@/server/platform/errors';
import { requireSession, type RequestContext } from '@/server/platform/requestContext';
import type { SignedAct } from '@/server/signing/act';
import { loadReleaseAccess } from '../access';
import { assertShowsNoLess, buildDisclosure } from '../disclosure';
import { readFrozen } from '../frozenRecords';
import { id, withheldChoices } from '../inputs';
import { currentView, insertView, type ReleaseRow } from '../repo';
import { viewDocument } from '../viewDocument';
import { sayChanged, scopeOf, subjectOf } from './about';

const discloseInput = z.strictObject({
  releaseId: id,
  /** What the public view withholds; the assessors' view withholds nothing. */
  withhold: withheldChoices,
});

interface Disclosed {
  name: 'assessors' | 'public';
  view: View;
  html: Uint8Array;
  htmlDigest: string;
}

/**
 * The officer signs what assessors and decision-makers see, and what the public will. Both views
 * and their readable documents are made again when the statement is applied: what was signed is
 * what is kept.
 */
export const discloseViews: SignedAct<
  'disclosure',
  typeof discloseInput,
  { views: { name: string; digest: string }[]; caseId: string }
> = {
  name: 'release.disclose',
  predicate: 'disclosure',
  input: discloseInput,

  async prepare(tx, context, input) {
    const { release, views } = await authorise(tx, context, input);
    return {
      subject: subjectOf(release),
      predicate: { views: views.map(named) },
      organisation: release.case.org,
      releaseId: release.id,
    };
  },

  async apply(tx, context, input, signed) {
    const { release, views } = await authorise(tx, context, input);
    // What is kept is what was signed: the bytes are made again, and have to be the same.
    if (JSON.stringify(signed.statement.predicate.views) !== JSON.stringify(views.map(named))) {
      throw new AppError(
        'conflict',
        'The views changed since they were shown for signing. Look again.',
      );
    }
    for (const { name, view, html, htmlDigest } of views) {
      if ((await currentView(tx, release.id, name))?.digest === view.digest) continue;
      await insertView(tx, {
        id: newId(),
        releaseId: release.id,
        name,
        bytes: new Uint8Array(view.bytes),
        digest: view.digest,
        html: new Uint8Array(html),
        htmlDigest,
        createdBy: requireSession(context).personId,
        createdAt: context.now(),
      });
      await record(tx, context, 'view.made', { name, digest: view.digest }, scopeOf(release));
    }
    return {
      views: views.map(({ name, view }) => ({ name, digest: view.digest })),
      caseId: release.caseId,
    };
  },

  after: (context, _input, { caseId }) => sayChanged(context, caseId),
};

async function authorise(
  tx: Tx,
  context: RequestContext,
  input: z.infer<typeof discloseInput>,
): Promise<{ release: ReleaseRow; views: Disclosed[] }> {
  const access = await loadReleaseAccess(tx, context.session, input.releaseId);
  access.assert('disclosure.sign');
  const { release } = access;
  const frozen = await readFrozen(tx, release.id);
  const proposed = buildDisclosure(frozen, 'public', input.withhold);
  await assertShowsNoLess(tx, release, proposed.withheld, frozen.leaves);
  const whole = buildDisclosure(frozen, 'assessors', []);
  return {
    release,
    views: [disclosed('assessors', whole.view), disclosed('public', proposed.view)],
  };

  function disclosed(name: Disclosed['name'], view: View): Disclosed {
    const html = viewDocument(frozen, view, release.case.org.example);
    if (html.length > BUNDLE_LIMITS.html || view.bytes.length > BUNDLE_LIMITS.view) {
      throw new AppError('too-large', `The view "${name}" is larger than a bundle may hold.`);
    }
    return { name, view, html, htmlDigest: sha256Hex(html) };
  }
}

function named({ name, view, htmlDigest }: Disclosed) {
  return { name, digest: view.digest, htmlDigest };
}
