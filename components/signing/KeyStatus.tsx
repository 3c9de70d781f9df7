import { Status } from '@/components/ui/Status';
import type { PresentedKey } from '@/server/signing/keys/reading';
import { TEXT } from './text';

/** The state of a signing key, and how it came by it. */
export function KeyStatus(props: { of: PresentedKey }) {
  const { state, approval, approvedBy } = props.of;
  const how =
    approval === 'founding'
      ? TEXT.keys.founding
      : approvedBy !== null
        ? TEXT.keys.approvedBy(approvedBy)
        : undefined;
  switch (state) {
    case 'active':
      return (
        <Status icon="pass" tone="ok" note={how}>
          {TEXT.keys.state.active}
        </Status>
      );
    case 'pending':
      return (
        <Status icon="clock" tone="warn">
          {TEXT.keys.state.pending}
        </Status>
      );
    case 'revoked':
      return (
        <Status icon="fail" tone="mute">
          {TEXT.keys.state.revoked}
        </Status>
      );
  }
}
