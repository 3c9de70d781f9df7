import { instanceKeyEntry, writeBundle, type LogProof } from '@/core/attest/bundle';
import { BUNDLE_LIMITS, MOST_BUNDLED_EVIDENCE } from '@/core/attest/bundleLimits';
import { parseLogLeaf } from '@/core/attest/leaf';
import { openProse } from '@/core/attest/prose';
import type { SignedStatement } from '@/core/attest/signedStatement';
import { prepared } from '@/core/attest/statements';
import { toBase64 } from '@/core/snapshot/bytes';
import type { DisclosedCase } from '@/core/snapshot/disclosed';
import { inTransaction, type Db } from '@/server/platform/database';
import type { RequestContext } from '@/server/platform/requestContext';
import { readStoredView } from '@/server/releases/readViews';
import { frozenBytes, viewHtml, type ReleaseRow } from '@/server/releases/repo';
import { keyHistory, statementsOf, type LoggedStatement } from '@/server/signing/statements';
import { ownKey } from '@/server/translog/ownKey';
import { proveInclusion, type InclusionProof } from '@/server/translog/proofs';
import { readBlob } from './evidence';
import { findPublic, type PublicAddress } from './find';
import { directoryOf, publicEvidence } from './repo';

/** Words that stay with the assessors: the report may name what the public view withholds. */
const KEPT_BACK: readonly string[] = ['summary'];

/** Evidence beyond this is named by its digest and left out: the bundle stays something to mail. */
const MOST_EVIDENCE = { bytes: MOST_BUNDLED_EVIDENCE, files: BUNDLE_LIMITS.files / 2 };

export interface BundleFile {
  fileName: string;
  bytes: Uint8Array;
}

/**
 * Everything needed to check a published release without this server, as one file.
 * @throws AppError not-found; unavailable while the log has not signed its newest leaf yet
 */
export async function publicBundle(
  context: RequestContext,
  address: PublicAddress,
): Promise<BundleFile> {
  const parts = await inTransaction(context.db, async (tx) => {
    const { release, view } = await findPublic(tx, address);
    const own = await statementsOf(tx, context, release.id);
    const keys = await keyHistory(
      tx,
      context,
      own.flatMap(({ row }) => row.keyId ?? []),
    );
    const logged = [...own, ...keys].sort((a, b) => a.row.logIndex - b.row.logIndex);
    const { head, proofs } = await proveInclusion(
      tx,
      logged.map(({ row }) => row.logIndex),
    );
    return {
      view: new Uint8Array(view.bytes),
      manifest: new Uint8Array((await frozenBytes(tx, release.id)).manifest),
      html: new Uint8Array(await viewHtml(tx, view.id)),
      logged,
      proofs,
      checkpoint: head.note,
      directory: await directoryFor(tx, logged),
      evidence: await evidenceFor(tx, release, readStoredView(view).shown),
    };
  });
  const statements = parts.logged.map(({ signed, row }, place) => {
    const proof = parts.proofs[place];
    if (proof === undefined) throw new Error('A statement without its proof.');
    return { signed: withoutKeptBack(signed), proof: proofEntry(row.sha256, proof) };
  });
  const evidence: Uint8Array[] = [];
  for (const sha256 of parts.evidence) evidence.push(await readBlob(context.blobs, sha256));
  const key = ownKey(context);
  const madeAt = madeSince(parts.logged, context.now()).toISOString();
  const [first] = parts.logged;
  const keySince =
    first === undefined ? madeAt : prepared(first.row.payload).statement.predicate.issuedAt;
  return {
    fileName: `${address.caseSlug}-r${address.number}.casewright.zip`,
    bytes: writeBundle(
      {
        manifest: parts.manifest,
        view: parts.view,
        html: parts.html,
        statements,
        checkpoint: parts.checkpoint,
        instanceKeys: [instanceKeyEntry(key, keySince, null)],
        evidence,
        directory: parts.directory,
        madeAt,
      },
      key,
    ),
  };
}

/** No bundle is older than what is in it, though the clock was set back since it was signed. */
function madeSince(logged: readonly LoggedStatement[], now: Date): Date {
  const newest = Math.max(...logged.map(({ row }) => row.createdAt.getTime()));
  return newest > now.getTime() ? new Date(newest) : now;
}

function proofEntry(statement: string, proof: InclusionProof): LogProof {
  return {
    statement,
    index: proof.index,
    published: 'releaseDigest' in parseLogLeaf(new Uint8Array(proof.leaf)),
    path: proof.path.map((hash) => toBase64(new Uint8Array(hash))),
  };
}

function withoutKeptBack(signed: SignedStatement): SignedStatement {
  return {
    ...signed,
    prose: signed.prose.filter((prose) => !KEPT_BACK.includes(openProse(prose).field)),
  };
}

/** Names of those who signed, as the directory knows them today. */
async function directoryFor(db: Db, logged: readonly LoggedStatement[]) {
  const people = new Set<string>();
  const organisations = new Set<string>();
  for (const { row } of logged) {
    const { predicate } = prepared(row.payload).statement;
    if (predicate.person !== null) people.add(predicate.person);
    if (predicate.organisation !== null) organisations.add(predicate.organisation);
  }
  return directoryOf(db, [...people], [...organisations]);
}

/** Digests of the evidence that the view names and that is open to the public, within limits. */
async function evidenceFor(db: Db, release: ReleaseRow, shown: DisclosedCase): Promise<string[]> {
  const sizes = new Map<string, number>();
  for (const entry of shown.outline) {
    if (entry.entry !== 'node') continue;
    for (const { evidence, bytes } of entry.evidence) {
      if (evidence.shown && bytes !== null) sizes.set(bytes.sha256, bytes.size);
    }
  }
  const open = await publicEvidence(db, release.id);
  let left = MOST_EVIDENCE.bytes;
  return [...sizes]
    .filter(([sha256, size]) => {
      if (!open.has(sha256) || size > left) return false;
      left -= size;
      return true;
    })
    .slice(0, MOST_EVIDENCE.files)
    .map(([sha256]) => sha256);
}
