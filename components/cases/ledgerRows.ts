import { daysBetween } from '@/components/ui/dates';
import type { LedgerRow } from '@/components/status/CaseLedger';
import { inWords } from '@/core/workflow/machine';
import type { CaseView } from '@/server/cases/present';
import { casePath } from './caseTabs';
import { TEXT } from './text';

export const FILTERS = ['all', 'in-force', 'not-in-force', 'ending', 'drafts'] as const;
export type LedgerFilter = (typeof FILTERS)[number];

const ENDING_DAYS = 100;

/** The filter that the address asks for; anything unknown means all. */
export function readFilter(value: string | undefined): LedgerFilter {
  return FILTERS.find((filter) => filter === value) ?? 'all';
}

/** Whether a case passes a filter. @param today local date */
export function passes(view: CaseView, filter: LedgerFilter, today: string): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'in-force':
      return view.published?.inForce === true;
    case 'not-in-force':
      return view.published?.inForce === false;
    case 'ending': {
      const left = view.window.until === '' ? null : daysBetween(today, view.window.until);
      return view.published !== null && left !== null && left >= 0 && left <= ENDING_DAYS;
    }
    case 'drafts':
      return view.published === null;
  }
}

/** Rows of the ledger: supplements hang under their base where both are shown. */
export function ledgerRows(views: readonly CaseView[]): LedgerRow[] {
  const shown = new Set(views.map(({ id }) => id));
  const hangsUnder = ({ id, baseCaseId }: CaseView) =>
    baseCaseId !== null && baseCaseId !== id && shown.has(baseCaseId) ? baseCaseId : null;
  const children = Map.groupBy(views, hangsUnder);
  const rows: LedgerRow[] = [];
  const placed = new Set<string>();
  const place = (view: CaseView, child: boolean) => {
    if (placed.has(view.id)) return;
    placed.add(view.id);
    rows.push(rowOf(view, child));
    for (const supplement of children.get(view.id) ?? []) place(supplement, true);
  };
  for (const view of children.get(null) ?? []) place(view, false);
  // Two cases that name each other as base hang under nobody.
  for (const view of views) place(view, false);
  return rows;
}

function rowOf(view: CaseView, child: boolean): LedgerRow {
  const { organisation, slug, latest, published, next } = view;
  const path = casePath(organisation.slug, slug);
  const newer = published && latest && latest.number > published.number ? latest : null;
  return {
    id: view.id,
    href: view.mayReadDraft ? path : `${path}/releases`,
    title: view.title,
    path: `${organisation.slug}/${slug}`,
    example: organisation.example,
    child,
    subject: view.subject || (view.mayReadDraft ? TEXT.list.subjectNotStated : ''),
    setting: view.setting,
    release: published?.number ?? latest?.number ?? null,
    releaseNote: newer ? TEXT.list.newer(newer.number, inWords(newer.state)) : undefined,
    status: published
      ? {
          kind: 'computed',
          inForce: published.inForce,
          suspended: published.state === 'suspended',
          onHold: published.onHold,
          failing: published.failing?.replace(/\.$/, ''),
        }
      : { kind: 'state', state: view.state },
    window: view.window,
    openFindings: view.openFindings,
    next: next && {
      date: next.date,
      words: next.what === 'condition' ? TEXT.list.conditionDue : TEXT.list.windowEnds,
    },
  };
}
