import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';

/**
 * Says the same changes under another client id.
 *
 * A page that could not take its old client id again (somebody else's session holds it) still has
 * unsent work in it. The server refuses structs of foreign ids, so the unsent structs get ids of
 * the new client; references to what the old client had already sent stay as they are.
 *
 * @param update yjs V1 update of one document
 * @param from the id it was made under; structs with a clock below `known` are on the server
 * @param to the new id, which has written nothing in this document yet
 */
export function rewriteClient(
  update: Uint8Array,
  from: { client: number; known: number },
  to: number,
): Uint8Array {
  const translate = (id: Y.ID): Y.ID =>
    id.client === from.client && id.clock >= from.known
      ? Y.createID(to, id.clock - from.known)
      : id;
  const { structs, ds } = Y.decodeUpdate(update);
  const encoder = new Y.UpdateEncoderV1();
  const items = structs.filter(
    (struct): struct is Y.Item =>
      struct instanceof Y.Item && struct.id.client === from.client && struct.id.clock >= from.known,
  );
  for (const item of items) {
    item.id = translate(item.id);
    if (item.origin) item.origin = translate(item.origin);
    if (item.rightOrigin) item.rightOrigin = translate(item.rightOrigin);
    // Decoded items name their parent by id; only integrated ones hold the type itself.
    if (item.parent instanceof Y.ID) item.parent = translate(item.parent);
  }
  writeVarUint(encoder, items.length === 0 ? 0 : 1);
  const [first] = items;
  if (first) {
    writeVarUint(encoder, items.length);
    encoder.writeClient(to);
    writeVarUint(encoder, first.id.clock);
    for (const item of items) item.write(encoder, 0);
  }
  writeDeletions(encoder, ds, from, translate);
  return encoder.toUint8Array();
}

type DeleteSet = ReturnType<typeof Y.decodeUpdate>['ds'];

function writeDeletions(
  encoder: Y.UpdateEncoderV1,
  ds: DeleteSet,
  from: { client: number; known: number },
  translate: (id: Y.ID) => Y.ID,
): void {
  const ranges = new Map<number, { clock: number; length: number }[]>();
  const add = (id: Y.ID, length: number) => {
    if (length <= 0) return;
    const list = ranges.get(id.client) ?? [];
    list.push({ clock: id.clock, length });
    ranges.set(id.client, list);
  };
  for (const [client, deletions] of ds.clients) {
    for (const { clock, len } of deletions) {
      const end = clock + len;
      // A range that crosses the boundary is sent half under the old id, half under the new.
      const boundary = client === from.client ? Math.min(Math.max(from.known, clock), end) : end;
      add(Y.createID(client, clock), boundary - clock);
      if (boundary < end) add(translate(Y.createID(client, boundary)), end - boundary);
    }
  }
  writeVarUint(encoder, ranges.size);
  for (const [client, list] of ranges) {
    list.sort((a, b) => a.clock - b.clock);
    encoder.resetDsCurVal();
    writeVarUint(encoder, client);
    writeVarUint(encoder, list.length);
    for (const { clock, length } of list) {
      encoder.writeDsClock(clock);
      encoder.writeDsLen(length);
    }
  }
}

function writeVarUint(encoder: Y.UpdateEncoderV1, value: number): void {
  encoding.writeVarUint(encoder.restEncoder, value);
}
