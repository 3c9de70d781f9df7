'use client';

import { useState } from 'react';
import { Select, TextField } from '@/components/ui/Field';
import { problemAt } from '@/components/data/problems';
import type { FormProblem } from '@/components/ui/FormError';
import { ORG_KINDS, type OrgKind } from '@/core/policy/actor';
import { slugOf } from './slugOf';
import { TEXT } from './text';

export interface OrganisationValues {
  name: string;
  slug: string;
  kind: OrgKind;
}

export const NO_ORGANISATION: OrganisationValues = { name: '', slug: '', kind: 'lab' };

/** Name, short name and kind of a new organisation. The short name follows the name until typed. */
export function OrganisationFields(props: {
  value: OrganisationValues;
  onChange: (value: OrganisationValues) => void;
  problems: FormProblem[];
}) {
  const { value, onChange, problems } = props;
  const [slugTyped, setSlugTyped] = useState(false);
  return (
    <>
      <TextField
        label={TEXT.setup.organisationName}
        id="organisation-name"
        value={value.name}
        autoComplete="organization"
        required
        maxLength={120}
        error={problemAt(problems, 'organisation-name')}
        onChange={({ target: { value: name } }) =>
          onChange({ ...value, name, slug: slugTyped ? value.slug : slugOf(name) })
        }
      />
      <TextField
        label={TEXT.setup.slug}
        id="organisation-slug"
        voice="mono"
        value={value.slug}
        hint={TEXT.setup.slugHint}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        required
        maxLength={60}
        error={problemAt(problems, 'organisation-slug')}
        onChange={({ target: { value: slug } }) => {
          setSlugTyped(true);
          onChange({ ...value, slug });
        }}
      />
      <Select
        label={TEXT.setup.kind}
        id="organisation-kind"
        value={value.kind}
        options={ORG_KINDS.map((kind) => ({
          value: kind,
          words: `${TEXT.kinds[kind].words}: ${TEXT.kinds[kind].note}`,
        }))}
        onChange={({ target: { value: chosen } }) =>
          onChange({ ...value, kind: ORG_KINDS.find((kind) => kind === chosen) ?? value.kind })
        }
      />
    </>
  );
}
