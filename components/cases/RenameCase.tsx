'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState, type SubmitEvent } from 'react';
import { problemAt, problemsOf } from '@/components/data/problems';
import { useTRPC } from '@/components/data/trpc';
import { textOf } from '@/components/people/formText';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { TextField } from '@/components/ui/Field';
import { FormError } from '@/components/ui/FormError';
import { TEXT } from './text';

const t = TEXT.rename;

/** Changes the title of a case, in lists and in its document. */
export function RenameCase(props: {
  title: string;
  address: { orgSlug: string; caseSlug: string };
}) {
  const { title, address } = props;
  const router = useRouter();
  const trpc = useTRPC();
  const [open, setOpen] = useState(false);
  const rename = useMutation(
    trpc.cases.rename.mutationOptions({
      onSuccess: () => {
        setOpen(false);
        router.refresh();
      },
    }),
  );
  const problems = problemsOf(rename.error, { title: 'case-title' });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    rename.mutate({ ...address, title: textOf(new FormData(event.currentTarget), 'title') });
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t.act}</Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t.title} description={t.lead}>
        <FormError problems={problems} />
        <form className="grid gap-4" method="post" onSubmit={submit}>
          <TextField
            label={t.name}
            id="case-title"
            name="title"
            voice="serif"
            defaultValue={title}
            required
            maxLength={200}
            autoComplete="off"
            error={problemAt(problems, 'case-title')}
          />
          <div className="acts">
            <Button type="submit" look="main" busy={rename.isPending}>
              {t.save}
            </Button>
            <Button look="text" onClick={() => setOpen(false)}>
              {t.cancel}
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  );
}
