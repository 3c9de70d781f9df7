/** Tiles of the log as paths (C2SP tlog-tiles). */

export const TILE_WIDTH = 256;
const TILE_HEIGHT = 8;

/** A row of hashes, or of entries, of the log. */
export interface Tile {
  /** Tile level; hashes of tile level L are nodes of tree level 8 × L. */
  level: number | 'entries';
  index: number;
  /** 256 for a whole tile, 1 to 255 for a partial one. */
  width: number;
}

export const TILE_PATH =
  /^\/log\/tile\/(?<level>entries|[0-5])\/(?<index>(?:x\d{3}\/)*\d{3})(?:\.p\/(?<width>[1-9]\d{0,2}))?$/;

/** Reads the groups of {@link TILE_PATH}. Null for spellings that no tile has. */
export function parseTile(groups: Record<string, string | undefined>): Tile | null {
  const { level = '', index = '', width } = groups;
  // Tile 1234 is x001/234; a leading x000 would be a second spelling.
  if (index.startsWith('x000') || index.length > 40) return null;
  const number = Number(index.replaceAll(/[x/]/g, ''));
  const wide = width === undefined ? TILE_WIDTH : Number(width);
  if (!Number.isSafeInteger(number) || (width !== undefined && wide >= TILE_WIDTH)) return null;
  return { level: level === 'entries' ? 'entries' : Number(level), index: number, width: wide };
}

/** Tree level of a tile's hashes. */
export function treeLevel(tileLevel: number): number {
  return tileLevel * TILE_HEIGHT;
}

/** Whether a log of `size` leaves has all of the tile's hashes or entries. */
export function tileIsCovered(tile: Tile, size: number): boolean {
  const span = tile.level === 'entries' ? 1 : TILE_WIDTH ** tile.level;
  return tile.index * TILE_WIDTH + tile.width <= Math.floor(size / span);
}
