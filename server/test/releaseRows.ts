import { newId } from '@/core/argument/ids';
import { utf8 } from '@/core/snapshot/bytes';
import type { ContractVerdict } from '@/core/supplement/contract';
import type { Reliance } from '@/core/supplement/impact';
import type { ReleaseState } from '@/core/workflow/release';
import type { Db } from '@/server/platform/database';
import type { TestCase } from './world';

/** A published release as rows: everything that its status follows from, and bytes that say nothing. */
export interface PublishedRows {
  of: Pick<TestCase, 'id' | 'slug'> & { org: { id: string; slug: string }; author: { id: string } };
  number?: number;
  baseDigest?: string | null;
  /** Real bytes, where something reads them. */
  frozen?: { digest: string; manifest: Uint8Array };
  state?: ReleaseState;
  window?: { from: string; until: string; zone: string };
  publishedAt?: Date;
  /** What an assessor signed of the contract; null where nobody judged it. */
  contract?: ContractVerdict | null;
  reliances?: readonly Reliance[];
  indicators?: readonly {
    indicatorId: string;
    critical: boolean;
    period: string;
    grace: string;
  }[];
}

/** Writes many published releases at once, for tests and benches of what follows from them. */
export async function publishedByRows(
  db: Db,
  now: Date,
  releases: readonly PublishedRows[],
): Promise<{ id: string; digest: string }[]> {
  const made = releases.map((given) => ({
    given,
    id: newId(),
    digest: given.frozen?.digest ?? newId() + newId(),
    statementId: newId(),
    roundId: newId(),
    publishedAt: given.publishedAt ?? now,
  }));
  const log = await db.statement.aggregate({ _max: { logIndex: true } });
  const first = (log._max.logIndex ?? -1) + 1;
  await db.release.createMany({
    data: made.map(({ given, id, digest }) => {
      const { of, number = 1, baseDigest = null } = given;
      const window = given.window ?? { from: '2027-01-01', until: '2027-12-31', zone: 'UTC' };
      return {
        id,
        caseId: of.id,
        number,
        candidate: 1,
        path: `${of.org.slug}/${of.slug}`,
        kind: baseDigest === null ? 'base' : 'supplement',
        title: `Release of ${of.slug}`,
        seq: 0,
        manifest: new Uint8Array(given.frozen?.manifest ?? []),
        digest,
        contentDigest: digest,
        secret: new Uint8Array(),
        records: new Uint8Array(),
        windowFrom: window.from,
        windowUntil: window.until,
        windowZone: window.zone,
        baseDigest,
        changelog: '',
        frozenBy: of.author.id,
        frozenAt: now,
      };
    }),
  });
  await db.releaseStatus.createMany({
    data: made.map(({ given, id, publishedAt }) => ({
      releaseId: id,
      state: given.state ?? 'published',
      decision: 'approved',
      submittedAt: now,
      decidedAt: now,
      publishedAt,
    })),
  });
  await db.statement.createMany({
    data: made.map(({ id, statementId }, index) => ({
      id: statementId,
      releaseId: id,
      predicateType: 'urn:casewright:signoff:1',
      payload: new Uint8Array(utf8(JSON.stringify({ predicate: { ceremony: 'passkey' } }))),
      sha256: newId() + newId(),
      assertions: [],
      counterSignature: '',
      logIndex: first + index,
      createdAt: now,
    })),
  });
  await db.signOff.createMany({
    data: made.map(({ given, id, statementId }) => ({
      id: newId(),
      releaseId: id,
      personId: given.of.author.id,
      orgId: given.of.org.id,
      capacity: 'external',
      decision: 'approved',
      reasons: '',
      statementId,
      createdAt: now,
    })),
  });
  const judged = made.filter(({ given }) => given.contract);
  await db.reviewRound.createMany({
    data: judged.map(({ given, id, roundId }) => ({
      id: roundId,
      releaseId: id,
      number: 1,
      state: 'submitted',
      orgId: given.of.org.id,
      leadId: given.of.author.id,
      scope: '',
      access: '',
      assuranceLevel: 2,
    })),
  });
  await db.assignment.createMany({
    data: judged.map(({ given, roundId }) => ({
      id: newId(),
      roundId,
      personId: given.of.author.id,
      role: 'lead',
      declaration: {},
      submittedAt: now,
      assessment: 'supported',
      contract: given.contract ?? null,
    })),
  });
  await db.releaseCitation.createMany({
    data: made.flatMap(({ given, id }) =>
      (given.reliances ?? []).map(({ element, kind, record }) => ({
        releaseId: id,
        elementId: element,
        kind,
        recordId: record,
      })),
    ),
  });
  await db.releaseIndicator.createMany({
    data: made.flatMap(({ given, id }) =>
      (given.indicators ?? []).map((indicator) => ({
        releaseId: id,
        identifier: 'SPI-1',
        nodeId: newId(),
        title: 'Planted errors caught',
        definition: '',
        source: 'audit',
        unit: '%',
        comparator: '>=',
        amber: '90',
        red: '80',
        ...indicator,
      })),
    ),
  });
  return made.map(({ id, digest }) => ({ id, digest }));
}
