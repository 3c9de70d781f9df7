import { LIMITS } from '@/core/argument/limits';
import type { Appearance } from './mergeRepeats';
import type { TeaElement } from './teaElement';

/** What each goal or evidence that challenges is aimed at: what it names, else what it hangs below. */
export function challengedBy(
  kept: readonly TeaElement[],
  below: readonly Appearance[],
): ReadonlyMap<TeaElement, TeaElement> {
  const byId = new Map<string, TeaElement>();
  for (const element of kept) {
    if (element.id !== '' && !byId.has(element.id)) byId.set(element.id, element);
  }
  const parents = new Map<TeaElement, TeaElement>();
  for (const { parent, child } of below) if (!parents.has(child)) parents.set(child, parent);
  const challenged = new Map<TeaElement, TeaElement>();
  for (const element of kept) {
    const { isDefeater, defeats, kind } = element;
    if ((!isDefeater && defeats === '') || (kind !== 'goal' && kind !== 'solution')) continue;
    const target = defeats === '' ? parents.get(element) : byId.get(defeats);
    if (target && target !== element) challenged.set(element, target);
  }
  return challenged;
}

/**
 * Claims that are read as challenges in words alone. TEA has no other place for such a challenge than a
 * claim, and a case may hold as many challenges as elements. So where a file holds more elements than a
 * case may, claims that do nothing but challenge are no elements; in every other file they are.
 */
export function wordsAlone(
  kept: readonly TeaElement[],
  below: readonly Appearance[],
  challenged: ReadonlyMap<TeaElement, TeaElement>,
): ReadonlySet<TeaElement> {
  const words = new Set<TeaElement>();
  if (kept.length + ownTexts(kept) <= LIMITS.nodes) return words;
  for (const element of challenged.keys()) if (saysWordsAlone(element)) words.add(element);
  for (const { parent, child, isParked } of below) {
    if (isParked || challenged.get(child) === parent) continue;
    words.delete(parent);
    words.delete(child);
  }
  return words;
}

function saysWordsAlone(element: TeaElement): boolean {
  const { kind, type, name, description, role, context, reference, further } = element;
  return (
    kind === 'goal' &&
    type === 'PROPERTY_CLAIM' &&
    name.length <= LIMITS.identifier &&
    description.length <= LIMITS.statement &&
    role + reference + element.assumption + element.justification === '' &&
    context.length + further.size === 0
  );
}

/** How many elements are made of texts that elements hold, each text once. */
function ownTexts(kept: readonly TeaElement[]): number {
  const texts = new Set<string>();
  for (const element of kept) {
    for (const text of element.context) texts.add(`context ${text}`);
    for (const kind of ['assumption', 'justification'] as const) {
      if (element[kind] !== '' && element.kind !== kind) texts.add(`${kind} ${element[kind]}`);
    }
  }
  return texts.size;
}
