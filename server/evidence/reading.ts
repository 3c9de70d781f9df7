import type { Db } from '@/server/platform/database';
import { notFound } from '@/server/platform/errors';
import { requireSession, type RequestContext } from '@/server/platform/requestContext';
import { loadCaseAccess, type CaseAccess, type CaseKey } from '@/server/access/access';
import { evidenceResource, onOwnSide } from './access';
import { currentOf } from './current';
import { MOST_OPENINGS } from './limits';
import {
  presentArtefact,
  presentVersion,
  type PresentedArtefact,
  type PresentedVersion,
} from './present';
import {
  findArtefact,
  listArtefacts,
  listOpenings,
  listVersions,
  namesOf,
  type ArtefactRow,
  type VersionRow,
} from './repo';
import { usesOf, type EvidenceUse } from './uses';

/** States that people outside the owner's side see. */
const SETTLED = new Set(['ready', 'stale', 'superseded', 'retracted']);

export interface LibraryEntry extends PresentedArtefact {
  /** What the artefact stands for today. */
  current: PresentedVersion | null;
  /** A later version that is on its way, or was put aside. */
  pending: PresentedVersion | null;
  versions: number;
}

export interface Library {
  case: {
    id: string;
    slug: string;
    title: string;
    kind: 'base' | 'supplement';
    org: { slug: string; name: string };
    mayReadDraft: boolean;
  };
  mayRegister: boolean;
  artefacts: LibraryEntry[];
}

/** All evidence of a case that the asker may see. */
export async function readLibrary(context: RequestContext, key: CaseKey): Promise<Library> {
  const access = await loadCaseAccess(context.db, requireSession(context), key);
  const rows = await listArtefacts(context.db, access.case.id);
  const visible: { artefact: ArtefactRow; versions: VersionRow[] }[] = [];
  for (const { artefact, versions } of rows) {
    const open = await visibleVersions(context.db, access, artefact, versions);
    if (open) visible.push({ artefact, versions: open });
  }
  const names = await namesOf(
    context.db,
    visible.flatMap(({ versions }) => versions.map(({ uploadedBy }) => uploadedBy)),
  );
  const present = (version: VersionRow) =>
    presentVersion(version, names.get(version.uploadedBy)?.name ?? '');
  return {
    case: presentCase(access),
    mayRegister: access.can('evidence.register'),
    artefacts: visible.map(({ artefact, versions }) => {
      const current = currentOf(versions);
      const newest = versions[0];
      return {
        ...presentArtefact(artefact),
        current: current && present(current),
        pending: newest && newest !== current ? present(newest) : null,
        versions: versions.length,
      };
    }),
  };
}

export interface ArtefactPage {
  case: Library['case'];
  artefact: PresentedArtefact;
  current: PresentedVersion | null;
  /** Newest first. */
  versions: (PresentedVersion & { mayRetract: boolean })[];
  mayRegister: boolean;
  /** Where the draft uses it; null for those who do not read the draft. */
  uses: EvidenceUse[] | null;
  /** Who opened its bytes; null for those who may not see that. */
  openings: { total: number; latest: Opening[] } | null;
}

interface Opening {
  name: string;
  organisations: string[];
  version: number;
  at: string;
}

/** One artefact with its versions and, for the owner's side, who opened it. */
export async function readArtefact(
  context: RequestContext,
  input: { key: CaseKey; number: number },
): Promise<ArtefactPage> {
  const access = await loadCaseAccess(context.db, requireSession(context), input.key);
  const artefact = await findArtefact(context.db, {
    caseId: access.case.id,
    number: input.number,
  });
  if (!artefact) throw notFound('This evidence');
  const all = await listVersions(context.db, artefact.id);
  const versions = await visibleVersions(context.db, access, artefact, all);
  if (!versions) throw notFound('This evidence');
  const names = await namesOf(
    context.db,
    versions.map(({ uploadedBy }) => uploadedBy),
  );
  const present = (version: VersionRow) =>
    presentVersion(version, names.get(version.uploadedBy)?.name ?? '');
  const current = currentOf(versions);
  const resource = { case: access.resource, access: artefact.access, published: false };
  const mayRetract = access.can('evidence.retract', resource);
  return {
    case: presentCase(access),
    artefact: presentArtefact(artefact),
    current: current && present(current),
    versions: versions.map((version) => ({
      ...present(version),
      mayRetract: mayRetract && version.state !== 'retracted',
    })),
    mayRegister: access.can('evidence.register'),
    uses: access.can('case.read') ? await usesOf(context.db, access.case.id, artefact.id) : null,
    openings: onOwnSide(access) ? await readOpenings(context.db, versions) : null,
  };
}

function presentCase(access: CaseAccess): Library['case'] {
  const { id, slug, title, kind, org } = access.case;
  const mayReadDraft = access.can('case.read');
  return { id, slug, title, kind, org: { slug: org.slug, name: org.name }, mayReadDraft };
}

/** Versions the asker may see; null where the artefact itself is not open to them. */
async function visibleVersions(
  db: Db,
  access: CaseAccess,
  artefact: ArtefactRow,
  versions: readonly VersionRow[],
): Promise<VersionRow[] | null> {
  if (onOwnSide(access)) return [...versions];
  const settled = versions.filter(({ state }) => SETTLED.has(state));
  const open: VersionRow[] = [];
  for (const version of settled)
    if (access.can('evidence.read', await evidenceResource(db, access, artefact, version.id)))
      open.push(version);
  return open.length > 0 ? open : null;
}

async function readOpenings(
  db: Db,
  versions: readonly VersionRow[],
): Promise<{ total: number; latest: Opening[] }> {
  const numbers = new Map(versions.map(({ id, number }) => [id, number]));
  const { total, openings } = await listOpenings(db, [...numbers.keys()], MOST_OPENINGS);
  const names = await namesOf(
    db,
    openings.map(({ personId }) => personId),
  );
  return {
    total,
    latest: openings.map(({ versionId, personId, at }) => ({
      name: names.get(personId)?.name ?? '',
      organisations: names.get(personId)?.organisations ?? [],
      version: numbers.get(versionId) ?? 0,
      at: at.toISOString(),
    })),
  };
}
