import * as z from 'zod';
import { merkleRoot } from '@/core/attest/merkle';
import { base64Decoder, compareBytes, fromHex, toBase64, toHex } from './bytes';
import { canonicalBytes, parseCanonical } from './canonical';
import type { FrozenRelease } from './digest';
import { leafHash, SALT_BYTES, sha256Hex } from './hash';
import type { Manifest } from './manifest';
import { digestHex, namedBy, parseRecord, recordId } from './records';
import type { RecordKind, ReleaseRecord } from './records';
import { Refusal, refusedShape } from './refusal';

const VIEW_SCHEMA = 'casewright/view/1';

/** Why something is not shown; every withheld record has one of these and a reason in words. */
export const WITHHOLD_CLASSES = [
  'security',
  'misuse',
  'commercial',
  'third-party',
  'personal',
  'legal',
] as const;
export type WithholdClass = (typeof WITHHOLD_CLASSES)[number];

export interface Withholding {
  class: WithholdClass;
  reason: string;
}

/**
 * Kinds that no view may withhold: what the label is made from (conditions of use, the decision with
 * its window, the subject; in a supplement the contract and its dispositions), what the status is
 * made from (indicators), and what stays open. Identifiers of conditions and indicators follow them.
 */
const NEVER_WITHHOLDABLE: readonly RecordKind[] = [
  'condition',
  'decision',
  'subject',
  'residual',
  'contract',
  'disposition',
  'indicator',
];
/** Their identifiers are what people read, and go with them. */
const NAMED_ALWAYS: readonly RecordKind[] = ['condition', 'indicator'];

/** A disclosed record (`from`) may name a withheld one (`to`). */
export interface Edge {
  from: string;
  to: string;
}

const base64 = z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/);
const leafSchema = z.union([
  z.strictObject({ salt: base64, bytes: base64 }),
  z.strictObject({
    leaf: digestHex,
    class: z.enum(WITHHOLD_CLASSES),
    reason: z.string().min(1),
  }),
]);
const edgeSchema = z.strictObject({ from: recordId, to: recordId, leaf: digestHex });
export const viewSchema = z.strictObject({
  schema: z.literal(VIEW_SCHEMA),
  name: z.string().min(1).max(100),
  /** Release digest. */
  release: digestHex,
  /** In tree order: disclosed or withheld. */
  leaves: z.array(leafSchema),
  /** Disclosed record → withheld record that it names, and that record's leaf. */
  edges: z.array(edgeSchema),
});
const unreadView = viewSchema.extend({ leaves: z.array(z.unknown()), edges: z.array(z.unknown()) });
type ViewBody = z.infer<typeof viewSchema>;

export interface View {
  bytes: Uint8Array;
  /** SHA-256 of the bytes, hex. Disclosure, review and sign-off statements name it. */
  digest: string;
}

/** One leaf of a view that was read. */
export type ViewLeaf =
  | { disclosed: true; leaf: string; salt: Uint8Array; bytes: Uint8Array; record: ReleaseRecord }
  | ({ disclosed: false; leaf: string } & Withholding);

export interface ParsedView {
  name: string;
  releaseDigest: string;
  digest: string;
  leaves: ViewLeaf[];
  edges: (Edge & { leaf: string })[];
}

/**
 * Builds a view of a release: every leaf, disclosed or withheld.
 *
 * @param options.withhold record id → class and reason
 * @param options.listedEdges edges to withheld records that the officer lets show; those that no
 *   disclosed record needs are left out
 * @throws Refusal `unknown-record` | `never-withholdable` | `unlisted-edge` (names the first one)
 */
export function buildView(
  release: Pick<FrozenRelease, 'releaseDigest' | 'leaves'>,
  options: {
    name: string;
    withhold?: ReadonlyMap<string, Withholding>;
    listedEdges?: readonly Edge[];
  },
): View {
  const withhold = options.withhold ?? new Map<string, Withholding>();
  const leafOf = new Map(release.leaves.map((leaf) => [leaf.id, leaf]));
  const records = new Map<string, ReleaseRecord>();
  if (withhold.size > 0) {
    for (const leaf of release.leaves) {
      records.set(leaf.id, parseRecord(parseCanonical(leaf.bytes)));
    }
  }
  for (const id of withhold.keys()) {
    const record = records.get(id);
    if (record === undefined) {
      throw new Refusal('unknown-record', `There is no record ${id} to withhold.`);
    }
    if (!mayBeWithheld(record, records)) {
      throw new Refusal('never-withholdable', `A ${record.kind} may not be withheld (${id}).`);
    }
  }
  const listed = new Set((options.listedEdges ?? []).map((edge) => `${edge.from} ${edge.to}`));
  const edges: ViewBody['edges'] = [];
  for (const edge of edgesToWithheld(records.values(), new Set(withhold.keys()))) {
    if (!listed.has(`${edge.from} ${edge.to}`)) {
      throw new Refusal(
        'unlisted-edge',
        `The disclosed ${records.get(edge.from)?.kind ?? 'record'} ${edge.from} names the withheld ` +
          `${records.get(edge.to)?.kind ?? 'record'} ${edge.to}: withhold it too, or list the edge.`,
      );
    }
    const target = leafOf.get(edge.to);
    if (target !== undefined) edges.push({ ...edge, leaf: toHex(target.leaf) });
  }
  const body: ViewBody = {
    schema: VIEW_SCHEMA,
    name: options.name,
    release: release.releaseDigest,
    leaves: release.leaves.map((leaf) => {
      const hidden = withhold.get(leaf.id);
      return hidden === undefined
        ? { salt: toBase64(leaf.salt), bytes: toBase64(leaf.bytes) }
        : { leaf: toHex(leaf.leaf), class: hidden.class, reason: hidden.reason };
    }),
    edges,
  };
  const bytes = canonicalBytes(body);
  return { bytes, digest: sha256Hex(bytes) };
}

/** Whether the officer may withhold this record at all. */
export function mayBeWithheld(
  record: ReleaseRecord,
  records: ReadonlyMap<string, ReleaseRecord>,
): boolean {
  if (record.kind === 'identifier') {
    const of = records.get(record.of);
    return of === undefined || !NAMED_ALWAYS.includes(of.kind);
  }
  return !NEVER_WITHHOLDABLE.includes(record.kind);
}

/** Edges from disclosed to withheld records, sorted; each must be listed or withheld too. */
export function edgesToWithheld(
  records: Iterable<ReleaseRecord>,
  withheld: ReadonlySet<string>,
): Edge[] {
  const edges = new Map<string, Edge>();
  for (const record of records) {
    if (withheld.has(record.id)) continue;
    for (const to of namedBy(record)) {
      if (withheld.has(to)) edges.set(`${record.id} ${to}`, { from: record.id, to });
    }
  }
  return [...edges.keys()].sort().flatMap((key) => edges.get(key) ?? []);
}

/**
 * Leaves of the largest view: 20,000 elements with their texts and identifiers, 60,000 links and 10,000
 * others. No release of more is frozen, so that every view can be read.
 */
export const MOST_LEAVES = 130_000;
/** A leaf and an edge are an object of three members at most. */
const MOST_VIEW_VALUES = 8 * MOST_LEAVES;
/** So many sentences are more than anybody reads; the rest is not looked for. */
const MOST_PROBLEMS = 1_000;

/**
 * Reads view bytes and every disclosed record in them.
 * @throws Refusal `not-json` | `not-canonical` | `bad-shape` | `bad-encoding` | `too-large`
 */
export function parseView(bytes: Uint8Array): ParsedView {
  const { leaves, edges, ...head } = unread(bytes);
  if (leaves.length > MOST_LEAVES) {
    throw new Refusal('too-large', `The view has more than ${MOST_LEAVES} leaves.`);
  }
  const decode = base64Decoder();
  return {
    name: head.name,
    releaseDigest: head.release,
    digest: sha256Hex(bytes),
    leaves: leaves.map((leaf, index): ViewLeaf => {
      // What is read is let go of: the words of a large case are in memory once.
      leaves[index] = null;
      const read = leafSchema.safeParse(leaf);
      if (!read.success) throw refusedShape(`Leaf ${index} of the view`, read.error);
      const entry = read.data;
      if ('leaf' in entry) return { disclosed: false, ...entry };
      const salt = decode(entry.salt);
      const record = decode(entry.bytes);
      if (salt.length !== SALT_BYTES) throw new Refusal('bad-shape', 'A salt has 16 bytes.');
      return {
        disclosed: true,
        leaf: toHex(leafHash(salt, record)),
        salt,
        bytes: record,
        record: parseRecord(parseCanonical(record)),
      };
    }),
    edges: edges.map((edge, index) => {
      const read = edgeSchema.safeParse(edge);
      if (!read.success) throw refusedShape(`Edge ${index} of the view`, read.error);
      return read.data;
    }),
  };
}

/**
 * A view whose leaves and edges nobody looked at: that is done one after the other, since a schema keeps
 * every fault of a list, of which there may be millions.
 */
function unread(bytes: Uint8Array): z.infer<typeof unreadView> {
  const parsed = unreadView.safeParse(parseCanonical(bytes, MOST_VIEW_VALUES));
  if (!parsed.success) throw refusedShape('View', parsed.error);
  return parsed.data;
}

/**
 * Checks a parsed view against the manifest of its release: it names this release, its leaves are
 * complete, in order and add up to the root, ids are unique, nodes commit to texts of the same tree,
 * no disclosed record names a withheld one outside the listed edges, and the window of the decision
 * is the window of the manifest.
 *
 * @returns sentences, one for each thing that is wrong, the first thousand of them; empty when the view
 *   holds
 */
export function checkView(
  view: ParsedView,
  release: { manifest: Manifest; releaseDigest: string },
): string[] {
  const problems: string[] = [];
  const { manifest } = release;
  if (view.releaseDigest !== release.releaseDigest) {
    problems.push('The view belongs to another release.');
  }
  if (view.leaves.length !== manifest.count) {
    problems.push(
      `The view has ${view.leaves.length} leaves; the manifest says ${manifest.count}.`,
    );
  }
  const hashes = view.leaves.map((leaf) => fromHex(leaf.leaf));
  if (hashes.some((hash, i) => i > 0 && compareBytes(hashes[i - 1] ?? hash, hash) >= 0)) {
    problems.push('The leaves are not in strictly ascending order.');
  }
  if (toHex(merkleRoot(hashes)) !== manifest.root) {
    problems.push('The leaves do not add up to the root in the manifest.');
  }
  return [...problems, ...recordProblems(view, manifest)];
}

function recordProblems(view: ParsedView, manifest: Manifest): string[] {
  const problems: string[] = [];
  const leaves = new Map(view.leaves.map((leaf) => [leaf.leaf, leaf]));
  const disclosed = new Map<string, ReleaseRecord>();
  for (const leaf of view.leaves) {
    if (!leaf.disclosed) continue;
    if (problems.length > MOST_PROBLEMS) return problems;
    if (disclosed.has(leaf.record.id)) problems.push(`Two records have the id ${leaf.record.id}.`);
    disclosed.set(leaf.record.id, leaf.record);
  }
  const listed = new Set<string>();
  for (const edge of view.edges) {
    if (problems.length > MOST_PROBLEMS) return problems;
    const key = `${edge.from} ${edge.to}`;
    const from = disclosed.get(edge.from);
    const target = leaves.get(edge.leaf);
    if (listed.has(key)) problems.push(`The edge ${key} is listed twice.`);
    listed.add(key);
    if (from === undefined || !namedBy(from).includes(edge.to) || disclosed.has(edge.to)) {
      problems.push(`The listed edge ${key} is not one from a disclosed to a withheld record.`);
    }
    if (target === undefined || target.disclosed) {
      problems.push(`The listed edge ${key} points at a leaf that is not withheld here.`);
    }
  }
  for (const record of disclosed.values()) {
    if (problems.length > MOST_PROBLEMS) return problems;
    for (const named of namedBy(record)) {
      if (!disclosed.has(named) && !listed.has(`${record.id} ${named}`)) {
        problems.push(`The ${record.kind} ${record.id} names ${named}, withheld and not listed.`);
      }
    }
    if (record.kind === 'node') {
      const text = leaves.get(record.textLeaf);
      if (text === undefined || (text.disclosed && text.record.kind !== 'text')) {
        problems.push(`The node ${record.id} commits to a text that is not in this release.`);
      }
    }
    if (
      record.kind === 'decision' &&
      JSON.stringify(record.window) !== JSON.stringify(manifest.window)
    ) {
      problems.push('The window of the decision is not the window of the manifest.');
    }
  }
  for (const kind of ['decision', 'subject'] as const) {
    const found = [...disclosed.values()].filter((record) => record.kind === kind);
    if (found.length !== 1) problems.push(`A view discloses exactly one ${kind} record.`);
  }
  return problems;
}
