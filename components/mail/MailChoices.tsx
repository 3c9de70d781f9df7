'use client';

import { useState } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { describeFailure, useTRPC } from '@/components/data/trpc';
import { Checkbox } from '@/components/ui/Checkbox';
import { Problem } from '@/components/ui/Field';
import { LoadingRows } from '@/components/ui/Loading';
import { GROUP_OF, INBOX_GROUPS, type InboxKind } from '@/core/inbox/kinds';
import { TEXT } from './text';

/** What one gets e-mail about, kind by kind, grouped as the inbox is. */
export function MailChoices() {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { data, error, isPending } = useQuery(trpc.mail.choices.queryOptions());
  // One's own reversible act: shown in the same event, and as the server has it afterwards. The
  // query's cache would tell a moment later, and the tick would jump back and forth.
  const [shown, setShown] = useState<Partial<Record<InboxKind, boolean>>>({});
  const choose = useMutation(
    trpc.mail.choose.mutationOptions({
      onSettled: async (_data, _error, { kind, off }) => {
        await client.invalidateQueries(trpc.mail.choices.queryFilter());
        // Switched again meanwhile: the later answer settles it.
        setShown((shownNow) => {
          const { [kind]: latest, ...others } = shownNow;
          return latest === !off ? others : shownNow;
        });
      },
    }),
  );
  const failure = error ?? choose.error;
  return (
    <>
      {failure && <Problem>{describeFailure(failure).message}</Problem>}
      {isPending && <LoadingRows rows={3} />}
      {data && (
        <>
          <p className="ink2 mb-3">{data.sends ? TEXT.sends(data.email) : TEXT.sendsNone}</p>
          <div className="grid gap-4">
            {INBOX_GROUPS.map((group) => (
              <fieldset key={group} className="fieldset">
                <legend className="meta mb-1">{TEXT.groups[group].head}</legend>
                {data.choices
                  .filter(({ kind }) => GROUP_OF[kind] === group)
                  .map(({ kind, off }) => (
                    <Checkbox
                      key={kind}
                      checked={shown[kind] ?? !off}
                      onChange={({ target: { checked } }) => {
                        setShown((others) => ({ ...others, [kind]: checked }));
                        choose.mutate({ kind, off: !checked });
                      }}
                    >
                      {TEXT.kinds[kind].reason}
                    </Checkbox>
                  ))}
              </fieldset>
            ))}
          </div>
        </>
      )}
    </>
  );
}
