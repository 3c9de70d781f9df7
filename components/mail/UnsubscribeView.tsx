import Link from 'next/link';
import { AuthCard } from '@/components/shell/AuthCard';
import { ACCOUNT } from '@/components/shell/navigation';
import { Button } from '@/components/ui/Button';
import type { MailChoice } from '@/server/mail/preferences';
import { TEXT } from './text';

const FOOT = <Link href={`${ACCOUNT.sessions}#e-mail`}>{TEXT.account}</Link>;

/**
 * Where an unsubscribe link leads: asks before it switches anything, and offers the way back. Plain
 * forms, so that it works without scripts.
 */
export function UnsubscribeView(props: { token: string; choices: MailChoice[] }) {
  const { token, choices } = props;
  if (choices.length === 0)
    return (
      <AuthCard title={TEXT.nothingTitle} foot={FOOT}>
        <p className="stmt">{TEXT.nothing}</p>
      </AuthCard>
    );
  const allOff = choices.every(({ off }) => off);
  const here = `/unsubscribe/${token}`;
  return (
    <AuthCard
      title={allOff ? TEXT.offTitle : TEXT.stopTitle}
      lead={allOff ? TEXT.offLead : TEXT.stopLead}
      foot={FOOT}
    >
      <ul className="stmt mb-4">
        {choices.map(({ kind, off }) => (
          <li key={kind}>
            {TEXT.kinds[kind].reason}
            {off && !allOff && <span className="ink3">, {TEXT.isOff}</span>}
          </li>
        ))}
      </ul>
      <form method="post" action={allOff ? `${here}/undo` : here}>
        <input type="hidden" name="from" value="page" />
        <Button type="submit" look={allOff ? 'outlined' : 'main'} tall wide>
          {allOff ? TEXT.on : TEXT.stop}
        </Button>
      </form>
    </AuthCard>
  );
}

/** A link that was cut or altered on its way. */
export function UnsubscribeRefused(props: { reason: string }) {
  return (
    <AuthCard title={TEXT.brokenTitle} foot={FOOT}>
      <p className="stmt">{props.reason}</p>
    </AuthCard>
  );
}
