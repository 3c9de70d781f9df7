import type { ArgumentLink, ArgumentNode } from './document';
import { isId } from './ids';
import { ENTRY_ROOTS } from './structureShape';

/**
 * Whether records are such as a case may hold, by the table that the collaborative form follows: each
 * with an id, exactly the fields of its kind, and in each what may stand there. What is so passes the
 * strict schema as well, which takes ten times longer to say it and is there to say what is wrong.
 */
export function arePlain(root: 'nodes', records: readonly ArgumentNode[]): boolean;
export function arePlain(root: 'links', records: readonly ArgumentLink[]): boolean;
export function arePlain(root: 'nodes' | 'links', records: readonly { id: string }[]): boolean {
  const { fields, max } = ENTRY_ROOTS[root];
  const shape = Object.entries(fields);
  return (
    records.length <= max &&
    records.every(
      (record) =>
        isId(record.id) &&
        Object.keys(record).length === shape.length + 1 &&
        shape.every(([name, { accepts }]) => accepts(Reflect.get(record, name))),
    )
  );
}
