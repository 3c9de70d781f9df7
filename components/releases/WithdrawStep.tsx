'use client';

import { useState, type SubmitEvent } from 'react';
import { useMutation } from '@tanstack/react-query';
import { problemsOf } from '@/components/data/problems';
import { useTRPC } from '@/components/data/trpc';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { Hang } from '@/components/ui/Entry';
import { TextArea } from '@/components/ui/Field';
import { FormError } from '@/components/ui/FormError';
import { TEXT } from './text';

/** The owner takes a release back, with a reason that stays. */
export function WithdrawStep(props: { releaseId: string; onWithdrawn: () => void }) {
  const { releaseId, onWithdrawn } = props;
  const words = TEXT.steps.withdraw;
  const trpc = useTRPC();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const withdraw = useMutation(
    trpc.releases.withdraw.mutationOptions({
      onSuccess: () => {
        setOpen(false);
        onWithdrawn();
      },
    }),
  );
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    withdraw.mutate({ releaseId, reason });
  }
  return (
    <Hang head={<h3 className="head">{words.head}</h3>}>
      <p className="stmt">{words.words}</p>
      <div className="acts mt-2">
        <Button stops onClick={() => setOpen(true)}>
          {words.act}
        </Button>
      </div>
      <Dialog open={open} onClose={() => setOpen(false)} title={words.title}>
        <FormError problems={problemsOf(withdraw.error)} />
        <form className="grid gap-3" method="post" onSubmit={submit}>
          <TextArea
            id="withdraw-reason"
            label={TEXT.steps.reason}
            hint={TEXT.steps.reasonHint}
            required
            maxLength={4_000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <div className="acts">
            <Button type="submit" look="main" stops busy={withdraw.isPending}>
              {words.act}
            </Button>
            <Button look="text" onClick={() => setOpen(false)}>
              {TEXT.steps.cancel}
            </Button>
          </div>
        </form>
      </Dialog>
    </Hang>
  );
}
