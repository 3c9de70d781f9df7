'use client';

import { useState, type SubmitEvent } from 'react';
import { useTRPCClient } from '@/components/data/trpc';
import { problemAt, problemsOf } from '@/components/data/problems';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { TextArea } from '@/components/ui/Field';
import { FormError, type FormProblem } from '@/components/ui/FormError';
import { SignDialog } from './SignDialog';
import { TEXT } from './text';

/**
 * Revokes a key: a reason, then a signature. Its holder may have lost it; then the installation
 * states the revocation.
 */
export function RevokeKey(props: {
  of: { keyId: string; name: string; holder: { self: boolean } };
  onClose: () => void;
  onRevoked: () => void;
}) {
  const { of: key, onClose, onRevoked } = props;
  const client = useTRPCClient();
  const [reason, setReason] = useState('');
  const [signing, setSigning] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problems, setProblems] = useState<FormProblem[]>([]);

  function goOn(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    setSigning(true);
  }

  async function revokeLost() {
    if (reason.trim() === '') {
      setProblems([{ field: 'revoke-reason', words: TEXT.keys.reason }]);
      return;
    }
    setBusy(true);
    try {
      await client.signing.revokeLostKey.mutate({ keyId: key.keyId, reason });
      onRevoked();
      onClose();
    } catch (error) {
      setProblems(problemsOf(error, { reason: 'revoke-reason' }));
      setBusy(false);
    }
  }

  if (signing)
    return (
      <SignDialog
        act="key.revoke"
        input={{ keyId: key.keyId, reason }}
        title={TEXT.keys.revokeTitle(key.name)}
        onClose={onClose}
        onSigned={() => {
          onRevoked();
          onClose();
        }}
      />
    );
  return (
    <Dialog
      open
      onClose={onClose}
      title={TEXT.keys.revokeTitle(key.name)}
      description={TEXT.keys.revokeLead}
    >
      <FormError problems={problems} />
      <form className="form" method="post" onSubmit={goOn}>
        <TextArea
          label={TEXT.keys.reason}
          hint={TEXT.keys.reasonHint}
          id="revoke-reason"
          name="reason"
          required
          maxLength={2_000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          error={problemAt(problems, 'revoke-reason')}
        />
        <div className="acts">
          <Button type="submit" look="main">
            {TEXT.keys.goOn}
          </Button>
        </div>
      </form>
      {key.holder.self && (
        <details className="line mt-4 pt-3">
          <summary>{TEXT.keys.lost}</summary>
          <p className="ink2 mt-2">{TEXT.keys.lostLead}</p>
          <div className="acts mt-2">
            <Button stops busy={busy} onClick={() => void revokeLost()}>
              {TEXT.keys.revokeLost}
            </Button>
          </div>
        </details>
      )}
    </Dialog>
  );
}
