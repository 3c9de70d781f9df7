'use client';

import { useState, type SubmitEvent } from 'react';
import { useMutation } from '@tanstack/react-query';
import { problemsOf } from '@/components/data/problems';
import { useTRPC } from '@/components/data/trpc';
import { Button } from '@/components/ui/Button';
import { formatDate } from '@/components/ui/dates';
import { Hang } from '@/components/ui/Entry';
import { TextArea } from '@/components/ui/Field';
import { FormError } from '@/components/ui/FormError';
import type { ReleaseDetail } from '@/server/releases/reading';
import { TEXT } from './text';

const WORDS = TEXT.conditions;

/** What the approval laid on the holder; the decision-maker records what is met. */
export function Conditions(props: { detail: ReleaseDetail; onChanged: () => void }) {
  const { detail, onChanged } = props;
  const [open, setOpen] = useState<string | null>(null);
  if (detail.conditions.length === 0) return null;
  return (
    <Hang head={<h3 className="head">{WORDS.head}</h3>}>
      <ul className="grid gap-2">
        {detail.conditions.map(({ id, text, due, metAt }) => (
          <li key={id}>
            <p className="stmt">
              {text}{' '}
              <span className="meta">
                {metAt === null ? WORDS.due(formatDate(due)) : WORDS.met(formatDate(metAt))}
              </span>
            </p>
            {metAt === null && detail.abilities['condition.meet'] && open !== id && (
              <Button onClick={() => setOpen(id)}>{WORDS.meet}</Button>
            )}
            {open === id && (
              <MetForm
                releaseId={detail.release.id}
                conditionId={id}
                onClose={() => setOpen(null)}
                onMet={() => {
                  setOpen(null);
                  onChanged();
                }}
              />
            )}
          </li>
        ))}
      </ul>
    </Hang>
  );
}

function MetForm(props: {
  releaseId: string;
  conditionId: string;
  onClose: () => void;
  onMet: () => void;
}) {
  const { releaseId, conditionId, onClose, onMet } = props;
  const trpc = useTRPC();
  const [note, setNote] = useState('');
  const meet = useMutation(trpc.signoffs.meetCondition.mutationOptions({ onSuccess: onMet }));
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    meet.mutate({ releaseId, conditionId, note });
  }
  return (
    <form className="grid gap-2" method="post" onSubmit={submit}>
      <FormError problems={problemsOf(meet.error, { note: 'condition-note' })} />
      <TextArea
        id="condition-note"
        label={WORDS.note}
        required
        maxLength={4_000}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      <div className="acts">
        <Button type="submit" look="main" busy={meet.isPending}>
          {WORDS.send}
        </Button>
        <Button look="text" onClick={onClose}>
          {TEXT.steps.cancel}
        </Button>
      </div>
    </form>
  );
}
