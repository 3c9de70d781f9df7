'use client';

import { useId, useState, type SubmitEvent } from 'react';
import { SignDialog } from '@/components/signing/SignDialog';
import { Button } from '@/components/ui/Button';
import { Hang } from '@/components/ui/Entry';
import { TextArea } from '@/components/ui/Field';
import { TEXT } from './text';

/** Suspend, reinstate or revoke: the reason first, then the signature over it. */
export function ReasonStep(props: {
  act: 'suspend' | 'reinstate' | 'revoke';
  releaseId: string;
  onSigned: () => void;
}) {
  const { act, releaseId, onSigned } = props;
  const words = TEXT.steps[act];
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const [outcome, setOutcome] = useState('');
  const [signing, setSigning] = useState(false);
  const id = useId();

  function goOn(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    setSigning(true);
  }

  return (
    <Hang head={<h3 className="head">{words.head}</h3>}>
      <p className="stmt">{words.words}</p>
      {open ? (
        <form className="grid gap-3 mt-2" method="post" onSubmit={goOn}>
          <TextArea
            id={`${id}-reason`}
            label={TEXT.steps.reason}
            hint={TEXT.steps.reasonHint}
            required
            maxLength={4_000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          {act === 'reinstate' && (
            <TextArea
              id={`${id}-outcome`}
              label={TEXT.steps.reinstate.outcome}
              required
              maxLength={4_000}
              value={outcome}
              onChange={(event) => setOutcome(event.target.value)}
            />
          )}
          <div className="acts">
            <Button type="submit" look="main" icon="passkey" stops={act !== 'reinstate'}>
              {TEXT.steps.goOn}
            </Button>
            <Button look="text" onClick={() => setOpen(false)}>
              {TEXT.steps.cancel}
            </Button>
          </div>
        </form>
      ) : (
        <div className="acts mt-2">
          <Button stops={act !== 'reinstate'} onClick={() => setOpen(true)}>
            {words.act}
          </Button>
        </div>
      )}
      {signing && (
        <SignDialog
          act={`release.${act}`}
          input={act === 'reinstate' ? { releaseId, reason, outcome } : { releaseId, reason }}
          title={words.title}
          onClose={() => setSigning(false)}
          onSigned={() => {
            setSigning(false);
            setOpen(false);
            onSigned();
          }}
        />
      )}
    </Hang>
  );
}
