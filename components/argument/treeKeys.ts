import type { Action } from '@/components/shell/actions';
import { TEXT } from './text';

/** Keys of the outline, for the sheet of keys: the outline itself acts on them. */
export function treeKeys(editable: boolean): Action[] {
  const keys: [shortcut: string, words: string][] = [
    ['ArrowDown', TEXT.treeKeys.next],
    ['ArrowUp', TEXT.treeKeys.before],
    ['ArrowRight', TEXT.treeKeys.unfold],
    ['ArrowLeft', TEXT.treeKeys.fold],
  ];
  if (editable)
    keys.push(
      ['Enter', TEXT.actions.addSibling],
      ['Tab', TEXT.actions.addChild],
      ['c', TEXT.actions.addContext],
      ['s', TEXT.actions.addSolution],
      ['e', TEXT.actions.edit],
      ['/', TEXT.actions.changeKind],
      ['alt+ArrowUp', TEXT.actions.moveUp],
      ['alt+ArrowDown', TEXT.actions.moveDown],
      ['alt+ArrowRight', TEXT.actions.indent],
      ['alt+ArrowLeft', TEXT.actions.outdent],
      ['Delete', TEXT.actions.remove],
    );
  keys.push(['Escape', TEXT.treeKeys.leave]);
  return keys.map(([shortcut, words]) => ({
    id: `tree.${shortcut}`,
    words,
    section: TEXT.treeKeys.section,
    shortcut,
    keyOnly: true,
    elsewhere: true,
    run: () => undefined,
  }));
}
