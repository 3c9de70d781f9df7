import type { ImportNotes } from '../importNotes';
import type { TeaFile } from './readTea';
import type { TeaElement } from './teaElement';

/** One appearance of an element below another one. */
export interface Appearance {
  parent: TeaElement;
  child: TeaElement;
  /** In the sandbox below something that is not: it hangs nowhere. */
  isParked: boolean;
}

/**
 * TEA repeats an element under each of its parents. One id with one content is one element; evidence
 * that says the same under several ids is one as well. Two elements that share only their id, or only
 * their name, stay two.
 */
export function mergeRepeats(
  { elements, below }: TeaFile,
  notes: ImportNotes,
): { kept: TeaElement[]; below: Appearance[] } {
  const ids = new Set<string>();
  const byId = new Map<string, TeaElement>();
  const byContent = new Map<string, TeaElement>();
  const kept: TeaElement[] = [];
  const merged = elements.map((element) => {
    const content = contentOf(element);
    const id = `${element.type} ${element.id}`;
    const key = `${id} ${content}`;
    const repeated = (element.id === '' ? undefined : byId.get(key)) ?? evidenceLike(element);
    if (repeated) return repeated;
    if (element.id !== '' && ids.has(id)) {
      notes.warn(
        `${element.path}.id`,
        'The id stands twice with different content; both elements are kept.',
      );
    }
    ids.add(id);
    byId.set(key, element);
    kept.push(element);
    return element;

    function evidenceLike(one: TeaElement): TeaElement | undefined {
      if (one.kind !== 'solution' || one.name + one.description === '') return undefined;
      const known = byContent.get(content);
      if (known === undefined) byContent.set(content, one);
      else if (known.id !== one.id) {
        notes.hint(`${one.path}.id`, 'Evidence that says the same under two ids is kept once.');
      }
      return known;
    }
  });
  const appearances = below.flatMap(({ parent, child }): Appearance[] => {
    const [above, here] = [elements[parent], elements[child]];
    const [from, to] = [merged[parent], merged[child]];
    if (!above || !here || !from || !to) return [];
    const isParked = here.inSandbox && !above.inSandbox;
    if (isParked) {
      notes.hint(`${here.path}.inSandbox`, 'The element is in the sandbox: it is parked.');
    }
    return [{ parent: from, child: to, isParked }];
  });
  return { kept, below: appearances };
}

function contentOf(element: TeaElement): string {
  const { id: _id, path: _path, inSandbox: _inSandbox, further, ...content } = element;
  return JSON.stringify([content, [...further]]);
}
