/** Writes small ZIP archives for tests, any compression method and any lie in the directory. */

export interface ZipFixtureEntry {
  name: string;
  /** As stored. */
  raw: Uint8Array;
  method: number;
  /** What the directory claims. */
  size: number;
}

export function zipFixture(entries: readonly ZipFixtureEntry[]): Blob {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const { name, raw, method, size } of entries) {
    const nameBytes = new TextEncoder().encode(name);
    const common = [20, 0, method, 0, 0, 0, raw.length, size, nameBytes.length, 0] as const;
    const local = record(0x04034b50, [2, 2, 2, 2, 2, 4, 4, 4, 2, 2], common);
    const central = record(
      0x02014b50,
      [2, 2, 2, 2, 2, 2, 4, 4, 4, 2, 2, 2, 2, 2, 4, 4],
      [20, ...common, 0, 0, 0, 0, offset],
    );
    parts.push(local, nameBytes, raw);
    directory.push(central, nameBytes);
    offset += local.length + nameBytes.length + raw.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = record(
    0x06054b50,
    [2, 2, 2, 2, 4, 4, 2],
    [0, 0, entries.length, entries.length, size, offset, 0],
  );
  return new Blob([...parts, ...directory, end].map((part) => part.slice()));
}

/** Little-endian fields after a signature. */
function record(
  signature: number,
  widths: readonly number[],
  values: readonly number[],
): Uint8Array {
  const bytes = new Uint8Array(4 + widths.reduce((sum, width) => sum + width, 0));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, signature, true);
  let at = 4;
  for (const [index, width] of widths.entries()) {
    const value = values[index] ?? 0;
    if (width === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += width;
  }
  return bytes;
}
