import { encodeServerMessage } from '@/core/collab/codec';
import type { ServerMessage } from '@/core/collab/messages';

/** First byte of a WebSocket frame that is a whole binary message (RFC 6455, 5.2). */
const WHOLE_BINARY = 0x82;
/** Payload lengths from here on are in two, and in eight, bytes of their own. */
const TWO_BYTES = 126;
const EIGHT_BYTES = 65_536;

/**
 * A message as it goes over the line, WebSocket frame included: frames of a server are not masked,
 * so everybody gets the same bytes in one write, and nothing is made for each of them.
 */
export function frameOf(message: ServerMessage): Buffer {
  const payload = encodeServerMessage(message);
  const { length } = payload;
  const header = length < TWO_BYTES ? 2 : length < EIGHT_BYTES ? 4 : 10;
  const frame = Buffer.allocUnsafe(header + length);
  frame[0] = WHOLE_BINARY;
  if (header === 2) frame[1] = length;
  else if (header === 4) {
    frame[1] = TWO_BYTES;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = TWO_BYTES + 1;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.set(payload, header);
  return frame;
}
