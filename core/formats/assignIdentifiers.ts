import { nextIdentifier, type NumberedKind } from '@/core/argument/ids';
import { LIMITS } from '@/core/argument/limits';

/** What a source calls an element; empty when it has no name there. */
export interface IdentifierWish {
  module: string;
  kind: NumberedKind;
  wanted: string;
}

/**
 * An identifier for each element, unique within its module (GSN 1:2.1.2). Names of the source come
 * first, each for the first element that has it; the others are numbered by kind in their order,
 * around the names that are taken. Linear in the number of elements.
 */
export function assignIdentifiers(wishes: readonly IdentifierWish[]): string[] {
  const taken = new Set<string>();
  const key = (module: string, identifier: string) => `${module}\0${identifier}`;
  const given = wishes.map(({ module, wanted }) => {
    if (wanted === '' || wanted.length > LIMITS.identifier) return null;
    if (taken.has(key(module, wanted))) return null;
    taken.add(key(module, wanted));
    return wanted;
  });
  const next = new Map<string, number>();
  return wishes.map(({ module, kind }, index) => {
    const name = given[index];
    if (name !== null && name !== undefined) return name;
    const stem = stemOf(kind);
    let number = next.get(key(module, stem)) ?? 1;
    while (taken.has(key(module, `${stem}${number}`))) number += 1;
    next.set(key(module, stem), number + 1);
    return `${stem}${number}`;
  });
}

const STEMS = new Map<NumberedKind, string>();

/** What stands before the number: G, S, Sn. */
function stemOf(kind: NumberedKind): string {
  const stem = STEMS.get(kind) ?? nextIdentifier(kind, []).replace(/\d+$/, '');
  STEMS.set(kind, stem);
  return stem;
}
