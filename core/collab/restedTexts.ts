import * as Y from 'yjs';
import { isPlainText } from '@/core/argument/plainText';

/** Client ids of pages are below this; an id above it says which act of the log wrote texts anew. */
const WRITERS_ANEW = 2 ** 32;

/** What is worth writing anew, in yjs structs: the pieces a text is kept in. */
export interface Heaviness {
  /** More than a text written in one go has. */
  ofText: number;
  /** What all such texts of a document must come to. */
  ofDocument: number;
}

/** The client id under which the act of this number writes texts anew. */
export function writerAnew(seq: number): number {
  return WRITERS_ANEW + seq;
}

/** The number of the act in which a client id wrote texts anew; null for the id of a page. */
export function writtenAnewAt(client: number): number | null {
  return client > WRITERS_ANEW ? client - WRITERS_ANEW : null;
}

/** Whether any of the updates holds texts that were written anew. */
export function haveTextsAnew(updates: readonly Uint8Array[]): boolean {
  return updates.some((update) =>
    [...Y.parseUpdateMeta(update).from.keys()].some((client) => writtenAnewAt(client) !== null),
  );
}

/**
 * Puts a new text of the same words in the place of every text that is kept in many pieces.
 *
 * Each burst of typing and each deletion leaves a struct in its text, for as long as the text
 * lives. What was in a text that is replaced is collected, and joins with its neighbours to next
 * to nothing. The maps that hold the texts, and so the identities of all elements, stay.
 *
 * @param doc with garbage collection, holding everything before the act
 * @param seq the number the act will have in the log
 * @returns the yjs V1 update; null when it is not worth it
 */
export function writeTextsAnew(doc: Y.Doc, seq: number, least: Heaviness): Uint8Array | null {
  const heavy = [...doc.share.values()]
    .flatMap((root) => (root instanceof Y.Map ? placesOf(root) : []))
    .filter(({ text }) => surplusOf(text) >= least.ofText);
  const surplus = heavy.reduce((sum, { text }) => sum + surplusOf(text), 0);
  if (heavy.length === 0 || surplus < least.ofDocument) return null;
  let made: Uint8Array | null = null;
  doc.once('update', (update: Uint8Array) => {
    made = update;
  });
  doc.clientID = writerAnew(seq);
  doc.transact((transaction) => {
    for (const { map, key, text } of heavy) {
      // Said to stand beside the old text, not behind it, so that nothing refers to that: by its
      // high client id it is the one that counts. See encodeWithoutReplaced.
      const id = Y.createID(doc.clientID, Y.getState(doc.store, doc.clientID));
      const content = new Y.ContentType(new Y.Text(text.toJSON()));
      new Y.Item(id, null, null, null, null, map, key, content).integrate(transaction, 0);
    }
  });
  return made;
}

/**
 * The state of a document without the places of texts that were written anew: what they held is
 * collected anyway, and with them it joins to one struct. A replica that still has such a text
 * learns from the new one that it is replaced.
 *
 * The document is not to be used any more.
 */
export function encodeWithoutReplaced(doc: Y.Doc): Uint8Array {
  for (const root of doc.share.values()) {
    if (!(root instanceof Y.Map)) continue;
    for (const { map, key } of placesOf(root)) {
      for (const { id, length } of replacedAt(map, key)) {
        const structs = doc.store.clients.get(id.client);
        if (structs) structs[Y.findIndexSS(structs, id.clock)] = new Y.GC(id, length);
      }
    }
  }
  for (const structs of doc.store.clients.values()) joinCollected(structs);
  return Y.encodeStateAsUpdate(doc);
}

/** Items that stood at a key and that nothing refers to; those of texts written anew tell when. */
function replacedAt(map: Y.Map<unknown>, key: string): Y.Item[] {
  const present = map._map.get(key);
  const items: Y.Item[] = [];
  for (let item = present ?? null; item !== null; item = item.left) items.push(item);
  const isNamed = ({ id, lastId }: Y.Item): boolean =>
    items.some(
      ({ origin, rightOrigin }) => Y.compareIDs(origin, lastId) || Y.compareIDs(rightOrigin, id),
    );
  return items.filter(
    (item) =>
      item !== present && item.deleted && writtenAnewAt(item.id.client) === null && !isNamed(item),
  );
}

function joinCollected(structs: (Y.GC | Y.Item)[]): void {
  let kept = 0;
  for (const struct of structs) {
    const last = structs[kept - 1];
    if (last instanceof Y.GC && struct instanceof Y.GC) last.mergeWith(struct);
    else {
      structs[kept] = struct;
      kept += 1;
    }
  }
  structs.length = kept;
}

interface Place {
  map: Y.Map<unknown>;
  key: string;
  text: Y.Text;
}

/** The plain texts in a map and in the maps in it. */
function placesOf(map: Y.Map<unknown>): Place[] {
  return [...map].flatMap(([key, value]): Place[] => {
    if (value instanceof Y.Map) return placesOf(value);
    // Formatting and objects in a text would not be in the new one.
    return value instanceof Y.Text && isPlainText(value) ? [{ map, key, text: value }] : [];
  });
}

/** How many structs a text has beyond the one it could do with. */
function surplusOf(text: Y.Text): number {
  let structs = 0;
  for (let item = text._start; item !== null; item = item.right) structs += 1;
  return Math.max(0, structs - 1);
}
