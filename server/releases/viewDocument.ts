import { renderView } from '@/core/attest/html';
import { utf8 } from '@/core/snapshot/bytes';
import { readView } from '@/core/snapshot/disclosed';
import type { FrozenRelease } from '@/core/snapshot/digest';
import { parseView, type View } from '@/core/snapshot/view';

/**
 * Bytes of the readable page of a view. They follow from manifest and view alone, and from whether it
 * is of the worked example.
 */
export function viewDocument(frozen: FrozenRelease, view: View, example: boolean): Uint8Array {
  return utf8(renderView(frozen.manifest, readView(parseView(view.bytes)), { example }));
}
