'use client';

import { useSyncExternalStore } from 'react';
import { keyCaps } from './keyCaps';

const subscribe = () => () => {};
const isApple = () => /mac|iphone|ipad/i.test(navigator.userAgent);

/** Apple caps in server markup and until the browser is known. */
function useAppleCaps(): boolean {
  return useSyncExternalStore(subscribe, isApple, () => true);
}

/**
 * A key hint. `keys` is written as in the action registry: "J", "mod+K", "mod+Enter", "G I".
 * Hidden from screen readers, which read the shortcut from `aria-keyshortcuts` of the control.
 */
export function Kbd(props: { keys: string }) {
  return <kbd aria-hidden="true">{keyCaps(props.keys, useAppleCaps())}</kbd>;
}

/** Several keys side by side, each its own cap: J K. */
export function Keys(props: { keys: string[] }) {
  return (
    <span className="keys" aria-hidden="true">
      {props.keys.map((key) => (
        <Kbd key={key} keys={key} />
      ))}
    </span>
  );
}
