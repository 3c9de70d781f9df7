'use client';

import { startRegistration, WebAuthnError } from '@simplewebauthn/browser';
import { useState, type SubmitEvent } from 'react';
import { problemAt, problemsOf } from '@/components/data/problems';
import { useTRPCClient } from '@/components/data/trpc';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { TextField } from '@/components/ui/Field';
import { FormError, type FormProblem } from '@/components/ui/FormError';
import { browserName } from './browserName';
import { textOf } from './formText';
import { TEXT } from './text';

/** The ceremony that adds a passkey: password, then the browser. */
export function AddPasskey(props: { open: boolean; onClose: () => void; onAdded: () => void }) {
  const { open, onClose, onAdded } = props;
  const client = useTRPCClient();
  const [busy, setBusy] = useState(false);
  const [problems, setProblems] = useState<FormProblem[]>([]);

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setProblems(await add(textOf(form, 'password'), textOf(form, 'name')));
    setBusy(false);
  }

  /** @returns what went wrong, if anything. */
  async function add(password: string, name: string): Promise<FormProblem[]> {
    try {
      const { ceremonyId, options } = await client.people.beginPasskey.mutate({ password });
      const response = await startRegistration({ optionsJSON: options });
      await client.people.finishPasskey.mutate({ ceremonyId, name, response });
      onAdded();
      onClose();
      return [];
    } catch (error) {
      if (error instanceof WebAuthnError || error instanceof DOMException)
        return [{ words: sentenceFor(error) }];
      return problemsOf(error, { password: 'passkey-password', name: 'passkey-name' });
    }
  }

  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={TEXT.account.addPasskey}
      description={TEXT.account.addPasskeyLead}
    >
      <FormError problems={problems} />
      <form className="grid gap-4" method="post" onSubmit={submit}>
        <TextField
          label={TEXT.password}
          id="passkey-password"
          name="password"
          type="password"
          autoComplete="current-password"
          required
          maxLength={128}
          error={problemAt(problems, 'passkey-password')}
        />
        <TextField
          label={TEXT.account.passkeyName}
          id="passkey-name"
          name="name"
          hint={TEXT.account.passkeyNameHint}
          required
          maxLength={60}
          defaultValue={browserName(globalThis.navigator?.userAgent ?? '') ?? ''}
          error={problemAt(problems, 'passkey-name')}
        />
        <div className="flex gap-3">
          <Button type="submit" look="main" busy={busy}>
            {TEXT.account.addPasskey}
          </Button>
          <Button look="text" onClick={onClose}>
            {TEXT.account.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function sentenceFor(error: Error): string {
  const held =
    error.name === 'InvalidStateError' ||
    (error instanceof WebAuthnError && error.code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED');
  return held ? TEXT.account.passkeyHeld : TEXT.account.passkeyStopped;
}
