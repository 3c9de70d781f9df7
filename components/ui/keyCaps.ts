const CAPS: Record<string, string> = {
  enter: '↵',
  escape: 'Esc',
  tab: 'Tab',
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
  backspace: '⌫',
  space: 'Space',
};
const APPLE: Record<string, string> = { mod: '⌘', shift: '⇧', alt: '⌥' };
const OTHER: Record<string, string> = { mod: 'Ctrl ', shift: 'Shift ', alt: 'Alt ' };

/** What is printed on the caps: "mod+Enter" reads ⌘↵ on a Mac and "Ctrl ↵" elsewhere. */
export function keyCaps(keys: string, apple = true): string {
  const modifiers = apple ? APPLE : OTHER;
  const cap = (key: string) =>
    modifiers[key.toLowerCase()] ??
    CAPS[key.toLowerCase()] ??
    (key.length === 1 ? key.toUpperCase() : key);
  return keys
    .split(' ')
    .map((chord) => chord.split('+').map(cap).join(''))
    .join(' ');
}
