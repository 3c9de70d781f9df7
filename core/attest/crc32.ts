/** CRC-32 as ZIP and PNG use it (ISO 3309, reflected 0xEDB88320), eight bytes at a time. */

const POLYNOMIAL = 0xedb88320;
const WIDE = 8;

/** Table k at b: what byte b does to the checksum when k bytes follow it in the same step. */
const TABLES = tables();

function tables(): Uint32Array {
  const made = new Uint32Array(WIDE * 256);
  for (let byte = 0; byte < 256; byte += 1) {
    let value = byte;
    for (let bit = 0; bit < 8; bit += 1)
      value = value & 1 ? (value >>> 1) ^ POLYNOMIAL : value >>> 1;
    made[byte] = value;
  }
  for (let at = 256; at < made.length; at += 1) {
    const before = made[at - 256] ?? 0;
    made[at] = (before >>> 8) ^ (made[before & 0xff] ?? 0);
  }
  return made;
}

/**
 * The checksum of bytes.
 * @param before checksum of what stands in front of them; 0 at the beginning
 */
export function crc32(bytes: Uint8Array, before = 0): number {
  const t = TABLES;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const whole = bytes.length - (bytes.length % WIDE);
  let crc = ~before;
  let at = 0;
  for (; at < whole; at += WIDE) {
    const a = view.getUint32(at, true) ^ crc;
    const b = view.getUint32(at + 4, true);
    crc =
      t[0x700 + (a & 0xff)]! ^
      t[0x600 + ((a >>> 8) & 0xff)]! ^
      t[0x500 + ((a >>> 16) & 0xff)]! ^
      t[0x400 + (a >>> 24)]! ^
      t[0x300 + (b & 0xff)]! ^
      t[0x200 + ((b >>> 8) & 0xff)]! ^
      t[0x100 + ((b >>> 16) & 0xff)]! ^
      t[b >>> 24]!;
  }
  for (; at < bytes.length; at += 1) crc = (crc >>> 8) ^ (t[(crc ^ (bytes[at] ?? 0)) & 0xff] ?? 0);
  return ~crc >>> 0;
}
