import type { Action } from './actions';

/** What of a keyboard event decides which shortcut it is. */
export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

interface Chord {
  key: string;
  mod: boolean;
  alt: boolean;
  shift: boolean;
}

function parseChord(written: string): Chord {
  const parts = written.split('+').map((part) => part.toLowerCase());
  const key = parts.pop() ?? '';
  return {
    key: key === 'space' ? ' ' : key,
    mod: parts.includes('mod'),
    alt: parts.includes('alt'),
    shift: parts.includes('shift'),
  };
}

function presses(chord: Chord, press: KeyPress): boolean {
  if (press.key.toLowerCase() !== chord.key) return false;
  if ((press.ctrlKey || press.metaKey) !== chord.mod || press.altKey !== chord.alt) return false;
  // A character that needs shift on some keyboards ("?") is recognised by itself.
  const plainCharacter = chord.key.length === 1 && !/[a-z0-9]/.test(chord.key);
  return plainCharacter && !chord.shift ? true : press.shiftKey === chord.shift;
}

/** Whether the shortcut may be used while somebody types: only those with a modifier or Escape. */
export function worksInFields(shortcut: string): boolean {
  return /(^|\+)mod\+|^escape$|^f\d+$/i.test(shortcut);
}

/** Whether the shortcut is a bare character key, which people must be able to switch off. */
export function isCharacterKey(shortcut: string): boolean {
  return shortcut.split(' ').every((chord) => chord.length === 1);
}

export type Match =
  | { kind: 'run'; action: Action }
  /** The first key of a sequence: wait for the second. */
  | { kind: 'wait'; after: string }
  | { kind: 'none' };

/**
 * What a key press means, given the key that a sequence waits after ("g" of "g i").
 * A finished sequence wins over a single key.
 */
export function matchShortcut(
  actions: readonly Action[],
  press: KeyPress,
  waiting: string | null,
): Match {
  const written = actions.flatMap((action) =>
    action.shortcut ? [{ action, chords: action.shortcut.split(' ') }] : [],
  );
  if (waiting !== null) {
    const second = written.find(
      ({ chords }) =>
        chords.length === 2 &&
        chords[0]?.toLowerCase() === waiting &&
        presses(parseChord(chords[1] ?? ''), press),
    );
    if (second) return { kind: 'run', action: second.action };
  }
  const single = written.findLast(
    ({ chords }) => chords.length === 1 && presses(parseChord(chords[0] ?? ''), press),
  );
  if (single) return { kind: 'run', action: single.action };
  const first = written.find(
    ({ chords }) => chords.length === 2 && presses(parseChord(chords[0] ?? ''), press),
  );
  if (first)
    return { kind: 'wait', after: first.action.shortcut?.split(' ')[0]?.toLowerCase() ?? '' };
  return { kind: 'none' };
}
