'use client';

import { useState, type SubmitEvent } from 'react';
import { useMutation } from '@tanstack/react-query';
import { problemsOf } from '@/components/data/problems';
import { useTRPC } from '@/components/data/trpc';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { TextArea } from '@/components/ui/Field';
import { FormError } from '@/components/ui/FormError';
import { SCREEN } from './screenText';

const WORDS = SCREEN.changes;

/** The lead asks for a new candidate, with the reason. */
export function RequestChanges(props: { releaseId: string; onChanged: () => void }) {
  const { releaseId, onChanged } = props;
  const trpc = useTRPC();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const request = useMutation(
    trpc.reviews.requestChanges.mutationOptions({
      onSuccess: () => {
        setOpen(false);
        onChanged();
      },
    }),
  );
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    request.mutate({ releaseId, reason });
  }
  return (
    <>
      <Button onClick={() => setOpen(true)}>{WORDS.act}</Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={WORDS.title}
        description={WORDS.lead}
      >
        <FormError problems={problemsOf(request.error)} />
        <form className="grid gap-3" method="post" onSubmit={submit}>
          <TextArea
            id="changes-reason"
            label={WORDS.reason}
            required
            maxLength={4_000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <div className="acts">
            <Button type="submit" look="main" busy={request.isPending}>
              {WORDS.send}
            </Button>
            <Button look="text" onClick={() => setOpen(false)}>
              {WORDS.cancel}
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  );
}
