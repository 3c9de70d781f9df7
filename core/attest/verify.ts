import * as z from 'zod';
import { fromBase64 } from '@/core/snapshot/bytes';
import { inMemory, piecesAt, type ByteSource } from '@/core/snapshot/byteSource';
import { parseCanonical } from '@/core/snapshot/canonical';
import { MANIFEST_SCHEMA, parseManifest } from '@/core/snapshot/manifest';
import type { Manifest } from '@/core/snapshot/manifest';
import { checkView, parseView } from '@/core/snapshot/view';
import type { ParsedView } from '@/core/snapshot/view';
import { Refusal } from '@/core/snapshot/refusal';
import { readBundle } from './bundle';
import type { Bundle } from './bundle';
import { BUNDLE_LIMITS, type BundleLimits } from './bundleLimits';
import { openCheckpoint } from './checkpoint';
import type { Checkpoint } from './checkpoint';
import { openEnvelope } from './dsse';
import { keyIdOf, verifyEd25519 } from './instanceKey';
import { Lines } from './report';
import type { ReleaseFactsFound, VerificationReport } from './report';
import { checkDisclosure, checkOrder, checkSeparation, reviewsOf, signoffsOf } from './verifyRules';
import { ofPredicate, verifyStatements } from './verifyStatements';
import { readZip } from './zip';
import type { ZipFile } from './zip';

export interface VerifyOptions {
  /** Clock; only to say where in the window we are. */
  now?: Date;
  /** Key ids of instances that the reader trusts; without any, the key is reported, not judged. */
  trustedKeys?: readonly string[];
  limits?: BundleLimits;
}

/**
 * Verifies a bundle offline: every byte, every signature, every proof. Never throws for any input.
 * What cannot be known from the bundle alone is a line of its own.
 *
 * @param container the bytes, or a file of which only what has to be read is ever in memory
 */
export function verifyBundle(
  container: Uint8Array | ByteSource,
  options: VerifyOptions = {},
): VerificationReport {
  const source = container instanceof Uint8Array ? inMemory(container) : container;
  const limits = options.limits ?? BUNDLE_LIMITS;
  const lines = new Lines();
  let files: ReadonlyMap<string, ZipFile> = new Map();
  let bundle: Bundle;
  try {
    files = readZip(source, limits);
    bundle = readBundle(files, limits);
  } catch (error) {
    if (!(error instanceof Refusal || error instanceof RangeError)) throw error;
    return unreadable(source, files, error, lines);
  }
  lines.ok('files', `${bundle.index.files.length + 1} files, each as the index lists it`);
  checkIndexSignature(bundle, options.trustedKeys ?? [], lines);
  const release = lines.attempt('manifest', () => readManifest(bundle, lines));
  const view = lines.attempt('view', () => readView(bundle, release, lines));
  const checkpoint = lines.attempt('checkpoint', () => readCheckpoint(bundle, lines));

  const proven = verifyStatements(bundle, bundle.index.release, checkpoint, lines);
  checkSeparation(proven, lines);
  const status = checkOrder(proven, lines);
  if (view !== null) {
    const htmlDigest = bundle.html.sha256;
    checkDisclosure(proven, { name: view.name, digest: view.digest, htmlDigest, status }, lines);
    checkEvidence(bundle, view, lines);
    checkResiduals(proven, view, lines);
  }
  if (release !== null) checkWindow(release.manifest, options.now, lines);
  if (bundle.directory !== null) {
    lines.open('names', 'Names of people and organisations are the word of the instance.');
  }
  lines.open('later status', `What happened after ${bundle.index.madeAt} is not in this file.`);

  const example = proven.some((one) => one.statement.predicate.ceremony === 'example');
  const found =
    release === null || view === null
      ? null
      : factsOf(bundle, release, view, {
          status,
          example,
          reviews: reviewsOf(proven),
          signoffs: signoffsOf(proven),
        });
  return {
    outcome: lines.failed > 0 ? 'false' : 'valid',
    lines: lines.lines,
    summary: summaryOf(lines, bundle, checkpoint, found),
    release: found,
  };
}

/** A file that claims to be a bundle and cannot be read is false; anything else is no bundle. */
function unreadable(
  source: ByteSource,
  files: ReadonlyMap<string, ZipFile>,
  error: Error,
  lines: Lines,
): VerificationReport {
  const tooLarge = error instanceof Refusal && error.code === 'too-large';
  const newer = newerSchema(files);
  if (!tooLarge && newer === null && claimsToBeBundle(source)) {
    lines.wrong('files', error.message);
    return {
      outcome: 'false',
      lines: lines.lines,
      summary: `false: ${error.message}`,
      release: null,
    };
  }
  const why =
    newer === null ? error.message : `The bundle is of ${newer}, newer than this verifier.`;
  lines.open('files', why);
  return {
    outcome: 'not-checkable',
    lines: lines.lines,
    summary: `not checkable: ${why}`,
    release: null,
  };
}

function checkIndexSignature(bundle: Bundle, trusted: readonly string[], lines: Lines): void {
  lines.attempt('index signature', () => {
    const keys = bundle.keys.instance;
    for (const key of keys) {
      if (keyIdOf(fromBase64(key.publicKey)) !== key.keyId) {
        throw new Refusal('bad-signature', `Key ${key.keyId.slice(0, 8)} is not the key it says.`);
      }
    }
    const current = keys.at(-1);
    const [signature, ...others] = bundle.indexEnvelope.signatures;
    const { pae } = openEnvelope(bundle.indexEnvelope);
    if (
      current === undefined ||
      signature === undefined ||
      others.length > 0 ||
      signature.keyid !== current.keyId ||
      !verifyEd25519(fromBase64(signature.sig), pae, fromBase64(current.publicKey))
    ) {
      throw new Refusal('bad-signature', 'The index is not signed by the key of the instance.');
    }
    lines.ok('index signature', `by ${current.name}, ${bundle.index.madeAt}`);
    if (trusted.includes(current.keyId)) {
      lines.ok('instance key', `${current.keyId} is one you trust`);
    } else if (trusted.length > 0) {
      lines.wrong('instance key', `${current.keyId} is none of the keys you trust`);
    } else {
      lines.open(
        'instance key',
        `${current.keyId}: compare it with the key that ${current.name} publishes`,
      );
    }
  });
}

interface ReadManifest {
  manifest: Manifest;
  releaseDigest: string;
}

function readManifest(bundle: Bundle, lines: Lines): ReadManifest {
  const read = parseManifest(bundle.manifest);
  if (read.releaseDigest !== bundle.index.release) {
    throw new Refusal('wrong-root', 'The manifest is not of the release that the index names.');
  }
  lines.ok(
    'manifest',
    `${read.manifest.case}, release ${read.manifest.number}, ${read.releaseDigest}`,
  );
  return read;
}

function readView(bundle: Bundle, release: ReadManifest | null, lines: Lines): ParsedView {
  const view = parseView(bundle.view);
  if (release === null) throw new Refusal('wrong-root', 'Without a manifest no view can hold.');
  const withheld = view.leaves.filter((leaf) => !leaf.disclosed).length;
  const sentence = `"${view.name}": ${view.leaves.length} records, ${withheld} withheld, root recomputed`;
  lines.judge('view', checkView(view, release), sentence);
  return view;
}

function readCheckpoint(bundle: Bundle, lines: Lines): Checkpoint {
  const key = bundle.keys.instance.at(-1);
  if (key === undefined) throw new Refusal('bad-signature', 'No key signed the checkpoint.');
  const checkpoint = openCheckpoint(bundle.checkpoint, {
    name: key.name,
    publicKey: fromBase64(key.publicKey),
  });
  lines.ok('checkpoint', `${checkpoint.origin}, ${checkpoint.size} leaves`);
  return checkpoint;
}

/** Artefacts in the bundle are those whose digests the view discloses. */
function checkEvidence(bundle: Bundle, view: ParsedView, lines: Lines): void {
  const disclosed = new Map<string, number>();
  for (const leaf of view.leaves) {
    if (leaf.disclosed && leaf.record.kind === 'evidence-bytes') {
      disclosed.set(leaf.record.sha256, leaf.record.size);
    }
  }
  const problems: string[] = [];
  for (const [name, { sha256, size }] of bundle.evidence) {
    if (sha256 !== name) problems.push(`evidence/${name} has other bytes.`);
    else if (disclosed.get(name) !== size) {
      problems.push(`evidence/${name} is not an artefact that the view discloses.`);
    }
  }
  const missing = [...disclosed.keys()].filter((sha256) => !bundle.evidence.has(sha256));
  const held = lines.judge(
    'evidence',
    problems,
    `${bundle.evidence.size} artefacts by their digests`,
  );
  if (held && missing.length > 0) {
    lines.open('evidence not included', `${missing.length} artefacts are known by digest alone.`);
  }
}

/** What a decision accepts by name is something that stays open in this release. */
function checkResiduals(
  proven: Parameters<typeof checkOrder>[0],
  view: ParsedView,
  lines: Lines,
): void {
  const approvals = ofPredicate(proven, 'signoff').filter(
    (one) => one.statement.predicate.decision !== 'rejected',
  );
  if (approvals.length === 0) return;
  const open = new Set<string>();
  for (const leaf of view.leaves) {
    if (leaf.disclosed && leaf.record.kind === 'residual') open.add(leaf.record.id);
  }
  const problems: string[] = [];
  for (const { statement } of approvals) {
    const accepted = new Set(statement.predicate.acceptedResiduals);
    if ([...open].some((id) => !accepted.has(id))) {
      problems.push('A decision approves without accepting everything that stays open by name.');
    }
    if ([...accepted].some((id) => !open.has(id))) {
      problems.push('A decision accepts something that does not stay open in this release.');
    }
  }
  lines.judge('open problems accepted', problems, `${open.size}, each by name`);
}

function checkWindow(manifest: Manifest, now: Date | undefined, lines: Lines): void {
  const check = 'window';
  const { window } = manifest;
  if (window === null) return lines.open(check, 'No window is set; the release is never in force.');
  const span = `${window.from} to ${window.until}, ${window.zone}`;
  if (now === undefined) return lines.open(check, span);
  let today: string;
  try {
    // en-CA writes dates as 2027-03-01.
    today = new Intl.DateTimeFormat('en-CA', { timeZone: window.zone }).format(now);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return lines.open(check, `${span}: this device does not know the time zone`);
  }
  const where =
    today < window.from ? 'has not begun' : today > window.until ? 'has ended' : 'is running';
  lines.ok(check, `${span}: ${where} on ${today}`);
}

function factsOf(
  bundle: Bundle,
  { manifest, releaseDigest }: ReadManifest,
  view: ParsedView,
  acts: Pick<ReleaseFactsFound, 'status' | 'example' | 'reviews' | 'signoffs'>,
): ReleaseFactsFound {
  const key = bundle.keys.instance.at(-1);
  const decision = view.leaves.find((leaf) => leaf.disclosed && leaf.record.kind === 'decision');
  const withheld = view.leaves.filter((leaf) => !leaf.disclosed).length;
  return {
    digest: releaseDigest,
    case: manifest.case,
    number: manifest.number,
    kind: manifest.kind,
    title: decision?.disclosed && decision.record.kind === 'decision' ? decision.record.title : '',
    window: manifest.window,
    base: manifest.base,
    view: {
      name: view.name,
      digest: view.digest,
      disclosed: view.leaves.length - withheld,
      withheld,
    },
    ...acts,
    instance: { name: key?.name ?? '', keyId: key?.keyId ?? '' },
    names: Object.fromEntries([
      ...(bundle.directory?.people ?? []).map((one) => [one.person, one.name]),
      ...(bundle.directory?.organisations ?? []).map((one) => [one.organisation, one.name]),
    ]),
  };
}

function summaryOf(
  lines: Lines,
  bundle: Bundle,
  checkpoint: Checkpoint | null,
  found: ReleaseFactsFound | null,
): string {
  if (lines.failed > 0 || checkpoint === null || found === null) {
    return `false: ${lines.failed} of ${lines.lines.length} checks do not hold`;
  }
  const at = `checkpoint ${checkpoint.size} of ${checkpoint.origin}, ${bundle.index.madeAt}`;
  const mark = found.example ? 'example, never in force: ' : '';
  return `${mark}valid as of ${at}; status after ${bundle.index.madeAt} not checked`;
}

const MARK = 'casewright';

/** Looks for a mark that one changed byte cannot remove: several members of a bundle carry it. */
function claimsToBeBundle(source: ByteSource): boolean {
  const decoder = new TextDecoder('latin1');
  let end = '';
  for (const piece of piecesAt(source, 0, source.size)) {
    const text = end + decoder.decode(piece);
    if (text.includes(MARK)) return true;
    end = text.slice(1 - MARK.length);
  }
  return false;
}

/** The schema of an intact container that this version does not know; null otherwise. */
function newerSchema(files: ReadonlyMap<string, ZipFile>): string | null {
  try {
    const manifest = files.get('manifest.json');
    if (manifest === undefined || manifest.size > LARGEST_MANIFEST) return null;
    const parsed = manifestVersion.safeParse(parseCanonical(manifest.bytes()));
    return parsed.success && parsed.data.schema !== MANIFEST_SCHEMA ? parsed.data.schema : null;
  } catch (error) {
    if (error instanceof Refusal || error instanceof RangeError) return null;
    throw error;
  }
}

/** A manifest of any version is a few lines. Bytes. */
const LARGEST_MANIFEST = 65_536;
const manifestVersion = z.looseObject({ schema: z.string().regex(/^casewright\/release\/\d+$/) });
