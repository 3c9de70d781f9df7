'use client';

import { useEffect, useState, type ReactNode } from 'react';
import { Dialog } from '@/components/ui/Dialog';
import { SignPanel } from './SignPanel';
import { useCeremony } from './useCeremony';

type Input = Parameters<ReturnType<typeof useCeremony>['begin']>[0];

/**
 * A signed act in a dialog: prepares the statement when it opens, shows it, signs it, closes.
 * `input` is what the act takes; give a new object for a new statement.
 */
export function SignDialog(props: {
  act: string;
  input: Input;
  title: string;
  description?: ReactNode;
  onClose: () => void;
  onSigned: (result: unknown) => void;
}) {
  const { act, input, title, description, onClose, onSigned } = props;
  const ceremony = useCeremony(act);
  const { begin, cancel, completed } = ceremony;
  const [asked] = useState(input);
  useEffect(() => {
    void begin(asked);
  }, [begin, asked]);
  const close = () => {
    cancel();
    onClose();
  };
  useEffect(() => {
    if (completed) onSigned(completed.result);
    // The caller's function may be another at each render; the completion happens once.
    // eslint-disable-next-line react/exhaustive-deps
  }, [completed]);
  return (
    <Dialog open wide onClose={close} title={title} description={description}>
      <SignPanel
        ceremony={ceremony}
        onAgain={(keyId) => void begin(asked, keyId)}
        onCancel={close}
      />
    </Dialog>
  );
}
