'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState, type SubmitEvent } from 'react';
import { problemAt, problemsOf } from '@/components/data/problems';
import { useTRPC } from '@/components/data/trpc';
import { slugOf } from '@/components/people/slugOf';
import { Button, LinkButton } from '@/components/ui/Button';
import { Select, TextField } from '@/components/ui/Field';
import { FormError } from '@/components/ui/FormError';
import { RadioOptions, type RadioOption } from '@/components/ui/RadioOptions';
import { Title } from '@/components/ui/Title';
import type { TemplateId } from '@/core/templates/templates';
import { casePath } from './caseTabs';
import { TEXT } from './text';

type Start = TemplateId | 'empty-base';

export interface OfferedTemplate {
  id: TemplateId;
  kind: 'base' | 'supplement';
  title: string;
  summary: string;
}

const FIELDS = { title: 'case-title', slug: 'case-slug', orgSlug: 'case-org' };

/** What to start from, for whom, and what it is called. */
export function NewCaseForm(props: {
  /** Where the person may create cases. */
  organisations: { slug: string; name: string }[];
  templates: OfferedTemplate[];
}) {
  const { organisations, templates } = props;
  const router = useRouter();
  const trpc = useTRPC();
  const [start, setStart] = useState<Start>('scheming');
  const [orgSlug, setOrgSlug] = useState(organisations[0]?.slug ?? '');
  const [title, setTitle] = useState('');
  const [slug, setSlug] = useState<string | null>(null);
  const shortName = slug ?? slugOf(title);
  const create = useMutation(
    trpc.cases.create.mutationOptions({
      onSuccess: (made) => router.push(casePath(made.orgSlug, made.caseSlug)),
    }),
  );
  const problems = problemsOf(create.error, FIELDS);
  const options: RadioOption<Start>[] = [
    ...templates
      .filter(({ kind }) => kind === 'base')
      .map(({ id, title: words, summary }) => ({ value: id, words, note: summary })),
    { value: 'empty-base', words: TEXT.make.empty, note: TEXT.make.emptyNote },
  ];
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    create.mutate({ orgSlug, slug: shortName, title, from: startOf(start) });
  };
  return (
    <div className="sheetpage narrow-measure">
      <div className="pagehead">
        <Title>{TEXT.make.title}</Title>
      </div>
      <p className="stmt mb-5">{TEXT.make.lead}</p>
      <FormError problems={problems} />
      <form className="ruled grid gap-6 pt-4 pb-12" method="post" onSubmit={submit}>
        <RadioOptions legend={TEXT.make.from} options={options} value={start} onChange={setStart} />
        <div className="grid max-w-[36rem] gap-4">
          <TextField
            label={TEXT.make.name}
            id="case-title"
            voice="serif"
            value={title}
            hint={TEXT.make.nameHint}
            required
            maxLength={200}
            autoComplete="off"
            error={problemAt(problems, 'case-title')}
            onChange={({ target }) => setTitle(target.value)}
          />
          {organisations.length > 1 && (
            <Select
              label={TEXT.make.organisation}
              id="case-org"
              value={orgSlug}
              options={organisations.map((org) => ({ value: org.slug, words: org.name }))}
              onChange={({ target }) => setOrgSlug(target.value)}
            />
          )}
          <TextField
            label={TEXT.make.slug}
            id="case-slug"
            voice="mono"
            value={shortName}
            hint={TEXT.make.slugHint(`${orgSlug}/${shortName || '…'}`)}
            required
            maxLength={60}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            error={problemAt(problems, 'case-slug')}
            onChange={({ target }) => setSlug(target.value)}
          />
        </div>
        <div className="flex gap-3">
          <Button type="submit" look="main" tall busy={create.isPending || create.isSuccess}>
            {TEXT.make.act}
          </Button>
          <LinkButton href="/cases" look="text" tall>
            {TEXT.make.cancel}
          </LinkButton>
        </div>
      </form>
    </div>
  );
}

function startOf(start: Start) {
  if (start === 'empty-base') return { empty: 'base' as const };
  return { template: start };
}
