import { blankCase } from '@/core/argument/blank';
import { newId } from '@/core/argument/ids';
import type { BaseInterface } from '@/core/supplement/baseInterface';
import { pinnedDocument } from '@/core/supplement/pin';
import { builtInTemplate, type TemplateId } from '@/core/templates/templates';
import { loadOrgAccess } from '@/server/access/access';
import { record } from '@/server/audit/events';
import { appendServerUpdate } from '@/server/collab/store';
import { whoAmI } from '@/server/people/account';
import { inTransaction, isUniqueViolation, type Tx } from '@/server/platform/database';
import { AppError } from '@/server/platform/errors';
import { requireSession, type RequestContext } from '@/server/platform/requestContext';
import { findOpenBase } from '@/server/releases/baseInterface';
import { seedEntries } from './documents';
import { insertCase } from './repo';

export interface NewCase {
  orgSlug: string;
  slug: string;
  title: string;
  /**
   * A built-in template, or nothing but a first goal; a supplement besides from a published release,
   * by its digest.
   */
  from:
    | { template: TemplateId }
    | { empty: 'base' }
    | { base: string; template: TemplateId | null };
}

/**
 * Creates a case: row, seeded documents, contributions and audit in one transaction. Documents are
 * seeded here and nowhere else.
 *
 * @throws AppError not-found, forbidden, conflict when the short name is taken, wrong-state for a base
 *   that is not published now, invalid for a template of the other kind
 */
export async function createCase(
  context: RequestContext,
  input: NewCase,
): Promise<{ caseId: string; orgSlug: string; caseSlug: string }> {
  const { personId, sessionId } = requireSession(context);
  const { title, slug, orgSlug, from } = input;
  const template = 'template' in from ? from.template : null;
  const kind = 'base' in from ? 'supplement' : 'base';
  const started =
    template === null ? blankCase({ kind, title }) : { ...builtInTemplate(template), title };
  if (started.kind !== kind) {
    const words =
      kind === 'base'
        ? 'A supplement is made from a published release: choose the base that it builds on.'
        : 'This template is for a base case, which builds on no other.';
    throw new AppError('invalid', words, 'from');
  }
  const caseId = newId();
  await inTransaction(context.db, async (tx) => {
    const access = await loadOrgAccess(tx, context.session, orgSlug);
    access.assert('case.create');
    const base = 'base' in from ? await baseToBuildOn(tx, from.base) : null;
    const document = base === null ? started : pinnedDocument(started, base);
    await insertCase(tx, {
      id: caseId,
      orgId: access.org.id,
      slug,
      title,
      kind: document.kind,
      templateId: template,
      baseDigest: base?.digest ?? null,
      createdBy: personId,
      createdAt: context.now(),
    }).catch((error: unknown) => {
      if (!isUniqueViolation(error)) throw error;
      throw new AppError(
        'conflict',
        `There is a case “${slug}” in this organisation already.`,
        'slug',
      );
    });
    await appendServerUpdate(tx, {
      caseId,
      personId,
      sessionId,
      cause: 'seed',
      entries: seedEntries(document),
    });
    await record(
      tx,
      context,
      'case.created',
      { template, base: base?.digest ?? null },
      { caseId, orgId: access.org.id },
    );
  });
  return { caseId, orgSlug, caseSlug: slug };
}

/**
 * What a supplement may be pinned to.
 *
 * @throws AppError not-found, wrong-state while it is suspended or revoked
 */
export async function baseToBuildOn(tx: Tx, digest: string): Promise<BaseInterface> {
  const open = await findOpenBase(tx, digest);
  if (open === null) {
    throw new AppError('not-found', 'No published release here has this digest.', 'base');
  }
  const { release, shown } = open;
  const { state } = release.status;
  if (state === 'published') return shown;
  throw new AppError(
    'wrong-state',
    `This release is ${state}: nothing new is built on it.`,
    'base',
  );
}

/** Organisations in which the asker may create a case. */
export async function mayCreateIn(
  context: RequestContext,
): Promise<{ slug: string; name: string }[]> {
  const me = await whoAmI(context);
  const found: { slug: string; name: string }[] = [];
  for (const { slug, name } of me?.organisations ?? []) {
    const access = await loadOrgAccess(context.db, context.session, slug);
    if (access.can('case.create')) found.push({ slug, name });
  }
  return found;
}
