'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useState, type SubmitEvent } from 'react';
import { problemAt, problemsOf } from '@/components/data/problems';
import { useTRPC } from '@/components/data/trpc';
import { textOf } from '@/components/people/formText';
import { NO_ORGANISATION, OrganisationFields } from '@/components/people/OrganisationFields';
import { TEXT as PEOPLE } from '@/components/people/text';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { TextField } from '@/components/ui/Field';
import { FormError } from '@/components/ui/FormError';
import { DataTable } from '@/components/ui/Ledger';
import { Title } from '@/components/ui/Title';
import type { OrgKind } from '@/core/policy/actor';
import { LinkOnce } from './LinkOnce';
import { TEXT } from './text';

export interface ListedOrganisation {
  id: string;
  slug: string;
  name: string;
  kind: OrgKind;
  members: number;
}

/** All organisations of the installation, for its administrator, and the making of one. */
export function OrganisationsPage(props: { initial: ListedOrganisation[] }) {
  const trpc = useTRPC();
  const all = useQuery(trpc.orgs.all.queryOptions(undefined, { initialData: props.initial }));
  const [creating, setCreating] = useState(false);
  return (
    <div className="sheetpage narrow-measure">
      <div className="pagehead">
        <Title>{TEXT.all.title}</Title>
        <span className="ink2">{TEXT.all.lead}</span>
        <span className="sp" />
        <Button look="main" onClick={() => setCreating(true)}>
          {TEXT.all.create}
        </Button>
      </div>
      <DataTable
        stack
        caption={TEXT.all.title}
        columns={[
          { key: 'name', head: TEXT.all.name },
          { key: 'kind', head: TEXT.all.kind },
          { key: 'members', head: TEXT.all.members, right: true },
        ]}
      >
        {all.data.map(({ id, slug, name, kind, members }) => (
          <tr key={id}>
            <td>
              <Link href={`/orgs/${slug}`}>{name}</Link>
            </td>
            <td className="ink2">{PEOPLE.kinds[kind].words}</td>
            <td className="r num">{members}</td>
          </tr>
        ))}
      </DataTable>
      <Dialog open={creating} onClose={() => setCreating(false)} title={TEXT.all.create}>
        {creating && (
          <NewOrganisation
            onClose={() => setCreating(false)}
            onCreated={() => void all.refetch()}
          />
        )}
      </Dialog>
    </div>
  );
}

const FIELDS = {
  name: 'organisation-name',
  slug: 'organisation-slug',
  kind: 'organisation-kind',
  ownerEmail: 'owner-email',
};

function NewOrganisation(props: { onClose: () => void; onCreated: () => void }) {
  const { onClose, onCreated } = props;
  const trpc = useTRPC();
  const [organisation, setOrganisation] = useState(NO_ORGANISATION);
  const create = useMutation(trpc.orgs.create.mutationOptions({ onSuccess: onCreated }));
  const problems = problemsOf(create.error, FIELDS);
  if (create.isSuccess)
    return (
      <>
        <LinkOnce link={create.data.link} email={create.variables.ownerEmail} />
        <div className="acts">
          <Button look="main" onClick={onClose}>
            {TEXT.done}
          </Button>
        </div>
      </>
    );
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const ownerEmail = textOf(new FormData(event.currentTarget), 'owner-email');
    create.mutate({ ...organisation, ownerEmail });
  };
  return (
    <>
      <p className="ink2 mb-4">{TEXT.all.createLead}</p>
      <FormError problems={problems} />
      <form className="grid gap-4" method="post" onSubmit={submit}>
        <OrganisationFields value={organisation} onChange={setOrganisation} problems={problems} />
        <TextField
          label={TEXT.all.ownerEmail}
          id="owner-email"
          name="owner-email"
          type="email"
          required
          maxLength={254}
          autoComplete="off"
          error={problemAt(problems, 'owner-email')}
        />
        <div className="acts">
          <Button type="submit" look="main" busy={create.isPending}>
            {TEXT.all.act}
          </Button>
          <Button look="text" onClick={onClose}>
            {TEXT.cancel}
          </Button>
        </div>
      </form>
    </>
  );
}
