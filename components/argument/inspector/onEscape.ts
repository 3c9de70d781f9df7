import type { KeyboardEvent } from 'react';

/** Escape closes a form before it leads out of the inspector. */
export function onEscape(close: () => void): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    close();
  };
}
