'use client';

import { useState, type SubmitEvent } from 'react';
import { problemAt, problemsOf } from '@/components/data/problems';
import { useTRPCClient } from '@/components/data/trpc';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { TextArea } from '@/components/ui/Field';
import { FormError, type FormProblem } from '@/components/ui/FormError';
import { TEXT } from './text';

/** Takes a version back, with the reason that is shown wherever it is cited. */
export function RetractDialog(props: {
  version: { id: string; number: number };
  onClose: () => void;
  onDone: () => void;
}) {
  const { version, onClose, onDone } = props;
  const client = useTRPCClient();
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [problems, setProblems] = useState<FormProblem[]>([]);
  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    setBusy(true);
    try {
      await client.evidence.retract.mutate({ versionId: version.id, reason });
      onDone();
      onClose();
    } catch (error) {
      setProblems(problemsOf(error, { reason: 'retract-reason' }));
      setBusy(false);
    }
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={TEXT.artefact.retractVersion(version.number)}
      description={TEXT.retract.lead}
    >
      <FormError problems={problems} />
      <form className="form" method="post" onSubmit={submit}>
        <TextArea
          id="retract-reason"
          label={TEXT.retract.reason}
          hint={TEXT.retract.reasonHint}
          required
          maxLength={2_000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          error={problemAt(problems, 'retract-reason')}
        />
        <div className="acts">
          <Button type="submit" stops busy={busy}>
            {TEXT.retract.act}
          </Button>
          <Button look="text" onClick={onClose}>
            {TEXT.retract.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
