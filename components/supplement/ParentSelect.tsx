import type { Argument } from '@/components/argument/useArgument';
import { Select } from '@/components/ui/Field';
import type { NodeKind } from '@/core/argument/document';
import { wordsOf } from './contractModel';

const LONGEST = 70;

/** Nodes of these kinds in reading order, each once, as a list of choices. */
export function parentsIn(
  { rows, document }: Argument,
  kinds: readonly NodeKind[],
): { id: string; words: string }[] {
  return rows.flatMap(({ node, repeated }) => {
    if (repeated || !kinds.includes(node.kind)) return [];
    const words = wordsOf(node, document);
    const short = words.length > LONGEST ? `${words.slice(0, LONGEST - 1)}…` : words;
    return [{ id: node.id, words: `${node.identifier}: ${short}` }];
  });
}

/** Where in one's own argument something new is to hang. */
export function ParentSelect(props: {
  label: string;
  parents: { id: string; words: string }[];
  value: string;
  onChange: (id: string) => void;
}) {
  const { label, parents, value, onChange } = props;
  return (
    <Select
      label={label}
      value={value}
      options={parents.map(({ id, words }) => ({ value: id, words }))}
      onChange={({ target }) => onChange(target.value)}
    />
  );
}
