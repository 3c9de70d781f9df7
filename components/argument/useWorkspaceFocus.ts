import { useCallback, type KeyboardEvent, type RefObject } from 'react';
import { STATEMENT_FIELD } from './inspector/StatementSection';
import { useFocusNet } from './useFocusNet';

/** Where the selection stands in the view that is open: its line, or its passage of the document. */
const SELECTION = '[role=treeitem][tabindex="0"], [data-passage] > button[aria-pressed=true]';
const VIEW = '.middle .seg input:checked';

/**
 * The ways of the focus through the workspace: to the selection in the view, to its statement, out
 * of anything by Escape, and on when what held it is gone.
 */
export function useWorkspaceFocus(frame: RefObject<HTMLElement | null>) {
  const toView = useCallback(() => {
    const find = (selector: string) => frame.current?.querySelector<HTMLElement>(selector);
    (find(SELECTION) ?? find(VIEW))?.focus();
  }, [frame]);
  const toStatement = useCallback(() => document.getElementById(STATEMENT_FIELD)?.focus(), []);
  const net = useFocusNet(
    frame,
    useCallback(
      (last: HTMLElement) => {
        // The switch of views is drawn anew where the next view has it.
        if (last instanceof HTMLInputElement && last.type === 'radio')
          frame.current?.querySelector<HTMLElement>(VIEW)?.focus();
        else if (last.id === STATEMENT_FIELD) toStatement();
        else toView();
      },
      [frame, toStatement, toView],
    ),
  );
  const onKeyDown = useCallback(
    (event: KeyboardEvent) => {
      const { target, currentTarget } = event;
      if (event.key !== 'Escape' || !(target instanceof HTMLElement)) return;
      // The rich text claims the key and does nothing with it. Dialogs have their own way out.
      if (event.defaultPrevented && !target.isContentEditable) return;
      if (!currentTarget.contains(target)) return;
      event.preventDefault();
      toView();
    },
    [toView],
  );
  return { toView, toStatement, handlers: { ...net, onKeyDown } };
}
