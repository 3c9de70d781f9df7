import type { InboxKind } from '@/core/inbox/kinds';
import type { ReleaseRow } from '@/server/releases/repo';
import type { FindingSeverity } from '@/core/workflow/finding';

/** One thing that waits for the asker. Derived each time it is read; nothing of it is stored. */
export interface InboxItem {
  /** Stable while it waits: kind and row. */
  id: string;
  kind: InboxKind;
  /** What it is about, in the words of those who wrote it. */
  title: string;
  /** F-14, r4, …; empty where there is none. */
  identifier: string;
  case: { title: string; orgSlug: string; slug: string; path: string } | null;
  organisation: { slug: string; name: string } | null;
  severity: FindingSeverity | null;
  /** Where it is done. */
  href: string;
  since: Date;
  /** Local date by which it should be done; null where none is set. */
  due: string | null;
}

/** Dated things first by date, then by how long they wait. */
export function byUrgency(a: InboxItem, b: InboxItem): number {
  if (a.due !== b.due) return a.due === null ? 1 : b.due === null ? -1 : a.due < b.due ? -1 : 1;
  return a.since.getTime() - b.since.getTime() || (a.id < b.id ? -1 : 1);
}

/** An item about a release, in the words of its case. */
export function releaseItem(
  kind: InboxKind,
  release: ReleaseRow,
  href: string,
  since: Date,
): InboxItem {
  const { org, slug, title } = release.case;
  return {
    id: `${kind}-${release.id}`,
    kind,
    title,
    identifier: `r${release.number}`,
    case: { title, orgSlug: org.slug, slug, path: `${org.slug}/${slug}` },
    organisation: { slug: org.slug, name: org.name },
    severity: null,
    href,
    since,
    due: null,
  };
}

export function casePath({ case: of }: ReleaseRow): string {
  return `/orgs/${of.org.slug}/cases/${of.slug}`;
}
