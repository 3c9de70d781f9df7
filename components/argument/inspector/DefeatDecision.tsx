'use client';

import { useState, type ReactNode } from 'react';
import { Button } from '@/components/ui/Button';
import { Select, TextArea } from '@/components/ui/Field';
import type { DefeatDecision as Decision } from '@/core/argument/document';
import { setField } from '@/core/argument/fieldEdits';
import { useSource } from '../source';
import { onEscape } from './onEscape';
import { TEXT } from './text';

const t = TEXT.defeat;

/**
 * Whether an element or a doubt is defeated: decided by a person, with the reason (GSN v3 2:11.3.4).
 * Nothing is decided by the graph.
 */
export function DefeatDecision(props: {
  of: 'nodes' | 'defeaters';
  id: string;
  name: string;
  decision: Decision | null;
  /** Another act in the same row. */
  beside?: ReactNode;
}) {
  const { of, id, name, decision, beside } = props;
  const source = useSource();
  const [open, setOpen] = useState(false);
  const words = t[of];
  return (
    <>
      {decision !== null && (
        <p className="ink2">
          <b>{words[decision.outcome]}</b>
          {decision.reason !== '' && <>: {decision.reason}</>}
        </p>
      )}
      {!source.readOnly && (
        <p className="acts tight">
          {beside}
          {!open && (
            <button type="button" className="linkish" onClick={() => setOpen(true)}>
              {decision === null ? words.decide : t.change}
              <span className="visually-hidden"> {name}</span>
            </button>
          )}
        </p>
      )}
      {open && (
        <DecisionForm
          words={words}
          decision={decision}
          onCancel={() => setOpen(false)}
          onKeep={(made) => {
            source.undo.stopCapturing();
            setField(source.structure, of, id, 'defeat', made, source.origin);
            setOpen(false);
          }}
        />
      )}
    </>
  );
}

function DecisionForm(props: {
  words: (typeof t)['nodes' | 'defeaters'];
  decision: Decision | null;
  onCancel: () => void;
  onKeep: (decision: Decision | null) => void;
}) {
  const { words, decision } = props;
  const [outcome, setOutcome] = useState<'' | Decision['outcome']>(decision?.outcome ?? 'defeated');
  const [reason, setReason] = useState(decision?.reason ?? '');
  const [problem, setProblem] = useState<string | undefined>();
  return (
    <form
      className="stacked"
      onKeyDown={onEscape(props.onCancel)}
      onSubmit={(event) => {
        event.preventDefault();
        if (outcome === '') return props.onKeep(null);
        if (reason.trim() === '') return setProblem(t.noReason);
        props.onKeep({ outcome, reason: reason.trim() });
      }}
    >
      <Select
        label={t.outcome}
        value={outcome}
        onChange={({ currentTarget: { value } }) =>
          setOutcome(value === 'defeated' || value === 'stands' ? value : '')
        }
        options={[
          { value: 'defeated', words: words.defeated },
          { value: 'stands', words: words.stands },
          { value: '', words: t.undecided },
        ]}
      />
      {outcome !== '' && (
        <TextArea
          label={t.reason}
          maxLength={4_000}
          rows={2}
          error={problem}
          // Opened by the person's own press, which asked for it.
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
      <div className="acts">
        <Button type="submit">{t.keep}</Button>
        <Button look="text" onClick={props.onCancel}>
          {TEXT.doubts.cancel}
        </Button>
      </div>
    </form>
  );
}
