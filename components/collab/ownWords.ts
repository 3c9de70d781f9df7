import * as Y from 'yjs';
import { carryWords, type OwnRun } from '@/core/collab/carryWords';
import { writtenAnewAt } from '@/core/collab/restedTexts';
import type { Request } from './outbox';

/** Carrying is nothing the person did: it is not undone with what they did. */
const CARRIED = Symbol('carried over');

type DeleteSet = ReturnType<typeof Y.createDeleteSet>;

/** What a request wrote and deleted in one document. */
interface OwnChanges {
  request: Request;
  /** Its number in the log; null when it is not known to be there. */
  seq: number | null;
  inserted: DeleteSet;
  deleted: DeleteSet;
}

/**
 * The person's own changes to texts that the server may write anew before it has them.
 *
 * It puts a new text in the place of one that rested (docs/decisions/0010). What was typed into
 * the old one meanwhile would be taken, acknowledged and never seen again. Make one of these
 * before the server's changes are applied, and {@link carry} once they are.
 */
export class OwnWords {
  private readonly changes: readonly OwnChanges[];
  private readonly texts: readonly Y.Text[];

  /**
   * @param name of the document
   * @param doc as the page shows it
   * @param requests those the server may not have had when it wrote texts anew
   */
  constructor(name: string, doc: Y.Doc, requests: readonly Request[]) {
    this.changes = requests.map((request) => changesOf(name, request));
    this.texts = textsOf(doc, this.changes);
  }

  /**
   * Makes the changes again wherever a text was written anew without them.
   *
   * @param doc the document that now holds what the server said
   * @param transaction in which it was said, when that was to the same document
   * @returns the requests whose words were carried over
   */
  carry(doc: Y.Doc, transaction: Y.Transaction | null): Request[] {
    const carried = new Set<Request>();
    for (const text of this.texts) {
      const place = placeAnew(doc, text);
      if (!place) continue;
      const missing = this.changes.filter(({ seq }) => seq === null || seq > place.seq);
      const steps = carryWords(ownRuns(text, missing, transaction), place.text.toJSON());
      if (steps.length === 0) continue;
      doc.transact(() => place.text.applyDelta(steps, { sanitize: false }), CARRIED);
      for (const { request } of missing) carried.add(request);
    }
    return [...carried];
  }
}

/** What stands where a text was that is written anew, and the number of the first act that did so. */
function placeAnew(doc: Y.Doc, text: Y.Text): { text: Y.Text; seq: number } | null {
  const { _item: old } = text;
  const key = old?.parentSub ?? null;
  const map = old && mapLike(doc, old.parent);
  if (!old || key === null || !map || map._item?.deleted) return null;
  const present = map._map.get(key);
  if (!present || present.deleted || Y.compareIDs(present.id, old.id)) return null;
  const { content } = present;
  if (!(content instanceof Y.ContentType) || !(content.type instanceof Y.Text)) return null;
  let seq: number | null = null;
  for (let item: Y.Item | null = present; item !== null; item = item.left) {
    const at = writtenAnewAt(item.id.client) ?? 0;
    if (at > (writtenAnewAt(old.id.client) ?? 0)) seq = at;
  }
  return seq === null ? null : { text: content.type, seq };
}

/** The map of a document that is the one which another replica of it holds. */
function mapLike(doc: Y.Doc, other: Y.Item['parent']): Y.ContentType['type'] | null {
  if (!(other instanceof Y.AbstractType)) return null;
  // A root that nobody has asked for is not yet known to be a map.
  if (other._item === null) return doc.share.get(Y.findRootTypeKey(other)) ?? null;
  const { id } = other._item;
  if (id.clock >= Y.getState(doc.store, id.client)) return null;
  const item: unknown = Y.getItem(doc.store, id);
  return item instanceof Y.Item && item.content instanceof Y.ContentType ? item.content.type : null;
}

/** A text as it was before the transaction, with and without the person's own changes. */
function ownRuns(
  text: Y.Text,
  own: readonly OwnChanges[],
  transaction: Y.Transaction | null,
): OwnRun[] {
  const inserted = Y.mergeDeleteSets(own.map((changes) => changes.inserted));
  const deleted = Y.mergeDeleteSets(own.map((changes) => changes.deleted));
  const runs: OwnRun[] = [];
  const add = (kind: OwnRun['kind'], character: string): void => {
    const last = runs.at(-1);
    if (last?.kind === kind) last.text += character;
    else runs.push({ kind, text: character });
  };
  for (let item = text._start; item !== null; item = item.right) {
    const { content, id } = item;
    if (!(content instanceof Y.ContentString)) continue;
    for (let at = 0; at < content.str.length; at += 1) {
      // One by one: now that all of it is deleted, yjs has joined what was apart before.
      const unit = Y.createID(id.client, id.clock + at);
      // What came with the transaction is in the new text, or void.
      if (transaction && unit.clock >= (transaction.beforeState.get(id.client) ?? 0)) break;
      const stood = !item.deleted || (transaction && Y.isDeleted(transaction.deleteSet, unit));
      const character = content.str.charAt(at);
      if (Y.isDeleted(inserted, unit)) {
        if (stood) add('inserted', character);
      } else if (stood) add('kept', character);
      else if (Y.isDeleted(deleted, unit)) add('deleted', character);
    }
  }
  return runs;
}

/** The texts in maps that the changes are in. */
function textsOf(doc: Y.Doc, changes: readonly OwnChanges[]): Y.Text[] {
  const found = new Set<Y.Text>();
  const sets = changes.flatMap(({ inserted, deleted }) => [inserted, deleted]);
  for (const [client, ranges] of sets.flatMap(({ clients }) => [...clients])) {
    for (const { parent } of ranges.flatMap(({ clock, len }) => itemsIn(doc, client, clock, len))) {
      if (!(parent instanceof Y.Text) || !parent._item || parent._item.deleted) continue;
      if (parent._item.parentSub !== null) found.add(parent);
    }
  }
  return [...found];
}

function itemsIn(doc: Y.Doc, client: number, clock: number, length: number): Y.Item[] {
  const structs = doc.store.clients.get(client) ?? [];
  const items: Y.Item[] = [];
  if (clock >= Y.getState(doc.store, client)) return items;
  for (let at = Y.findIndexSS(structs, clock); at < structs.length; at += 1) {
    const struct = structs[at];
    if (!struct || struct.id.clock >= clock + length) break;
    if (struct instanceof Y.Item) items.push(struct);
  }
  return items;
}

function changesOf(name: string, request: Request): OwnChanges {
  const inserted = Y.createDeleteSet();
  const deleted: DeleteSet[] = [];
  for (const { doc, update } of request.entries) {
    if (doc !== name) continue;
    const { structs, ds } = Y.decodeUpdate(update);
    deleted.push(ds);
    for (const { id, length } of structs) {
      const ranges = inserted.clients.get(id.client) ?? [];
      ranges.push({ clock: id.clock, len: length });
      inserted.clients.set(id.client, ranges);
    }
  }
  return { request, seq: request.seq, inserted, deleted: Y.mergeDeleteSets(deleted) };
}
