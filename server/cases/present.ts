import type { FindingSeverity } from '@/core/workflow/finding';
import type { ActionOn } from '@/core/policy/rules';
import type { ReleaseState } from '@/core/workflow/release';
import type { LedgerEntry } from './ledger';

export interface CaseView {
  id: string;
  slug: string;
  title: string;
  kind: 'base' | 'supplement';
  organisation: { slug: string; name: string; example: boolean };
  /** Whether the draft is open to the asker; others go to the releases. */
  mayReadDraft: boolean;
  /** Of the draft, or empty where the draft is not open to the asker. */
  subject: string;
  setting: string;
  latest: LedgerEntry['latest'];
  published: LedgerEntry['published'];
  /** State to show where nothing was published: that of the latest release, or draft. */
  state: 'draft' | ReleaseState;
  window: { from: string; until: string; zone: string };
  openFindings: Partial<Record<FindingSeverity, number>>;
  next: LedgerEntry['next'];
  baseCaseId: string | null;
}

export function presentCase(entry: LedgerEntry): CaseView {
  const { access, draft, latest, published, window, openFindings, next, baseCaseId } = entry;
  const { id, slug, title, kind, org } = access.case;
  return {
    id,
    slug,
    title,
    kind,
    organisation: { slug: org.slug, name: org.name, example: org.example },
    mayReadDraft: draft !== null,
    subject: draft?.subject ?? '',
    setting: draft?.setting ?? '',
    latest,
    published,
    state: latest?.state ?? 'draft',
    window: {
      from: window?.from ?? '',
      until: window?.until ?? '',
      zone: window?.zone || 'UTC',
    },
    openFindings,
    next,
    baseCaseId,
  };
}

export interface CaseSummary extends CaseView {
  template: string | null;
  /** Position of the update log: changes whenever the draft does. */
  seq: number;
  createdAt: string;
  /** What the asker may do on the case now. */
  abilities: Record<ActionOn<'case'>, boolean>;
}

export function presentSummary(entry: LedgerEntry): CaseSummary {
  const { templateId, headSeq, createdAt } = entry.access.case;
  return {
    ...presentCase(entry),
    template: templateId,
    seq: headSeq,
    createdAt: createdAt.toISOString(),
    abilities: entry.access.abilities,
  };
}
