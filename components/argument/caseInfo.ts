import type { CaseSummary } from '@/server/cases/present';
import type { CaseInfo } from './LiveCase';
import { TEXT } from './liveText';

/** What the pages of a case need of its row. */
export function caseInfoOf(summary: CaseSummary): CaseInfo {
  return {
    id: summary.id,
    title: summary.title,
    orgSlug: summary.organisation.slug,
    slug: summary.slug,
    example: summary.organisation.example,
    kind: summary.kind,
    subject: [summary.subject, TEXT.draft].filter(Boolean).join(', '),
    canComment: summary.abilities['comment.add'],
  };
}
