'use client';

import { useSource } from '@/components/argument/source';
import type { Argument } from '@/components/argument/useArgument';
import { Select } from '@/components/ui/Field';
import { Icon } from '@/components/ui/Icon';
import { Id } from '@/components/ui/Id';
import { DataTable } from '@/components/ui/Ledger';
import { Statement } from '@/components/ui/Statement';
import type { Id as RecordId } from '@/core/argument/document';
import type { Citation, ContextLine } from '@/core/supplement/citations';
import { setMatches } from '@/core/supplement/contractEdits';
import { parentsIn } from './ParentSelect';
import { TEXT } from './text';

const t = TEXT.citations;

/** Each context in scope of a bounded goal beside the own ones that match it. */
export function ContextMatches(props: { citation: Citation; argument: Argument; goal: string }) {
  const { citation, argument, goal } = props;
  const own = parentsIn(argument, ['context', 'assumption', 'justification']);
  return (
    <>
      <h4 className="head mt-3 mb-2">{t.matchHead(goal)}</h4>
      <DataTable
        className="matches"
        caption={t.caption(goal)}
        columns={[
          { key: 'base', head: t.inBase },
          { key: 'here', head: t.here },
        ]}
      >
        {citation.lines.map((line) => (
          <Line
            key={line.context.id}
            line={line}
            citation={citation}
            argument={argument}
            own={own}
          />
        ))}
      </DataTable>
    </>
  );
}

function Line(props: {
  line: ContextLine;
  citation: Citation;
  argument: Argument;
  own: { id: RecordId; words: string }[];
}) {
  const { line, citation, argument, own } = props;
  const { context, locals } = line;
  const { away, identifier } = citation;
  const { structure, origin, undo, readOnly } = useSource();
  const matches = argument.document.contract?.matches ?? [];
  const put = (at: number, local: RecordId) => {
    undo.stopCapturing();
    const next = [...locals];
    if (local === '') next.splice(at, 1);
    else next[at] = local;
    setMatches(structure, matches, { away, context: context.id }, next, origin);
  };
  const choose = (at: number, label: string, none: string) => (
    <Select
      key={at}
      label={label}
      silentLabel
      disabled={readOnly}
      value={locals[at] ?? ''}
      options={[
        { value: '', words: none },
        ...own
          .filter(({ id }) => id === locals[at] || !locals.includes(id))
          .map(({ id, words }) => ({ value: id, words })),
      ]}
      onChange={({ target }) => put(at, target.value)}
    />
  );
  return (
    <tr>
      <td>
        <Id>{context.identifier}</Id> <Statement as="span" size="small" of={context.statement} />
      </td>
      <td>
        <div className="locals">
          {locals.length === 0 && (
            <Icon name="empty" label={TEXT.citations.states.open} className="c-warn" />
          )}
          <div className="grid gap-1">
            {locals.map((_, at) => choose(at, t.beside(context.identifier, identifier), t.nothing))}
            {(locals.length === 0 || (!readOnly && locals.length < own.length)) &&
              choose(
                locals.length,
                locals.length === 0
                  ? t.beside(context.identifier, identifier)
                  : t.another(context.identifier, identifier),
                locals.length === 0 ? t.nothing : t.further,
              )}
          </div>
        </div>
      </td>
    </tr>
  );
}
