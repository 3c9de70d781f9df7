'use client';

import { useRef } from 'react';

/**
 * Gives focus back to where it was when a dialog without a trigger of its own closes: one opened
 * by a shortcut or a menu. Spread the result onto the dialog's content.
 */
export function useReturnFocus() {
  const before = useRef<Element | null>(null);
  return {
    onOpenAutoFocus: () => {
      before.current = document.activeElement;
    },
    onCloseAutoFocus: (event: Event) => {
      if (!(before.current instanceof HTMLElement) || !before.current.isConnected) return;
      event.preventDefault();
      before.current.focus();
    },
  };
}
