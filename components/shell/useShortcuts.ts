'use client';

import { useEffect } from 'react';
import { isCharacterKey, matchShortcut, worksInFields } from './shortcuts';
import { useRegistry } from './useActions';
import { readSingleKeys } from './useSingleKeys';

const SEQUENCE_MS = 1200;

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches('textarea, select, input:not([type=checkbox], [type=radio], [type=button])'))
  );
}

/**
 * Dispatches key presses to the action registry. Mounted once, by the shell. A press that a
 * component has handled (`preventDefault`), and bare keys in fields, dialogs and menus, are left
 * alone.
 */
export function useShortcuts(): void {
  const registry = useRegistry();
  useEffect(() => {
    let waiting: string | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || event.isComposing) return;
      if (['Control', 'Meta', 'Shift', 'Alt'].includes(event.key)) return;
      const inside =
        isTyping(event.target) ||
        (event.target instanceof Element && event.target.closest('[role=dialog], [role=menu]'));
      const actions = registry.all().filter(({ shortcut, elsewhere }) => {
        if (shortcut === undefined || elsewhere) return false;
        if (inside && !worksInFields(shortcut)) return false;
        return readSingleKeys() || !isCharacterKey(shortcut);
      });
      const match = matchShortcut(actions, event, waiting);
      clearTimeout(timer);
      waiting = null;
      if (match.kind === 'run') {
        event.preventDefault();
        match.action.run();
      } else if (match.kind === 'wait') {
        waiting = match.after;
        timer = setTimeout(() => (waiting = null), SEQUENCE_MS);
      }
    }
    document.addEventListener('keydown', onKeyDown);
    return () => {
      document.removeEventListener('keydown', onKeyDown);
      clearTimeout(timer);
    };
  }, [registry]);
}
