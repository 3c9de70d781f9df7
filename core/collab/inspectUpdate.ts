import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';

/**
 * How much one update may hold. A statement pasted whole and a body of the greatest length should
 * fit, and nothing that would hold the server up for more than a few milliseconds.
 */
export interface UpdateLimits {
  bytes: number;
  structs: number;
  /** Ranges. */
  deletions: number;
}

/** What the server already has of a document. */
export interface Known {
  /** The next free clock of a client id; 0 when it never wrote here. */
  clockOf(client: number): number;
  /** Whether a root of this name belongs to the document. */
  isRoot(name: string): boolean;
}

export type Inspection =
  | { verdict: 'passed' }
  /** It follows or builds on changes not known here: they may be on their way from another process. */
  | { verdict: 'unknown-reference' }
  | { verdict: 'too-large' }
  | { verdict: 'refused'; reason: string };

const PASSED: Inspection = { verdict: 'passed' };
const UNKNOWN: Inspection = { verdict: 'unknown-reference' };
const refused = (reason: string): Inspection => ({ verdict: 'refused', reason });

/**
 * Whether an update is what an honest page of this client id can have sent, judged by its bytes
 * alone, before any of it is applied.
 *
 * yjs trusts whoever sends: a struct of another client's id with a huge length erases that
 * client's unsent work, a gap waits for ever, garbage-collected structs hide what they replace,
 * and a few hundred kilobytes of unknown ids stop the process for minutes. Pages run without
 * garbage collection, so that honest work, offline work included, never contains such structs.
 */
export function inspectUpdate(
  update: Uint8Array,
  client: number,
  known: Known,
  most: UpdateLimits,
): Inspection {
  if (update.length > most.bytes) return { verdict: 'too-large' };
  const claims = readClaims(update);
  if (claims === null) return refused('The update is malformed.');
  if (claims.clients > 1) return refused('The update speaks for several clients.');
  if (claims.structs > most.structs) return { verdict: 'too-large' };

  let decoded: ReturnType<typeof Y.decodeUpdate>;
  try {
    decoded = Y.decodeUpdate(update);
  } catch {
    return refused('The update is malformed.');
  }
  const start = known.clockOf(client);
  let clock = start;
  let foreign = false;
  const exists = ({ client: owner, clock: at }: Y.ID): boolean =>
    owner === client ? at < clock : at < known.clockOf(owner);

  for (const struct of decoded.structs) {
    if (!(struct instanceof Y.Item)) return refused('The update holds no work but a gap.');
    if (struct.id.client !== client) return refused('The update speaks for another client.');
    // What lies between may have been sent over another process.
    if (clock === start && struct.id.clock > start) return UNKNOWN;
    if (struct.id.clock !== clock) return refused('The update does not follow the one before.');
    if (!isPlainContent(struct.content))
      return refused('The update holds content of a kind not used.');
    if (!Number.isSafeInteger(struct.length) || struct.length < 1)
      return refused('The update is malformed.');
    for (const reference of [struct.origin, struct.rightOrigin, struct.parent]) {
      if (reference instanceof Y.ID && !exists(reference)) {
        if (reference.client === client) return refused('The update builds on itself.');
        foreign = true;
      }
    }
    const parent: unknown = struct.parent;
    if (typeof parent === 'string' && !known.isRoot(parent)) {
      return refused('The update names a part that the document does not have.');
    }
    clock += struct.length;
  }
  let deletions = 0;
  for (const [owner, ranges] of decoded.ds.clients) {
    deletions += ranges.length;
    if (deletions > most.deletions) return { verdict: 'too-large' };
    const end = owner === client ? clock : known.clockOf(owner);
    for (const range of ranges) {
      if (!Number.isSafeInteger(range.clock + range.len) || range.len < 1)
        return refused('The update is malformed.');
      if (range.clock + range.len <= end) continue;
      if (owner === client) return refused('The update deletes what was never written.');
      foreign = true;
    }
  }
  return foreign ? UNKNOWN : PASSED;
}

/** How many clients and structs an update says it has, in constant time. */
function readClaims(update: Uint8Array): { clients: number; structs: number } | null {
  try {
    const from = decoding.createDecoder(update);
    const clients = decoding.readVarUint(from);
    return { clients, structs: clients === 0 ? 0 : decoding.readVarUint(from) };
  } catch {
    return null;
  }
}

/** Text, JSON values, shared types and marks: all that our documents are made of. */
function isPlainContent(content: Y.Item['content']): boolean {
  return (
    content instanceof Y.ContentString ||
    content instanceof Y.ContentAny ||
    content instanceof Y.ContentType ||
    content instanceof Y.ContentFormat
  );
}
