'use client';

import { useSyncExternalStore } from 'react';

const KEY = 'cw-single-keys';
const listeners = new Set<() => void>();

/** Whether bare character keys act (WCAG 2.1.4: they can be switched off). On unless switched off. */
export function readSingleKeys(): boolean {
  try {
    return localStorage.getItem(KEY) !== 'off';
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the default.
    return true;
  }
}

function writeSingleKeys(on: boolean): void {
  try {
    if (on) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, 'off');
  } catch {
    // As above: nothing to keep it in.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}

export function useSingleKeys(): [boolean, (on: boolean) => void] {
  return [useSyncExternalStore(subscribe, readSingleKeys, () => true), writeSingleKeys];
}
