'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState, type SubmitEvent } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { caseTabs } from '@/components/cases/caseTabs';
import { problemsOf } from '@/components/data/problems';
import { useTRPC } from '@/components/data/trpc';
import { CaseBar } from '@/components/shell/CaseBar';
import { Button } from '@/components/ui/Button';
import { Digest } from '@/components/ui/Digest';
import { Hang } from '@/components/ui/Entry';
import { TextArea } from '@/components/ui/Field';
import { FormError } from '@/components/ui/FormError';
import { LoadingDocument } from '@/components/ui/Loading';
import { Title } from '@/components/ui/Title';
import type { FreezePreview } from '@/server/releases/preview';
import { PreviewSections } from './PreviewSections';
import type { CaseHead } from './ReleaseList';
import { TEXT } from './text';

/**
 * What a freeze would hold, and the act itself. The digest shown here goes along: the server freezes
 * this content or nothing.
 */
export function FreezePage(props: { owned: CaseHead }) {
  const { owned } = props;
  const trpc = useTRPC();
  const router = useRouter();
  const base = `/orgs/${owned.organisation.slug}/cases/${owned.slug}`;
  const preview = useQuery(
    trpc.releases.preview.queryOptions(
      { caseId: owned.id },
      // What the officer looks at must not change under their eyes.
      { staleTime: Infinity, refetchOnWindowFocus: false, refetchOnReconnect: false },
    ),
  );
  const freeze = useMutation(
    trpc.releases.freeze.mutationOptions({
      onSuccess: ({ releaseId }) => router.push(`${base}/releases/${releaseId}`),
    }),
  );
  const [changelog, setChangelog] = useState('');

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const shown = preview.data;
    if (!shown || shown.contentDigest === null) return;
    freeze.mutate({
      caseId: owned.id,
      expectedContentDigest: shown.contentDigest,
      number: shown.number,
      changelog,
    });
  }

  const problems = problemsOf(freeze.error ?? preview.error, { changelog: 'changelog' });
  return (
    <>
      <CaseBar
        title={owned.title}
        example={owned.organisation.example}
        subject={owned.organisation.name}
        tabs={caseTabs(
          { orgSlug: owned.organisation.slug, slug: owned.slug, kind: owned.kind },
          'releases',
        )}
        acts={
          <Button
            busy={preview.isFetching}
            onClick={() => {
              freeze.reset();
              void preview.refetch();
            }}
          >
            {TEXT.freeze.again}
          </Button>
        }
      />
      <div className="sheetpage narrow-measure">
        <div className="pagehead">
          <Title level={2}>{TEXT.freeze.title}</Title>
          <span className="sp" />
          <Link href={base}>{TEXT.freeze.back}</Link>
        </div>
        <FormError problems={problems} />
        {preview.data ? (
          <Preview
            shown={preview.data}
            workspace={base}
            changelog={changelog}
            onChangelog={setChangelog}
            busy={freeze.isPending}
            onSubmit={submit}
          />
        ) : (
          preview.isPending && <LoadingDocument entries={6} />
        )}
      </div>
    </>
  );
}

function Preview(props: {
  shown: FreezePreview;
  workspace: string;
  changelog: string;
  onChangelog: (text: string) => void;
  busy: boolean;
  onSubmit: (event: SubmitEvent<HTMLFormElement>) => void;
}) {
  const { shown, workspace, changelog, onChangelog, busy, onSubmit } = props;
  const ready =
    shown.contentDigest !== null && shown.blockersInAll === 0 && shown.underWay === null;
  return (
    <>
      <p className="stmt">{TEXT.freeze.lead(shown.number, shown.candidate)}</p>
      {shown.underWay !== null && <p className="stmt mt-2">{shown.underWay}</p>}
      {shown.replaces !== null && (
        <p className="ink2 mt-2">
          {TEXT.freeze.replaces(shown.replaces.number, shown.replaces.candidate)}
        </p>
      )}
      <PreviewSections shown={shown} workspace={workspace} />
      {shown.contentDigest !== null && (
        <Hang head={<h3 className="head">{TEXT.freeze.digest}</h3>}>
          <Digest value={shown.contentDigest} length="full" copy />
          <p className="meta mt-1">{TEXT.freeze.digestNote}</p>
        </Hang>
      )}
      {ready && (
        <form className="line mt-6 pt-4" method="post" onSubmit={onSubmit}>
          <TextArea
            id="changelog"
            label={TEXT.freeze.changelog}
            hint={TEXT.freeze.changelogHint}
            voice="serif"
            rows={4}
            required
            maxLength={20_000}
            value={changelog}
            onChange={(event) => onChangelog(event.target.value)}
          />
          <p className="mt-4">
            <Button type="submit" look="main" icon="frozen" busy={busy}>
              {TEXT.freeze.freeze}
            </Button>
          </p>
        </form>
      )}
    </>
  );
}
