'use client';

import { useEffect, useState, type SubmitEvent } from 'react';
import { useMutation } from '@tanstack/react-query';
import { FINDING_SEVERITIES, type FindingSeverity } from '@/core/workflow/finding';
import { problemAt, problemsOf } from '@/components/data/problems';
import { useTRPC } from '@/components/data/trpc';
import { Button } from '@/components/ui/Button';
import { Select, TextArea, TextField } from '@/components/ui/Field';
import { FormError } from '@/components/ui/FormError';
import { Head } from '@/components/ui/Title';
import { SCREEN } from './screenText';

export interface FindingDraft {
  /** Null while it is not in the pending batch. */
  findingId: string | null;
  severity: FindingSeverity;
  nodeId: string | null;
  title: string;
  body: string;
}

const WORDS = SCREEN.finding;

/** Writes a finding into the pending batch, or changes one that is in it. */
export function FindingForm(props: {
  roundId: string;
  draft: FindingDraft;
  identifier: string;
  onClose: () => void;
  onSaved: () => void;
}) {
  const { roundId, draft, identifier, onClose, onSaved } = props;
  const trpc = useTRPC();
  const [severity, setSeverity] = useState(draft.severity);
  const [title, setTitle] = useState(draft.title);
  const [body, setBody] = useState(draft.body);
  const add = useMutation(trpc.reviews.draftFinding.mutationOptions({ onSuccess: onSaved }));
  const edit = useMutation(trpc.reviews.editFinding.mutationOptions({ onSuccess: onSaved }));
  const discard = useMutation(trpc.reviews.discardFinding.mutationOptions({ onSuccess: onSaved }));
  const { findingId, nodeId } = draft;
  // Whoever asked for the form writes next.
  useEffect(() => document.getElementById('finding-title')?.focus(), []);

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const words = { severity, nodeId, title, body };
    if (findingId === null) add.mutate({ roundId, ...words });
    else edit.mutate({ findingId, ...words });
  }

  const problems = problemsOf(add.error ?? edit.error ?? discard.error, {
    title: 'finding-title',
    body: 'finding-body',
  });
  return (
    <form className="grid gap-3 line mt-6 pt-4" method="post" onSubmit={submit}>
      <Head level={3}>{findingId === null ? WORDS.head(identifier) : WORDS.edit(identifier)}</Head>
      <FormError problems={problems} />
      <Select
        label={WORDS.severity}
        value={severity}
        options={FINDING_SEVERITIES.map((value) => ({ value, words: WORDS.severities[value] }))}
        onChange={(event) => {
          const chosen = FINDING_SEVERITIES.find((known) => known === event.target.value);
          if (chosen) setSeverity(chosen);
        }}
      />
      <TextField
        id="finding-title"
        label={WORDS.title}
        required
        maxLength={300}
        value={title}
        error={problemAt(problems, 'finding-title')}
        onChange={(event) => setTitle(event.target.value)}
      />
      <TextArea
        id="finding-body"
        label={WORDS.body}
        maxLength={10_000}
        value={body}
        onChange={(event) => setBody(event.target.value)}
      />
      <div className="acts">
        <Button type="submit" look="main" busy={add.isPending || edit.isPending}>
          {findingId === null ? WORDS.save : WORDS.change}
        </Button>
        {findingId !== null && (
          <Button stops busy={discard.isPending} onClick={() => discard.mutate({ findingId })}>
            {WORDS.discard}
          </Button>
        )}
        <Button look="text" onClick={onClose}>
          {WORDS.cancel}
        </Button>
      </div>
    </form>
  );
}
