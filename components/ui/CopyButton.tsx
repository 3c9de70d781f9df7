'use client';

import { useRef, useState } from 'react';
import { Icon } from './Icon';
import { TEXT } from './text';
import { useHydrated } from './useHydrated';

const SHOWN_FOR_MS = 1600;

/** Copies `value`. It needs JavaScript, so without it nothing is drawn. */
export function CopyButton(props: { value: string; label: string }) {
  const hydrated = useHydrated();
  const [said, setSaid] = useState<'copied' | 'refused' | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  if (!hydrated) return null;

  async function copy() {
    clearTimeout(timer.current);
    try {
      await navigator.clipboard.writeText(props.value);
      setSaid('copied');
    } catch {
      // The browser may refuse the clipboard; the person can still select the text.
      setSaid('refused');
    }
    timer.current = setTimeout(() => setSaid(null), SHOWN_FOR_MS);
  }

  const words =
    said === 'copied' ? TEXT.copied : said === 'refused' ? TEXT.copyRefused : props.label;
  return (
    <button type="button" className="copy" onClick={copy} aria-label={words} title={words}>
      <Icon name={said === 'copied' ? 'tick' : 'copy'} />
      <span className="visually-hidden" role="status">
        {said ? words : ''}
      </span>
    </button>
  );
}
