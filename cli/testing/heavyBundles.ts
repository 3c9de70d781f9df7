import { BUNDLE_SCHEMA } from '@/core/attest/bundle';
import { INDEX_TYPE } from '@/core/attest/dsse';
import { sealedByInstance } from '@/core/attest/instanceKey';
import { filesOf } from '@/core/attest/testing/filesOf';
import { SAMPLE_INSTANCE, sampleBundle, sampleRelease } from '@/core/attest/testing/sampleBundle';
import { writeZip } from '@/core/attest/zip';
import { toBase64, utf8 } from '@/core/snapshot/bytes';
import { canonicalBytes } from '@/core/snapshot/canonical';
import { sha256Hex } from '@/core/snapshot/hash';
import type { HostileFile } from './hostileFiles';

const MiB = 1024 * 1024;

/** The sample bundle with some of its files changed, as an instance would sign that writes whatever it likes. */
function resigned(changes: Iterable<readonly [path: string, bytes: Uint8Array]>): Uint8Array {
  const files = filesOf(sampleBundle('full'));
  for (const [path, bytes] of changes) files.set(path, bytes);
  files.delete('index.json');
  const index = {
    schema: BUNDLE_SCHEMA,
    release: sampleRelease().release.releaseDigest,
    madeAt: '2026-02-24T12:00:00Z',
    files: [...files]
      .map(([path, bytes]) => ({ path, sha256: sha256Hex(bytes), size: bytes.length }))
      .sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
  const envelope = sealedByInstance(SAMPLE_INSTANCE, INDEX_TYPE, canonicalBytes(index));
  return writeZip(files.set('index.json', canonicalBytes(envelope)));
}

/** A view of so many leaves, in canonical spelling. */
function view(count: number, leaf: (at: number) => string): Uint8Array {
  const { releaseDigest } = sampleRelease().release;
  const leaves = Array.from({ length: count }, (_, at) => leaf(at)).join(',');
  return utf8(
    `{"edges":[],"leaves":[${leaves}],"name":"owner","release":"${releaseDigest}","schema":"casewright/view/1"}`,
  );
}

const hex = (at: number) => at.toString(16).padStart(32, '0');
const SALT = toBase64(new Uint8Array(16));

/** An identifier record that takes a view of the most leaves to the most bytes. */
function identifierLeaf(at: number): string {
  const record = `{"id":"${hex(at)}","kind":"identifier","label":"${'G'.repeat(110)}","of":"${hex(at + 1)}"}`;
  return `{"bytes":"${toBase64(utf8(record))}","salt":"${SALT}"}`;
}

/** Bundles whose container, index and signatures hold, and whose content is the trap. */
export function heavyViews(
  refused: (kind: string, exit: 2 | 3, says: RegExp, make: HostileFile['make']) => HostileFile,
): HostileFile[] {
  return [
    refused('as many leaves as are read', 2, /^FALSE +view +The view has 129999 leaves; /m, () => [
      resigned([['view.json', view(129_999, identifierLeaf)]]),
    ]),
    refused(
      'a view of lists',
      2,
      /^FALSE +view +There are more than \d+ values at character /m,
      () => [resigned([['view.json', view(14_000_000, () => '[]')]])],
    ),
    refused(
      'an object of 2,000,000 members',
      2,
      /^FALSE +view +An object has too many members /m,
      () => [
        resigned([
          [
            'view.json',
            view(
              1,
              () =>
                `{${Array.from({ length: 2_000_000 }, (_, at) => `"${hex(at).slice(-8)}":0`).join(',')}}`,
            ),
          ],
        ]),
      ],
    ),
    refused('nested 10,000 deep', 2, /^FALSE +view +/m, () => [
      resigned([['view.json', view(1, () => `${'['.repeat(100_000)}${']'.repeat(100_000)}`)]]),
    ]),
    refused(
      'a page of 90 MB of blanks',
      2,
      /^FALSE +disclosure +The readable page is not /m,
      () => [resigned([['index.html', new Uint8Array(90 * MiB).fill(0x20)]])],
    ),
    refused('evidence of 160 MB', 2, /^FALSE +evidence +evidence\/\S+ has other bytes\.$/m, () => [
      resigned([[`evidence/${'0'.repeat(64)}`, new Uint8Array(160 * MiB)]]),
    ]),
    refused('half a million proofs', 2, /log\/proofs\.json refused at entries\.0: /m, () => [
      resigned([
        [
          'log/proofs.json',
          utf8(`{"entries":[${'0,'.repeat(499_900)}0],"schema":"casewright/proofs/1"}`),
        ],
      ]),
    ]),
    refused('20,001 files', 3, /The bundle has more than 20000 files\.$/m, () => [
      writeZip(
        new Map(Array.from({ length: 20_001 }, (_, at) => [`evidence/${hex(at)}`, utf8('')])),
      ),
    ]),
  ];
}
