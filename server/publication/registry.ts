import { inTransaction } from '@/server/platform/database';
import type { RequestContext } from '@/server/platform/requestContext';
import { readStoredView } from '@/server/releases/readViews';
import { currentView, publicReleases } from '@/server/releases/repo';
import { failingTerms } from '@/core/workflow/inForce';
import { localDate } from '@/core/workflow/window';
import { statusesOf } from '@/server/status/statuses';
import type { PublicStatus } from './page';

export interface RegistryLine {
  id: string;
  title: string;
  organisation: string;
  subject: string;
  path: string;
  number: number;
  kind: string;
  /** Of the worked example. */
  example: boolean;
  digest: string;
  publishedAt: string;
  window: { from: string; until: string; zone: string };
  status: Pick<PublicStatus, 'inForce' | 'onHold' | 'state' | 'failing' | 'until' | 'today'>;
  href: string;
}

const MOST = 100;
const DIGEST = /^[0-9a-f]{64}$/;

/**
 * Every release that is public, newest first; a search over titles, systems and organisations, or for
 * the one release of a digest.
 */
export async function registry(
  context: RequestContext,
  { search }: { search: string },
): Promise<{ computedAt: string; lines: RegistryLine[]; truncated: boolean }> {
  return inTransaction(context.db, async (tx) => {
    const now = context.now();
    const wanted = search.trim().toLowerCase();
    const releases = await publicReleases(
      tx,
      DIGEST.test(wanted) ? { digest: wanted } : {},
      MOST + 1,
    );
    const statuses = await statusesOf(tx, releases, now);
    const lines: RegistryLine[] = [];
    for (const release of releases.slice(0, MOST)) {
      const view = await currentView(tx, release.id, 'public');
      if (view === null) continue;
      const { shown } = readStoredView(view);
      const status = statuses.get(release.id);
      if (status === undefined) continue;
      lines.push({
        id: release.id,
        title: shown.decision?.title ?? release.path,
        organisation: release.case.org.name,
        subject: [shown.subject?.name, shown.subject?.version].filter(Boolean).join(' '),
        path: release.path,
        number: release.number,
        kind: release.kind,
        example: release.case.org.example,
        digest: release.digest,
        publishedAt: (release.status.publishedAt ?? release.frozenAt).toISOString(),
        window: { from: release.windowFrom, until: release.windowUntil, zone: release.windowZone },
        status: {
          inForce: status.inForce,
          onHold: status.onHold,
          state: release.status.state,
          failing: failingTerms(status).map((term) => term.words),
          until: status.until,
          today: localDate(now, release.windowZone) ?? now.toISOString().slice(0, 10),
        },
        href: `/r/${release.path}/${release.number}`,
      });
    }
    return {
      computedAt: now.toISOString(),
      lines: lines.filter((line) =>
        [line.title, line.organisation, line.subject, line.path, line.digest].some((text) =>
          text.toLowerCase().includes(wanted),
        ),
      ),
      truncated: releases.length > MOST,
    };
  });
}
