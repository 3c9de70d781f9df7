import { encodeServerMessage } from '@/core/collab/codec';
import type { ServerMessage } from '@/core/collab/messages';

/** A message as sockets take it, so that sending it to many makes no object for each of them. */
export function frameOf(message: ServerMessage): Buffer {
  const { buffer, byteOffset, byteLength } = encodeServerMessage(message);
  return Buffer.from(buffer, byteOffset, byteLength);
}
