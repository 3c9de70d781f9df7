import type { z } from 'zod';
import { decide } from '@/core/policy/decide';
import { failingTerms } from '@/core/workflow/inForce';
import { loadCaseAccess, type CaseAccess } from '@/server/access/access';
import { namesOf } from '@/server/people/names';
import { inTransaction, type Tx } from '@/server/platform/database';
import { requireSession, type RequestContext } from '@/server/platform/requestContext';
import { statusesOf, statusOf } from '@/server/status/statuses';
import { conditionsOf } from '@/server/reviews/repo';
import { statementsAbout } from './statements';
import { loadReleaseAccess, type ReleaseAccess } from './access';
import type { caseAddress } from './inputs';
import {
  instant,
  presentOutline,
  presentRelease,
  type ReleaseSummary,
  type ShownEntry,
} from './present';
import { readStoredView } from './readViews';
import { currentView, releasesOfCase, viewsOf } from './repo';
import { wholeView } from './wholeView';

export interface ReleaseLine extends ReleaseSummary {
  /** Null for what was never published. */
  inForce: { holds: boolean; onHold: boolean; failing: string[] } | null;
}

/** The releases of a case that the asker may see, newest first. */
export async function listReleases(
  context: RequestContext,
  address: z.infer<typeof caseAddress>,
): Promise<{
  case: {
    id: string;
    title: string;
    slug: string;
    kind: 'base' | 'supplement';
    organisation: { slug: string; name: string; example: boolean };
  };
  releases: ReleaseLine[];
  canFreeze: boolean;
  mayReadDraft: boolean;
}> {
  const session = requireSession(context);
  return inTransaction(context.db, async (tx) => {
    const access = await loadCaseAccess(tx, session, address);
    const owned = access.case;
    const lines = await visibleLines(tx, access, context.now());
    return {
      case: {
        id: owned.id,
        title: owned.title,
        slug: owned.slug,
        kind: owned.kind,
        organisation: { slug: owned.org.slug, name: owned.org.name, example: owned.org.example },
      },
      releases: lines,
      canFreeze: access.abilities['case.freeze'],
      mayReadDraft: access.abilities['case.read'],
    };
  });
}

async function visibleLines(tx: Tx, access: CaseAccess, now: Date): Promise<ReleaseLine[]> {
  const releases = (await releasesOfCase(tx, access.case.id)).filter(
    (release) =>
      decide('release.see', access.actor, {
        case: access.resource,
        state: release.status.state,
        submitted: release.status.submittedAt !== null,
        handledBy: [],
      }).allowed,
  );
  const names = await namesOf(
    tx,
    releases.map((release) => release.frozenBy),
  );
  const published = releases.filter(({ status }) => status.publishedAt !== null);
  const statuses = await statusesOf(tx, published, now);
  return releases.map((release) => {
    const status = statuses.get(release.id) ?? null;
    return {
      ...presentRelease(release, names),
      inForce: status && {
        holds: status.inForce,
        onHold: status.onHold,
        failing: failingTerms(status).map((term) => term.words),
      },
    };
  });
}

export interface ReleaseDetail {
  release: ReleaseSummary;
  abilities: ReleaseAccess['abilities'];
  /** Whether the case, and its draft, are open to the asker; a published release is to everybody. */
  caseIsOpen: boolean;
  mayReadDraft: boolean;
  /** Views as disclosed, newest first. */
  views: { name: string; digest: string; at: string; current: boolean }[];
  /** What was signed, newest first. */
  statements: {
    id: string;
    words: string;
    person: string | null;
    at: string;
    sha256: string;
    logIndex: number;
  }[];
  /** Obligations that the approval laid on the holder. */
  conditions: { id: string; text: string; due: string; metAt: string | null }[];
  /** For the officer who chooses what the public view withholds; null for everybody else. */
  disclosure: {
    outline: ShownEntry[];
    withheld: { record: string; class: string; reason: string }[];
  } | null;
  /** A public view was signed before the decision, so that it can be published. */
  publicViewAgreed: boolean;
  inForce: {
    holds: boolean;
    /** A supplement that only waits for its base. */
    onHold: boolean;
    terms: { key: string; holds: boolean; words: string }[];
  } | null;
}

/** One release as its own side and engaged people see it. */
export async function readRelease(
  context: RequestContext,
  { releaseId }: { releaseId: string },
): Promise<ReleaseDetail> {
  const session = requireSession(context);
  return inTransaction(context.db, async (tx) => {
    const access = await loadReleaseAccess(tx, session, releaseId);
    const { release } = access;
    const views = await viewsOf(tx, releaseId);
    const { decidedAt } = release.status;
    const statements = await statementsAbout(tx, releaseId, { assessments: decidedAt !== null });
    const names = await namesOf(tx, [
      release.frozenBy,
      ...statements.flatMap((one) => one.personId ?? []),
    ]);
    const seen = new Set<string>();
    const status =
      release.status.publishedAt === null ? null : await statusOf(tx, release, context.now());
    return {
      release: presentRelease(release, names),
      abilities: access.abilities,
      caseIsOpen: decide('case.see', access.actor, access.resource.case).allowed,
      mayReadDraft: decide('case.read', access.actor, access.resource.case).allowed,
      views: views.map(({ name, digest, createdAt }) => {
        const current = !seen.has(name);
        seen.add(name);
        return { name, digest, at: createdAt.toISOString(), current };
      }),
      statements: statements.map(({ personId, ...one }) => ({
        ...one,
        person: personId === null ? null : (names.get(personId) ?? null),
      })),
      conditions: decidedAt === null ? [] : presentConditions(await conditionsOf(tx, releaseId)),
      disclosure: access.abilities['disclosure.sign'] ? await disclosureOf(tx, releaseId) : null,
      publicViewAgreed: views.some(
        (view) => view.name === 'public' && (decidedAt === null || view.createdAt <= decidedAt),
      ),
      inForce: status && {
        holds: status.inForce,
        onHold: status.onHold,
        terms: status.terms.map(({ key, holds, words }) => ({ key, holds, words })),
      },
    };
  });
}

function presentConditions(
  conditions: Awaited<ReturnType<typeof conditionsOf>>,
): ReleaseDetail['conditions'] {
  return conditions.map(({ metAt, ...rest }) => ({ ...rest, metAt: instant(metAt) }));
}

/** The whole release to choose from, and what the present public view withholds of it. */
async function disclosureOf(tx: Tx, releaseId: string): Promise<ReleaseDetail['disclosure']> {
  const whole = readStoredView(await wholeView(tx, releaseId));
  const proposed = await currentView(tx, releaseId, 'public');
  const withheld: { record: string; class: string; reason: string }[] = [];
  if (proposed !== null) {
    const recordOf = new Map(
      whole.parsed.leaves.flatMap((leaf) =>
        leaf.disclosed ? [[leaf.leaf, leaf.record.id] as const] : [],
      ),
    );
    for (const leaf of readStoredView(proposed).parsed.leaves) {
      const record = leaf.disclosed ? undefined : recordOf.get(leaf.leaf);
      if (!leaf.disclosed && record !== undefined) {
        withheld.push({ record, class: leaf.class, reason: leaf.reason });
      }
    }
  }
  return { outline: presentOutline(whole.shown), withheld };
}
