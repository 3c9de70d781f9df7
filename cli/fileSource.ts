import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { cutShort, type ByteSource } from '@/core/snapshot/byteSource';
import type { OpenFile } from './command';

/** A regular file of which only what is asked for is read. Its errors are those of the system. */
export function openSource(path: string): OpenFile {
  const file = openSync(path, 'r');
  const { size } = fstatSync(file);
  const source: ByteSource = {
    size,
    read: (from, into) => {
      for (let done = 0; done < into.length;) {
        const got = readSync(file, into, done, into.length - done, from + done);
        // Somebody made it shorter meanwhile.
        if (got === 0) throw cutShort(from + done);
        done += got;
      }
    },
  };
  return { source, close: () => closeSync(file) };
}
