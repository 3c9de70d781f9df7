import type { CaseDocument } from '@/core/argument/document';
import { newId } from '@/core/argument/ids';
import { builtInTemplate, type TemplateId } from '@/core/templates/templates';
import { loadOrgAccess } from '@/server/access/access';
import { record } from '@/server/audit/events';
import { appendServerUpdate } from '@/server/collab/store';
import { whoAmI } from '@/server/people/account';
import { inTransaction, isUniqueViolation } from '@/server/platform/database';
import { AppError } from '@/server/platform/errors';
import { requireSession, type RequestContext } from '@/server/platform/requestContext';
import { emptyDocument, seedEntries } from './documents';
import { insertCase } from './repo';

export interface NewCase {
  orgSlug: string;
  slug: string;
  title: string;
  /** A built-in template, or nothing but a first goal. */
  from: { template: TemplateId } | { empty: CaseDocument['kind'] };
}

/**
 * Creates a case: row, seeded documents, contributions and audit in one transaction. Documents are
 * seeded here and nowhere else.
 *
 * @throws AppError not-found, forbidden, conflict when the short name is taken
 */
export async function createCase(
  context: RequestContext,
  input: NewCase,
): Promise<{ caseId: string; orgSlug: string; caseSlug: string }> {
  const { personId, sessionId } = requireSession(context);
  const { title, slug, orgSlug, from } = input;
  const template = 'template' in from ? from.template : null;
  const document =
    'template' in from
      ? { ...builtInTemplate(from.template), title }
      : emptyDocument(from.empty, title);
  const caseId = newId();
  await inTransaction(context.db, async (tx) => {
    const access = await loadOrgAccess(tx, context.session, orgSlug);
    access.assert('case.create');
    await insertCase(tx, {
      id: caseId,
      orgId: access.org.id,
      slug,
      title,
      kind: document.kind,
      templateId: template,
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
    await record(tx, context, 'case.created', { template }, { caseId, orgId: access.org.id });
  });
  return { caseId, orgSlug, caseSlug: slug };
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
