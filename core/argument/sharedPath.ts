import * as Y from 'yjs';

type SharedType = Y.Transaction['changed'] extends Map<infer T, unknown> ? T : never;

/** Where a shared type stands: root name, then keys downwards; null outside of maps. */
export function sharedPath(type: SharedType): string[] | null {
  const path: string[] = [];
  let current = type;
  for (let item = current._item; item !== null; item = current._item) {
    if (item.parentSub === null || !(item.parent instanceof Y.AbstractType)) return null;
    path.unshift(item.parentSub);
    current = item.parent;
  }
  for (const [name, root] of current.doc?.share ?? []) {
    if (root === current) return [name, ...path];
  }
  return null;
}
