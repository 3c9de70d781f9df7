import { readZip } from '../zip';

/** The bytes of all files of a container, to be changed and written again. */
export function filesOf(container: Uint8Array): Map<string, Uint8Array> {
  return new Map(
    [...readZip(container)].map(([path, file]): [string, Uint8Array] => [path, file.bytes()]),
  );
}
