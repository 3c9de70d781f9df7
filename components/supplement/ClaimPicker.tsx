'use client';

import { useState } from 'react';
import type { Argument } from '@/components/argument/useArgument';
import { Button } from '@/components/ui/Button';
import { Checkbox } from '@/components/ui/Checkbox';
import { Dialog } from '@/components/ui/Dialog';
import { TextField } from '@/components/ui/Field';
import { Id } from '@/components/ui/Id';
import { Statement } from '@/components/ui/Statement';
import type { Id as RecordId } from '@/core/argument/document';
import { wordsOf } from './contractModel';
import { TEXT } from './text';

const t = TEXT.picker;

/** Chooses among one's own goals and solutions, by identifier and statement. Each tick is kept at once. */
export function ClaimPicker(props: {
  title: string;
  argument: Argument;
  chosen: readonly RecordId[];
  onChoose: (claim: RecordId, named: boolean) => void;
  onClose: () => void;
}) {
  const { title, argument, chosen, onChoose, onClose } = props;
  const [search, setSearch] = useState('');
  const named = new Set(chosen);
  const claims = argument.rows.flatMap(({ node, repeated }) =>
    repeated || (node.kind !== 'goal' && node.kind !== 'solution')
      ? []
      : [{ id: node.id, identifier: node.identifier, words: wordsOf(node, argument.document) }],
  );
  const wanted = search.trim().toLowerCase();
  const matching = claims.filter(({ identifier, words }) =>
    `${identifier} ${words}`.toLowerCase().includes(wanted),
  );
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={title}
      acts={
        <Button look="main" onClick={onClose}>
          {t.done}
        </Button>
      }
    >
      {claims.length === 0 ? (
        <p className="stmt">{t.none}</p>
      ) : (
        <>
          <TextField
            label={t.search}
            type="search"
            value={search}
            autoComplete="off"
            onChange={({ target }) => setSearch(target.value)}
          />
          {matching.length === 0 && <p className="ink2 mt-3">{t.noMatch}</p>}
          <ul className="claimlist" aria-label={t.list}>
            {matching.map(({ id, identifier, words }) => (
              <li key={id}>
                <Checkbox
                  checked={named.has(id)}
                  onChange={({ currentTarget }) => onChoose(id, currentTarget.checked)}
                >
                  <Id>{identifier}</Id> <Statement as="span" size="small" of={words} />
                </Checkbox>
              </li>
            ))}
          </ul>
        </>
      )}
    </Dialog>
  );
}
