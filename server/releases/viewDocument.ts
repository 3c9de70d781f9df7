import { renderView } from '@/core/attest/html';
import { utf8 } from '@/core/snapshot/bytes';
import { readView } from '@/core/snapshot/disclosed';
import type { FrozenRelease } from '@/core/snapshot/digest';
import { parseView, type View } from '@/core/snapshot/view';

/** Bytes of the readable page of a view. They follow from manifest and view alone. */
export function viewDocument(frozen: FrozenRelease, view: View): Uint8Array {
  return utf8(renderView(frozen.manifest, readView(parseView(view.bytes))));
}
