'use client';

import { useState } from 'react';
import { useSource } from '@/components/argument/source';
import type { Argument } from '@/components/argument/useArgument';
import { Button } from '@/components/ui/Button';
import { Entry } from '@/components/ui/Entry';
import { Select } from '@/components/ui/Field';
import { Icon } from '@/components/ui/Icon';
import { Id } from '@/components/ui/Id';
import { Statement } from '@/components/ui/Statement';
import type { Id as RecordId } from '@/core/argument/document';
import type { Citation, ContextLine } from '@/core/supplement/citations';
import { setMatches } from '@/core/supplement/contractEdits';
import { parentsIn } from './ParentSelect';
import { TEXT } from './text';

const t = TEXT.citations;

/** Each context in scope of a bounded goal with the own ones that match it below. */
export function ContextMatches(props: { citation: Citation; argument: Argument; goal: string }) {
  const { citation, argument, goal } = props;
  const { lines } = citation;
  const own = parentsIn(argument, ['context', 'assumption', 'justification']);
  const open = lines.filter(({ locals }) => locals.length === 0).length;
  return (
    <details className="matches" open>
      <summary>{t.matchHead(goal)}</summary>
      <ul aria-label={t.caption(goal)}>
        {lines.map((line) => (
          <Entry key={line.context.id} as="li" margin={<Id>{line.context.identifier}</Id>}>
            <Statement size="small" of={line.context.statement} />
            <Locals line={line} citation={citation} argument={argument} own={own} />
          </Entry>
        ))}
      </ul>
      {open > 0 && <p className="meta mt-2">{t.left(open)}</p>}
    </details>
  );
}

function Locals(props: {
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
  const isOpen = locals.length === 0;
  const put = (at: number, local: RecordId) => {
    undo.stopCapturing();
    setAdding(false);
    const next = [...locals];
    if (local === '') next.splice(at, 1);
    else next[at] = local;
    setMatches(structure, matches, { away, context: context.id }, next, origin);
  };
  const [adding, setAdding] = useState(false);
  const places = isOpen || adding ? [...locals, ''] : locals;
  const hasMore = own.length > locals.length;
  return (
    <div className="locals">
      {places.map((local, at) => (
        <div key={at} className="local">
          {local === '' ? (
            <Icon name={isOpen ? 'empty' : 'add'} className={isOpen ? 'c-warn' : 'c-mute'} />
          ) : (
            <Icon name="tick" className="c-mute" />
          )}
          <Select
            label={
              local === '' && !isOpen
                ? t.another(context.identifier, identifier)
                : t.beside(context.identifier, identifier)
            }
            silentLabel
            disabled={readOnly}
            value={local}
            options={[
              { value: '', words: t.nothing },
              ...own
                .filter(({ id }) => id === local || !locals.includes(id))
                .map(({ id, words }) => ({ value: id, words })),
            ]}
            onChange={({ target }) => put(at, target.value)}
          />
        </div>
      ))}
      {!readOnly && !isOpen && !adding && hasMore && (
        <p>
          <Button
            look="text"
            icon="add"
            aria-label={t.another(context.identifier, identifier)}
            onClick={() => setAdding(true)}
          >
            {t.further}
          </Button>
        </p>
      )}
    </div>
  );
}
