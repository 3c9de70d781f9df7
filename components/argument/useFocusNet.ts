import { useCallback, useEffect, useRef, type FocusEvent, type RefObject } from 'react';

/**
 * Catches the focus when what held it leaves the page: a form that was sent, a node that a
 * colleague removed, the fields of a node that is no longer selected. Without it a person without
 * a mouse would start again at the top of the page. It goes to the first thing to do in the same
 * section, or is handed to `elsewhere` with the element that had it.
 *
 * @returns handlers for the frame, which hear of its dialogs too
 */
export function useFocusNet(
  frame: RefObject<HTMLElement | null>,
  elsewhere: (last: HTMLElement) => void,
): { onFocus: (event: FocusEvent) => void; onBlur: (event: FocusEvent) => void } {
  const held = useRef<{ element: HTMLElement; section: HTMLElement | null } | null>(null);
  useEffect(() => {
    const caught = new MutationObserver(() => {
      if (!held.current || document.activeElement !== document.body) return;
      const { element, section } = held.current;
      const next = section?.isConnected
        ? section.querySelector<HTMLElement>('button:enabled, textarea:enabled, input:enabled')
        : null;
      if (next) next.focus();
      else elsewhere(element);
    });
    if (frame.current) caught.observe(frame.current, { childList: true, subtree: true });
    // Dialogs are drawn into the body.
    caught.observe(document.body, { childList: true });
    return () => caught.disconnect();
  }, [frame, elsewhere]);
  return {
    onFocus: useCallback(({ target }) => {
      if (target instanceof HTMLElement)
        held.current = { element: target, section: target.closest('section') };
    }, []),
    onBlur: useCallback(({ relatedTarget, target, currentTarget }) => {
      // Taken out of the page, it is not let go of: that is what the net is for.
      if (!target.isConnected || currentTarget.contains(relatedTarget)) return;
      held.current = null;
    }, []),
  };
}
