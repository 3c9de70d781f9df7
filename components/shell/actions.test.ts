import { describe, expect, it } from 'vitest';
import { ActionRegistry, bySection, findActions, type Action } from './actions';
import { isCharacterKey, matchShortcut, worksInFields, type KeyPress } from './shortcuts';

function action(id: string, words: string, shortcut?: string, section = 'Go to'): Action {
  return { id, words, section, shortcut, run: () => {} };
}
function press(key: string, held: Partial<KeyPress> = {}): KeyPress {
  return { key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held };
}

describe('ActionRegistry', () => {
  it('holds an action only while its set is joined', () => {
    const registry = new ActionRegistry();
    const leave = registry.add([action('go.inbox', 'Go to the inbox')]);
    expect(registry.all().map(({ id }) => id)).toEqual(['go.inbox']);
    leave();
    expect(registry.all()).toEqual([]);
  });

  it('lets the later set win over one with the same id and gives it back afterwards', () => {
    const registry = new ActionRegistry();
    registry.add([action('find', 'Search')]);
    const leave = registry.add([action('find', 'Search this case')]);
    expect(registry.all().map(({ words }) => words)).toEqual(['Search this case']);
    leave();
    expect(registry.all().map(({ words }) => words)).toEqual(['Search']);
  });

  it('keeps one array between changes, so that readers do not re-render for nothing', () => {
    const registry = new ActionRegistry();
    registry.add([action('a', 'A')]);
    expect(registry.all()).toBe(registry.all());
  });
});

describe('findActions', () => {
  const actions = [
    action('a', 'Open the evidence room'),
    action('b', 'Go to the inbox'),
    action('c', 'Freeze candidate', undefined, 'Release'),
  ];
  it('finds by the start of any word, section included', () => {
    expect(findActions(actions, 'inb').map(({ id }) => id)).toEqual(['b']);
    expect(findActions(actions, 'rel').map(({ id }) => id)).toEqual(['c']);
    expect(findActions(actions, 'nbox')).toEqual([]);
  });
  it('puts those that begin with the query first', () => {
    const list = [action('x', 'Leave and go'), action('y', 'Go away')];
    expect(findActions(list, 'go').map(({ id }) => id)).toEqual(['y', 'x']);
  });
  it('keeps the sections in order of appearance', () => {
    expect(bySection(actions).map(({ section }) => section)).toEqual(['Go to', 'Release']);
  });
});

describe('matchShortcut', () => {
  const actions = [
    action('palette', 'Search', 'mod+k'),
    action('inbox', 'Inbox', 'g i'),
    action('i', 'Italic', 'i'),
    action('keys', 'Keys', '?'),
    action('child', 'Child', 'shift+Enter'),
  ];
  it('reads mod as Control or Command', () => {
    expect(matchShortcut(actions, press('k', { ctrlKey: true }), null)).toMatchObject({
      kind: 'run',
    });
    expect(matchShortcut(actions, press('k', { metaKey: true }), null)).toMatchObject({
      kind: 'run',
    });
    expect(matchShortcut(actions, press('k'), null)).toEqual({ kind: 'none' });
  });
  it('waits for the second key of a sequence and prefers it to a single key', () => {
    expect(matchShortcut(actions, press('g'), null)).toEqual({ kind: 'wait', after: 'g' });
    expect(matchShortcut(actions, press('i'), 'g')).toMatchObject({ action: { id: 'inbox' } });
    expect(matchShortcut(actions, press('i'), null)).toMatchObject({ action: { id: 'i' } });
  });
  it('recognises a shifted character by itself and a shifted key by its shift', () => {
    expect(matchShortcut(actions, press('?', { shiftKey: true }), null)).toMatchObject({
      kind: 'run',
    });
    expect(matchShortcut(actions, press('Enter'), null)).toEqual({ kind: 'none' });
    expect(matchShortcut(actions, press('Enter', { shiftKey: true }), null)).toMatchObject({
      kind: 'run',
    });
  });
  it('leaves bare keys to the person who types', () => {
    expect(worksInFields('j')).toBe(false);
    expect(worksInFields('mod+Enter')).toBe(true);
    expect(worksInFields('Escape')).toBe(true);
    expect(isCharacterKey('g i')).toBe(true);
    expect(isCharacterKey('mod+k')).toBe(false);
    expect(isCharacterKey('F8')).toBe(false);
  });
});
