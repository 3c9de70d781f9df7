'use client';

import { CopyButton } from '@/components/ui/CopyButton';
import { Field } from '@/components/ui/Field';
import { TEXT } from './text';

/** A link that is shown once: selected on focus, with a button that copies it. */
export function LinkOnce(props: { link: string; email: string }) {
  const { link, email } = props;
  return (
    <>
      <p className="ink2 mb-4">{TEXT.linkLead(email)}</p>
      <Field label={TEXT.link}>
        {(wiring) => (
          <span className="flex items-center gap-2">
            <input
              {...wiring}
              className="field mono"
              readOnly
              value={link}
              data-invitation-link=""
              onFocus={({ target }) => target.select()}
            />
            <CopyButton value={link} label={TEXT.copyLink} />
          </span>
        )}
      </Field>
    </>
  );
}
