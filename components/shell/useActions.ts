'use client';

import { createContext, useContext, useEffect, useRef, useSyncExternalStore } from 'react';
import { ActionRegistry, type Action } from './actions';

/**
 * One registry for the page. Only effects join it, so on the server it stays empty and holds
 * nothing of one request for another.
 */
const RegistryContext = createContext(new ActionRegistry());
const none: readonly Action[] = [];

export function useRegistry(): ActionRegistry {
  return useContext(RegistryContext);
}

/**
 * Offers actions while the component is on screen. `run` may close over anything: the latest one
 * is called, and the registry is told only when words, sections or shortcuts change.
 */
export function useActions(actions: readonly Action[]): void {
  const registry = useRegistry();
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  const shape = JSON.stringify(actions);
  useEffect(
    () =>
      registry.add(
        latest.current.map((action) => ({
          ...action,
          run: () => latest.current.find(({ id }) => id === action.id)?.run(),
        })),
      ),
    [registry, shape],
  );
}

/** Every action that can be done now. */
export function useAllActions(): readonly Action[] {
  const registry = useRegistry();
  return useSyncExternalStore(
    (listener) => registry.subscribe(listener),
    () => registry.all(),
    () => none,
  );
}
