import { fromHex } from './bytes';
import type { FrozenRelease } from './digest';
import { parseManifest } from './manifest';
import { Refusal } from './refusal';
import { checkView, parseView } from './view';

/**
 * A frozen release from what is stored of it: its manifest bytes, and the bytes of a view that
 * withholds nothing (`buildView` without options), which holds every salt and record.
 *
 * @throws Refusal `wrong-root` when the two do not belong together or something is withheld; other
 *   codes when either does not parse
 */
export function storedRelease(manifestBytes: Uint8Array, wholeView: Uint8Array): FrozenRelease {
  const { manifest, releaseDigest } = parseManifest(manifestBytes);
  const view = parseView(wholeView);
  const [problem] = checkView(view, { manifest, releaseDigest });
  if (problem !== undefined) throw new Refusal('wrong-root', problem);
  return {
    manifest,
    manifestBytes,
    releaseDigest,
    root: manifest.root,
    leaves: view.leaves.map((leaf) => {
      if (!leaf.disclosed) throw new Refusal('wrong-root', 'The stored view withholds a record.');
      const { record, salt, bytes } = leaf;
      return { id: record.id, kind: record.kind, salt, bytes, leaf: fromHex(leaf.leaf) };
    }),
  };
}
