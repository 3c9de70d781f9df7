import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { bytesNamed } from '../bytesNamed';
import { Problems, wordsOf, type Checked } from './check';

/** Every stored file of evidence is there and has the digest that it is named by. */
export async function checkEvidence({ client, blobs, lines }: Checked): Promise<void> {
  const problems = new Problems(lines, 'evidence');
  const { kept, staged } = await bytesNamed(client);
  let bytes = 0;
  let files = 0;
  for (const { sha256, required } of kept) {
    if (!(await blobs.has(sha256))) {
      if (required) problems.add(`The bytes of ${sha256} are not in the store.`);
      continue;
    }
    const found = await digestOf(blobs.read(sha256));
    if (found.sha256 !== sha256)
      problems.add(`The bytes stored as ${sha256} have the digest ${found.sha256}.`);
    bytes += found.size;
    files += 1;
  }
  for (const { key, sha256 } of staged) {
    const open = await blobs.openStaged(key);
    // Examined since the snapshot: then it is under its digest.
    if (open === null && (await blobs.has(sha256))) continue;
    const found = open && (await digestOf(open.bytes));
    if (found?.sha256 !== sha256)
      problems.add(
        `The upload of ${sha256} that waits to be examined is ${found ? 'damaged' : 'gone'}.`,
      );
    bytes += found?.size ?? 0;
    files += 1;
  }
  problems.end(`${files} files, ${bytes} bytes, each under its digest`);
}

async function digestOf(source: Readable): Promise<{ sha256: string; size: number }> {
  const hash = createHash('sha256');
  let size = 0;
  try {
    for await (const chunk of source as AsyncIterable<Uint8Array>) {
      hash.update(chunk);
      size += chunk.byteLength;
    }
  } catch (error) {
    return { sha256: `none (${wordsOf(error)})`, size };
  }
  return { sha256: hash.digest('hex'), size };
}
