'use client';

import { startRegistration } from '@simplewebauthn/browser';
import { useState, type SubmitEvent } from 'react';
import { problemAt, problemsOf } from '@/components/data/problems';
import { useTRPCClient } from '@/components/data/trpc';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { Select, TextField } from '@/components/ui/Field';
import { FormError, type FormProblem } from '@/components/ui/FormError';
import { passkeyProblem } from './passkeyProblem';
import { SignDialog } from './SignDialog';
import { TEXT } from './text';

/** Makes a signing key: the authenticator makes it, then it signs its own enrolment. */
export function MakeKey(props: {
  organisations: { slug: string; name: string }[];
  onClose: () => void;
  onMade: (state: 'active' | 'pending') => void;
}) {
  const { organisations, onClose, onMade } = props;
  const client = useTRPCClient();
  const [orgSlug, setOrgSlug] = useState(organisations[0]?.slug ?? '');
  const [name, setName] = useState('');
  const [busy, setBusy] = useState(false);
  const [problems, setProblems] = useState<FormProblem[]>([]);
  const [registration, setRegistration] = useState<string | null>(null);

  async function make(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    setBusy(true);
    setProblems([]);
    try {
      const begun = await client.signing.beginRegistration.mutate({ orgSlug, name });
      const response = await startRegistration({ optionsJSON: begun.options });
      await client.signing.finishRegistration.mutate({
        registration: begun.registration,
        response,
      });
      setRegistration(begun.registration);
    } catch (error) {
      const words = passkeyProblem(error);
      setProblems(
        words ? [{ words }] : problemsOf(error, { name: 'key-name', orgSlug: 'key-org' }),
      );
    }
    setBusy(false);
  }

  if (registration !== null)
    return (
      <SignDialog
        act="key.enrol"
        input={{ registration }}
        title={TEXT.keys.finish}
        description={TEXT.keys.made}
        onClose={onClose}
        onSigned={(result) => {
          onMade(isPending(result) ? 'pending' : 'active');
          onClose();
        }}
      />
    );
  return (
    <Dialog open onClose={onClose} title={TEXT.keys.makeTitle} description={TEXT.keys.makeLead}>
      <FormError problems={problems} />
      <form className="form" method="post" onSubmit={make}>
        <Select
          id="key-org"
          label={TEXT.keys.organisation}
          value={orgSlug}
          options={organisations.map(({ slug, name: words }) => ({ value: slug, words }))}
          onChange={(event) => setOrgSlug(event.target.value)}
          error={problemAt(problems, 'key-org')}
        />
        <TextField
          id="key-name"
          name="name"
          label={TEXT.keys.name}
          hint={TEXT.keys.nameHint}
          required
          maxLength={80}
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.target.value)}
          error={problemAt(problems, 'key-name')}
        />
        <div className="acts">
          <Button type="submit" look="main" icon="passkey" busy={busy}>
            {TEXT.keys.make}
          </Button>
          <Button look="text" onClick={onClose}>
            {TEXT.panel.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function isPending(result: unknown): boolean {
  return (
    typeof result === 'object' && result !== null && 'state' in result && result.state === 'pending'
  );
}
