'use client';

import { useState, type SubmitEvent } from 'react';
import { useSource } from '@/components/argument/source';
import type { Argument } from '@/components/argument/useArgument';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { TextArea } from '@/components/ui/Field';
import { LIMITS } from '@/core/argument/limits';
import type { BaseCondition } from '@/core/supplement/baseInterface';
import { addClaim, type DispositionRecord } from '@/core/supplement/contractEdits';
import { ParentSelect, parentsIn } from './ParentSelect';
import { TEXT } from './text';

const t = TEXT.add;

/** A new claim of one's own for a demand: an undeveloped goal below a claim or strategy. */
export function AddClaim(props: {
  condition: BaseCondition;
  record: DispositionRecord;
  argument: Argument;
  onClose: () => void;
}) {
  const { condition, record, argument, onClose } = props;
  const source = useSource();
  const parents = parentsIn(argument, ['goal', 'strategy']);
  const [parent, setParent] = useState(() => beside(record, argument) ?? parents[0]?.id ?? '');
  const [text, setText] = useState('');
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    source.undo.stopCapturing();
    addClaim(
      source.structure,
      { disposition: record.id, parent, text: text.trim() },
      source.origin,
    );
    onClose();
  }
  return (
    <Dialog open onClose={onClose} title={t.title(condition.identifier)} description={t.lead}>
      {parents.length === 0 ? (
        <p className="stmt">{t.nowhere}</p>
      ) : (
        <form className="grid gap-4" method="post" onSubmit={submit}>
          <ParentSelect label={t.below} parents={parents} value={parent} onChange={setParent} />
          <TextArea
            label={t.statement}
            voice="serif"
            required
            maxLength={LIMITS.statement}
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
          <div className="acts">
            <Button type="submit" look="main">
              {t.act}
            </Button>
            <Button look="text" onClick={onClose}>
              {t.cancel}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}

/** What a claim that is named already, here or for another demand, hangs under. */
function beside(record: DispositionRecord, { document, index }: Argument): string | null {
  const named = [record, ...(document.contract?.dispositions ?? [])].flatMap(({ by }) => by);
  for (const id of named) {
    const parent = index.parents.get(id)?.[0]?.from;
    if (parent !== undefined) return parent;
  }
  return null;
}
