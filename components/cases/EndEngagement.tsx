'use client';

import { useMutation } from '@tanstack/react-query';
import type { SubmitEvent } from 'react';
import { problemAt, problemsOf } from '@/components/data/problems';
import { useTRPC } from '@/components/data/trpc';
import { textOf } from '@/components/people/formText';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { TextField } from '@/components/ui/Field';
import { FormError } from '@/components/ui/FormError';
import type { EngagementView } from '@/server/engagements/present';
import { TEXT } from './text';

const t = TEXT.access;

/** Ends an engagement, with the reason that stays on record. */
export function EndEngagement(props: {
  address: { orgSlug: string; caseSlug: string };
  engagement: EngagementView;
  onClose: () => void;
  onEnded: () => void;
}) {
  const { address, engagement, onClose, onEnded } = props;
  const { id: engagementId, name, role } = engagement;
  const trpc = useTRPC();
  const end = useMutation(
    trpc.engagements.close.mutationOptions({
      onSuccess: () => {
        onEnded();
        onClose();
      },
    }),
  );
  const problems = problemsOf(end.error, { reason: 'end-reason' });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const reason = textOf(new FormData(event.currentTarget), 'reason');
    end.mutate({ ...address, engagementId, reason });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t.closeTitle(name, t.parts[role].words.toLowerCase())}
      description={role === 'assessor' ? t.closeLeadAssessor : t.closeLead}
    >
      <FormError problems={problems} />
      <form className="grid gap-4" method="post" onSubmit={submit}>
        <TextField
          label={t.reason}
          id="end-reason"
          name="reason"
          required
          maxLength={500}
          autoComplete="off"
          error={problemAt(problems, 'end-reason')}
        />
        <div className="acts">
          <Button type="submit" stops busy={end.isPending}>
            {t.close}
          </Button>
          <Button look="text" onClick={onClose}>
            {t.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
