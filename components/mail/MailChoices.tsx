'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { describeFailure, useTRPC } from '@/components/data/trpc';
import { Checkbox } from '@/components/ui/Checkbox';
import { Problem } from '@/components/ui/Field';
import { LoadingRows } from '@/components/ui/Loading';
import { GROUP_OF, INBOX_GROUPS } from '@/core/inbox/kinds';
import { TEXT } from './text';

/** What one gets e-mail about, kind by kind, grouped as the inbox is. */
export function MailChoices() {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { data, error, isPending } = useQuery(trpc.mail.choices.queryOptions());
  const choose = useMutation(
    trpc.mail.choose.mutationOptions({
      // One's own reversible act: shown at once, and as the server has it afterwards.
      onMutate: async ({ kind, off }) => {
        await client.cancelQueries(trpc.mail.choices.queryFilter());
        client.setQueryData(
          trpc.mail.choices.queryKey(),
          (before) =>
            before && {
              ...before,
              choices: before.choices.map((choice) =>
                choice.kind === kind ? { kind, off } : choice,
              ),
            },
        );
      },
      onSettled: () => client.invalidateQueries(trpc.mail.choices.queryFilter()),
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
                      checked={!off}
                      onChange={(event) => choose.mutate({ kind, off: !event.target.checked })}
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
