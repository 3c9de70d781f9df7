/**
 * The one registry of what can be done from here. Palette, menus and the `?` sheet read it, and
 * shortcuts are dispatched from it, so that they never disagree.
 */
export interface Action {
  /** Stable name: "go.inbox", "node.add-child". */
  id: string;
  /** What it does, in words: "Go to the inbox". */
  words: string;
  /** Head under which it stands: "Go to", "Outline". */
  section: string;
  /**
   * "mod+k", "shift+Enter", "j", "?" or two keys after one another: "g i". A shortcut without
   * `mod` does nothing while somebody types in a field.
   */
  shortcut?: string | undefined;
  /** Other words by which the palette finds it. */
  also?: string | undefined;
  /** Shown in the `?` sheet but not in the palette: movement keys. */
  keyOnly?: boolean | undefined;
  /** The component that has the focus acts on the key itself: shown, never dispatched. */
  elsewhere?: boolean | undefined;
  run: () => void;
}

type Listener = () => void;

/** A set of actions that components join while they are on screen. */
export class ActionRegistry {
  #sets = new Map<symbol, readonly Action[]>();
  #listeners = new Set<Listener>();
  #all: readonly Action[] = [];

  /** Adds a set and returns what removes it. Of two actions with one id the later set wins. */
  add(actions: readonly Action[]): () => void {
    const key = Symbol('actions');
    this.#sets.set(key, actions);
    this.#changed();
    return () => {
      this.#sets.delete(key);
      this.#changed();
    };
  }

  /** Every action that can be done now; the same array until something changes. */
  all(): readonly Action[] {
    return this.#all;
  }

  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #changed(): void {
    const byId = new Map<string, Action>();
    for (const set of this.#sets.values()) for (const action of set) byId.set(action.id, action);
    this.#all = [...byId.values()];
    for (const listener of this.#listeners) listener();
  }
}

/** Entries under their sections, in the order in which the sections first appear. */
export function bySection<Entry extends { section: string }>(
  actions: readonly Entry[],
): { section: string; actions: Entry[] }[] {
  const sections = new Map<string, Entry[]>();
  for (const action of actions) {
    const list = sections.get(action.section);
    if (list) list.push(action);
    else sections.set(action.section, [action]);
  }
  return [...sections].map(([section, list]) => ({ section, actions: list }));
}

/**
 * Actions that match what was typed: every word of the query starts a word of the action's words,
 * section or other words. Those whose own words start with the query come first.
 */
export function findActions(actions: readonly Action[], query: string): Action[] {
  const asked = query.toLowerCase().split(/\s+/).filter(Boolean);
  const found = actions.filter((action) => {
    const words = `${action.words} ${action.section} ${action.also ?? ''}`
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u);
    return asked.every((part) => words.some((word) => word.startsWith(part)));
  });
  const first = (action: Action) =>
    action.words.toLowerCase().startsWith(asked.join(' ')) ? 0 : 1;
  return asked.length === 0 ? [...found] : found.sort((a, b) => first(a) - first(b));
}
