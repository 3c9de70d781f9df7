import { useCallback, useRef, useSyncExternalStore, type RefObject } from 'react';
import * as Y from 'yjs';

type Input = HTMLTextAreaElement | HTMLInputElement;

interface SharedText<E extends Input> {
  ref: RefObject<E | null>;
  value: string;
  onChange: (event: { currentTarget: E }) => void;
}

/** The text at a key of a map, also when another takes its place: the server writes some anew. */
export function useLiveText(map: Y.Map<unknown> | undefined, key: string): Y.Text | undefined {
  const subscribe = useCallback(
    (notify: () => void) => {
      map?.observe(notify);
      return () => map?.unobserve(notify);
    },
    [map],
  );
  const read = (): Y.Text | undefined => {
    const value = map?.get(key);
    return value instanceof Y.Text ? value : undefined;
  };
  return useSyncExternalStore(subscribe, read, read);
}

/**
 * Binds a field to a shared text. What is typed becomes the smallest insertion or deletion at the
 * caret, so that two people typing in one statement both keep their words; a colleague's change
 * moves the caret along.
 */
export function useSharedText<E extends Input>(
  text: Y.Text | undefined,
  origin: object,
): SharedText<E> {
  const ref = useRef<E>(null);
  const subscribe = useCallback(
    (notify: () => void) => {
      if (!text) return () => undefined;
      const observe = (event: Y.YTextEvent, transaction: Y.Transaction) => {
        const field = ref.current;
        if (transaction.origin !== origin && field && document.activeElement === field) {
          const [from, to] = [field.selectionStart ?? 0, field.selectionEnd ?? 0];
          // One's own words that undo brings back stand before the caret, as when they were typed.
          const end = shifted(to, event.delta, transaction.local ? 'behind' : 'before');
          // What a colleague writes right before a selection is not to be typed over.
          const start = from === to ? end : shifted(from, event.delta, 'behind');
          // Set here already: React would put the caret at the end of a value that it changes.
          field.value = text.toString();
          field.setSelectionRange(start, end);
        }
        notify();
      };
      text.observe(observe);
      return () => text.unobserve(observe);
    },
    [text, origin],
  );
  const read = () => text?.toString() ?? '';
  const value = useSyncExternalStore(subscribe, read, read);
  return {
    ref,
    value,
    onChange(event) {
      if (!text) return;
      const next = event.currentTarget.value;
      typeInto(text, next, event.currentTarget.selectionStart ?? next.length, origin);
    },
  };
}

/**
 * Where a caret stands after a colleague's change: before what was inserted right at it, or behind.
 * A caret stays before, so that two who type at one place each keep their own words together.
 */
export function shifted(
  at: number,
  delta: Y.YTextEvent['delta'],
  side: 'before' | 'behind' = 'before',
): number {
  let index = 0;
  let caret = at;
  for (const part of delta) {
    if (part.retain !== undefined) index += part.retain;
    else if (typeof part.insert === 'string') {
      if (index < caret || (side === 'behind' && index === caret)) caret += part.insert.length;
      index += part.insert.length;
    } else if (part.delete !== undefined && index < caret) {
      caret -= Math.min(part.delete, caret - index);
    }
  }
  return caret;
}

/**
 * Applies what a field reads now. Everything behind the caret is unchanged by typing, so the
 * difference is what lies before it: one deletion and one insertion.
 */
export function typeInto(text: Y.Text, next: string, caret: number, origin: object): void {
  const before = text.toString();
  if (before === next) return;
  const most = Math.min(before.length, next.length);
  let tail = 0;
  const longestTail = Math.min(most, next.length - caret);
  while (tail < longestTail && before.at(-1 - tail) === next.at(-1 - tail)) tail += 1;
  let head = 0;
  while (head < most - tail && before[head] === next[head]) head += 1;
  // A pair of surrogates is one character: half of it must never be inserted or left behind.
  if (splitsPair(before, head) || splitsPair(next, head)) head -= 1;
  if (splitsPair(before, before.length - tail) || splitsPair(next, next.length - tail)) tail -= 1;
  text.doc?.transact(() => {
    const removed = before.length - tail - head;
    if (removed > 0) text.delete(head, removed);
    const added = next.slice(head, next.length - tail);
    if (added !== '') text.insert(head, added);
  }, origin);
}

function splitsPair(value: string, at: number): boolean {
  const before = value.charCodeAt(at - 1);
  const after = value.charCodeAt(at);
  return before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff;
}
