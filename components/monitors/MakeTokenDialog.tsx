'use client';

import { useMutation } from '@tanstack/react-query';
import type { SubmitEvent } from 'react';
import { problemAt, problemsOf } from '@/components/data/problems';
import { useTRPC } from '@/components/data/trpc';
import { textOf } from '@/components/people/formText';
import { Button } from '@/components/ui/Button';
import { CommandBlock } from '@/components/ui/CommandBlock';
import { CopyButton } from '@/components/ui/CopyButton';
import { Dialog } from '@/components/ui/Dialog';
import { Field, Select, TextField } from '@/components/ui/Field';
import { FormError } from '@/components/ui/FormError';
import type { TokenScope } from '@/server/monitors/tokenScopes';
import { curlExample } from './curlExample';
import { pushExample } from './pushExample';
import { TEXT } from './text';

const t = TEXT.tokens;
const FIELDS = { name: 'token-name', scope: 'token-scope', days: 'token-days' };
const DAYS = [30, 90, 180, 365];
const USUAL_DAYS = '90';

/** What will use it, for what and how long; then the token, once, with the way to use it. */
export function MakeTokenDialog(props: {
  caseId: string;
  scopes: readonly TokenScope[];
  indicatorId: string | null;
  onClose: () => void;
}) {
  const { caseId, scopes, indicatorId, onClose } = props;
  const trpc = useTRPC();
  const make = useMutation(trpc.monitors.createToken.mutationOptions());
  const problems = problemsOf(make.error, FIELDS);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const chosen = textOf(form, 'scope');
    const scope = scopes.find((one) => one === chosen) ?? scopes[0];
    if (scope === undefined) return;
    const name = textOf(form, 'name');
    make.mutate({ caseId, name, scope, days: Number(textOf(form, 'days')) });
  };
  if (make.isSuccess)
    return (
      <Dialog
        open
        wide
        onClose={onClose}
        title={t.head}
        description={t.once}
        acts={
          <Button look="main" onClick={onClose}>
            {t.done}
          </Button>
        }
      >
        <TokenOnce
          token={make.data.token}
          words={t.example[make.variables.scope ?? 'readings:write']}
          command={
            make.variables.scope === 'evidence:write'
              ? pushExample(window.location.origin, caseId)
              : curlExample(window.location.origin, caseId, indicatorId)
          }
        />
      </Dialog>
    );
  return (
    <Dialog open onClose={onClose} title={t.make} description={t.lead}>
      <FormError problems={problems} />
      <form className="form" method="post" onSubmit={submit}>
        <TextField
          id={FIELDS.name}
          name="name"
          label={t.name}
          hint={t.nameHint}
          required
          maxLength={100}
          autoComplete="off"
          error={problemAt(problems, FIELDS.name)}
        />
        <Select
          id={FIELDS.scope}
          name="scope"
          label={t.scope}
          options={scopes.map((scope) => ({ value: scope, words: t.scopes[scope] }))}
          error={problemAt(problems, FIELDS.scope)}
        />
        <Select
          id={FIELDS.days}
          name="days"
          label={t.days}
          defaultValue={USUAL_DAYS}
          options={DAYS.map((days) => ({ value: String(days), words: t.daysOf(days) }))}
          error={problemAt(problems, FIELDS.days)}
        />
        <div className="acts">
          <Button type="submit" look="main" busy={make.isPending}>
            {t.makeIt}
          </Button>
          <Button look="text" onClick={onClose}>
            {t.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function TokenOnce(props: { token: string; words: string; command: string }) {
  const { token, words, command } = props;
  return (
    <>
      <Field label={t.token}>
        {(wiring) => (
          <span className="flex items-center gap-2">
            <input
              {...wiring}
              className="field mono"
              readOnly
              value={token}
              onFocus={({ target }) => target.select()}
            />
            <CopyButton value={token} label={t.copy} />
          </span>
        )}
      </Field>
      <p className="ink2 mt-4 mb-2">{words}</p>
      <CommandBlock command={command} />
    </>
  );
}
