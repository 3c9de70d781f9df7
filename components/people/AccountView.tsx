'use client';

import Link from 'next/link';
import { MailChoices } from '@/components/mail/MailChoices';
import { TEXT as MAIL } from '@/components/mail/text';
import { Hang } from '@/components/ui/Entry';
import { Title } from '@/components/ui/Title';
import { ACCOUNT } from '@/components/shell/navigation';
import { PasskeyList } from './PasskeyList';
import { PasswordForm } from './PasswordForm';
import { SessionList } from './SessionList';
import { TEXT } from './text';

/** One's own ways in, and what one hears by e-mail. */
export function AccountView(props: { name: string; email: string }) {
  return (
    <div className="sheetpage narrow-measure">
      <div className="pagehead">
        <Title>{TEXT.account.title}</Title>
        <span className="ink2">
          {props.name}, {props.email}
        </span>
        <span className="sp" />
        <Link href={ACCOUNT.keys}>{TEXT.account.signingKeys}</Link>
      </div>
      <Hang rule="ruled" head={<h2 className="head">{TEXT.account.passkeysHead}</h2>}>
        <PasskeyList />
      </Hang>
      <Hang head={<h2 className="head">{TEXT.account.sessions}</h2>}>
        <SessionList />
      </Hang>
      <Hang head={<h2 className="head">{TEXT.account.password}</h2>}>
        <PasswordForm email={props.email} />
      </Hang>
      <Hang
        head={
          <h2 className="head" id="e-mail">
            {MAIL.head}
          </h2>
        }
      >
        <MailChoices />
      </Hang>
    </div>
  );
}
