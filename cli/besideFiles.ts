import { readFileSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';
import type { FileSource } from '@/core/formats/importFormats';

const MAX_FILES = 200;
const MAX_BYTES = 64 * 1024 * 1024;

/**
 * Files that a file names beside itself, read from its folder and nowhere else: no `..`, no absolute
 * name, no symbolic link that leads out, no device. At most 200 files and 64 MiB together, each read
 * once; what is beyond counts as not there.
 */
export function besideFiles(folder: string): FileSource {
  const known = new Map<string, Uint8Array | null>();
  let room = MAX_BYTES;
  return (name) => {
    const read = known.get(name);
    if (read !== undefined) return read;
    if (known.size >= MAX_FILES) return null;
    const bytes = readInside(folder, name, room);
    room -= bytes?.length ?? 0;
    known.set(name, bytes);
    return bytes;
  };
}

function readInside(folder: string, name: string, room: number): Uint8Array | null {
  const steps = name.split(/[\\/]/);
  if (name === '' || name.includes('\0') || isAbsolute(name) || steps.includes('..')) return null;
  try {
    const place = realpathSync(join(folder, name));
    const inside = relative(realpathSync(folder), place);
    if (isAbsolute(inside) || inside.split(sep)[0] === '..') return null;
    const { size, isFile } = fileAt(place);
    return isFile && size <= room ? readFileSync(place) : null;
  } catch (error) {
    // Not there, or not to be read: the importer says so.
    if (error instanceof Error && 'code' in error) return null;
    throw error;
  }
}

function fileAt(place: string): { size: number; isFile: boolean } {
  const stats = statSync(place);
  return { size: stats.size, isFile: stats.isFile() };
}
