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
import { BaseChooser } from './BaseChooser';
import { casePath } from './caseTabs';
import { TEXT } from './text';

type Start = TemplateId | 'empty-base' | 'supplement';
/** What a supplement begins with; empty for nothing but a goal. */
type Template = TemplateId | '';

export interface OfferedTemplate {
  id: TemplateId;
  kind: 'base' | 'supplement';
  title: string;
  summary: string;
}

const FIELDS = {
  title: 'case-title',
  slug: 'case-slug',
  orgSlug: 'case-org',
  from: 'case-base',
  base: 'case-base',
};

/** What to start from, for whom, and what it is called. */
export function NewCaseForm(props: {
  /** Where the person may create cases. */
  organisations: { slug: string; name: string }[];
  templates: OfferedTemplate[];
  /** Digest of the release that a supplement is to build on, from the address. */
  base: string | null;
}) {
  const { organisations, templates } = props;
  const router = useRouter();
  const trpc = useTRPC();
  const [start, setStart] = useState<Start>(props.base === null ? 'scheming' : 'supplement');
  const [search, setSearch] = useState(props.base ?? '');
  const [base, setBase] = useState(props.base);
  const supplements = templates.filter(({ kind }) => kind === 'supplement');
  const [template, setTemplate] = useState<Template>(supplements[0]?.id ?? '');
  const [unchosen, setUnchosen] = useState(false);
  const [orgSlug, setOrgSlug] = useState(organisations[0]?.slug ?? '');
  const [title, setTitle] = useState('');
  const [slug, setSlug] = useState<string | null>(null);
  const shortName = slug ?? slugOf(title);
  const create = useMutation(
    trpc.cases.create.mutationOptions({
      onSuccess: (made) => router.push(casePath(made.orgSlug, made.caseSlug)),
    }),
  );
  const problems = unchosen
    ? [{ field: FIELDS.base, words: TEXT.make.base.missing }]
    : problemsOf(create.error, FIELDS);
  const options: RadioOption<Start>[] = [
    ...templates
      .filter(({ kind }) => kind === 'base')
      .map(({ id, title: words, summary }) => ({ value: id, words, note: summary })),
    { value: 'empty-base', words: TEXT.make.empty, note: TEXT.make.emptyNote },
    {
      value: 'supplement',
      words: TEXT.make.supplement,
      note: TEXT.make.supplementNote,
      body: (
        <div className="grid max-w-[40rem] gap-4">
          <BaseChooser
            search={search}
            onSearch={setSearch}
            value={base}
            onChange={(digest) => {
              setBase(digest);
              setUnchosen(false);
            }}
            problem={problemAt(problems, FIELDS.base)}
          />
          <Select
            label={TEXT.make.supplementTemplate}
            value={template}
            options={[
              ...supplements.map((one) => ({ value: one.id, words: one.title })),
              { value: '', words: TEXT.make.emptySupplement },
            ]}
            onChange={({ target }) =>
              setTemplate(supplements.find(({ id }) => id === target.value)?.id ?? '')
            }
          />
        </div>
      ),
    },
  ];
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const from = startOf(start, base, template);
    setUnchosen(from === null);
    if (from !== null) create.mutate({ orgSlug, slug: shortName, title, from });
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

/** Null while the base of a supplement is not chosen. */
function startOf(start: Start, base: string | null, template: Template) {
  if (start === 'empty-base') return { empty: 'base' as const };
  if (start !== 'supplement') return { template: start };
  return base === null ? null : { base, template: template === '' ? null : template };
}
