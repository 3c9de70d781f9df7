import { readView, type DisclosedCase } from '@/core/snapshot/disclosed';
import { leaks, type Leaks } from '@/core/snapshot/leaks';
import { parseView, type ParsedView } from '@/core/snapshot/view';
import type { ViewRow } from './repo';

interface ReadView {
  parsed: ParsedView;
  shown: DisclosedCase;
  leaks: Leaks;
}

/** Views never change, so what was read of one stays right; the last few are kept. */
const KEPT = 24;
const read = new Map<string, ReadView>();

/** What a stored view discloses. Callers never change it: it is shared between requests. */
export function readStoredView(view: Pick<ViewRow, 'bytes' | 'digest'>): ReadView {
  const known = read.get(view.digest);
  if (known !== undefined) {
    read.delete(view.digest);
    read.set(view.digest, known);
    return known;
  }
  const parsed = parseView(new Uint8Array(view.bytes));
  const made = { parsed, shown: readView(parsed), leaks: leaks(parsed) };
  read.set(view.digest, made);
  for (const oldest of read.keys()) {
    if (read.size <= KEPT) break;
    read.delete(oldest);
  }
  return made;
}
