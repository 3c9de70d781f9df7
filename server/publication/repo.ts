import type { BundleDirectory } from '@/core/attest/bundle';
import type { Db } from '@/server/platform/database';

export interface StatementRow {
  id: string;
  predicateType: string;
  payload: Uint8Array;
  sha256: string;
  personId: string | null;
  keyId: string | null;
  assertions: unknown;
  counterSignature: string;
  prose: unknown;
  logIndex: number;
  createdAt: Date;
}

const STATEMENT = {
  id: true,
  predicateType: true,
  payload: true,
  sha256: true,
  personId: true,
  keyId: true,
  assertions: true,
  counterSignature: true,
  prose: true,
  logIndex: true,
  createdAt: true,
} as const;

/** All statements about a release, oldest first. */
export async function statementsOf(db: Db, releaseId: string): Promise<StatementRow[]> {
  return db.statement.findMany({
    where: { releaseId },
    select: STATEMENT,
    orderBy: { logIndex: 'asc' },
    take: 1_000,
  });
}

/** Names for the handles and slugs that signed bytes carry. */
export async function directoryOf(
  db: Db,
  handles: readonly string[],
  slugs: readonly string[],
): Promise<BundleDirectory> {
  const people = await db.person.findMany({
    where: { handle: { in: [...handles] } },
    select: { handle: true, name: true },
    orderBy: { handle: 'asc' },
  });
  const organisations = await db.organisation.findMany({
    where: { slug: { in: [...slugs] } },
    select: { slug: true, name: true, kind: true },
    orderBy: { slug: 'asc' },
  });
  return {
    people: people.map(({ handle, name }) => ({ person: handle, name })),
    organisations: organisations.map(({ slug, name, kind }) => ({
      organisation: slug,
      name,
      kind,
    })),
  };
}

/** Digests of the evidence that a release pins and that its owner opened to the public. */
export async function publicEvidence(db: Db, releaseId: string): Promise<Set<string>> {
  const pins = await db.releaseEvidence.findMany({
    where: { releaseId },
    select: { versionId: true, sha256: true },
  });
  const open = await db.evidenceVersion.findMany({
    where: { id: { in: pins.map((pin) => pin.versionId) }, artifact: { access: 'public' } },
    select: { id: true },
  });
  const versions = new Set(open.map((version) => version.id));
  return new Set(pins.filter((pin) => versions.has(pin.versionId)).map((pin) => pin.sha256));
}
