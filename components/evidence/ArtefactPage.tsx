'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { casePath, caseTabs } from '@/components/cases/caseTabs';
import { useTRPC } from '@/components/data/trpc';
import { CaseBar } from '@/components/shell/CaseBar';
import { Button } from '@/components/ui/Button';
import { EmptyState } from '@/components/ui/EmptyState';
import { Icon } from '@/components/ui/Icon';
import { Id } from '@/components/ui/Id';
import { Status } from '@/components/ui/Status';
import { Meta, Title } from '@/components/ui/Title';
import type { ArtefactPage as Page } from '@/server/evidence/reading';
import { ArtefactRail } from './ArtefactRail';
import { formatBytes } from './formatBytes';
import { RetractDialog } from './RetractDialog';
import { seriesOf } from './series';
import { SeriesCharts } from './SeriesCharts';
import { TEXT } from './text';
import { UploadDialog } from './UploadDialog';
import { VersionsTable } from './VersionsTable';
import { AccessStatus, VersionStatus } from './VersionStatus';

const EVERY_MS = 2_000;

/** One artefact: its figures over the versions with the limits drawn in, its files, who opened them. */
export function ArtefactPage(props: { page: Page }) {
  const { org, slug, title, kind, mayReadDraft } = props.page.case;
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [uploading, setUploading] = useState(false);
  const [retracting, setRetracting] = useState<{ id: string; number: number } | null>(null);
  const { data } = useQuery(
    trpc.evidence.artefact.queryOptions(
      { orgSlug: org.slug, caseSlug: slug, number: props.page.artefact.number },
      {
        initialData: props.page,
        refetchInterval: (query) =>
          query.state.data?.versions.some(({ state }) => state === 'scanning') ? EVERY_MS : false,
      },
    ),
  );
  const refresh = () => void queries.invalidateQueries(trpc.evidence.pathFilter());
  const { artefact, current, versions } = data;
  const series = seriesOf(versions, data.uses ?? []);
  return (
    <>
      <CaseBar
        title={title}
        subject={org.name}
        tabs={caseTabs({ orgSlug: org.slug, slug, kind }, 'evidence', mayReadDraft)}
      />
      <div className="cols artefact">
        <section className="sheetpart" aria-labelledby="artefact-title">
          <div>
            <Meta as="p" className="mb-2">
              <Id href={`${casePath(org.slug, slug)}/evidence`}>{artefact.identifier}</Id>{' '}
              {TEXT.kinds[artefact.kind]}
              {current && ` / ${TEXT.artefact.versionOf(current.number, versions.length)}`}
            </Meta>
            <div className="pagehead2">
              <Title level={2}>
                <span id="artefact-title">{artefact.title}</span>
              </Title>
              {current?.href && (
                <a
                  className="btn"
                  href={current.href}
                  download
                  aria-label={TEXT.artefact.openVersion(current.number, formatBytes(current.size))}
                >
                  <Icon name="download" />
                  {TEXT.artefact.open}
                </a>
              )}
              {data.mayRegister && (
                <Button icon="upload" onClick={() => setUploading(true)}>
                  {TEXT.artefact.newVersion}
                </Button>
              )}
            </div>
            <div className="states">
              <VersionStatus state={current?.state ?? null} note={current?.reason || undefined} />
              <AccessStatus access={artefact.access} />
              {artefact.illustrative && (
                <Status icon="dissent" tone="warn">
                  {TEXT.library.illustrative}
                </Status>
              )}
            </div>
            {current && current.warnings.length > 0 && (
              <ul className="warnings">
                {current.warnings.map((warning) => (
                  <li key={warning}>
                    <Status icon="caution" tone="warn" quiet>
                      {warning}
                    </Status>
                  </li>
                ))}
              </ul>
            )}
            {versions.length === 0 && <EmptyState sentence={TEXT.artefact.noFile} />}
            {versions.length > 0 && series.length === 0 && (
              <p className="ink2 ruled pt-3">{TEXT.artefact.noMetrics}</p>
            )}
            <SeriesCharts series={series} current={current?.number ?? null} />
            {versions.length > 0 && (
              <VersionsTable
                versions={versions}
                current={current?.number ?? null}
                series={series[0] ?? null}
                onRetract={setRetracting}
              />
            )}
          </div>
        </section>
        <ArtefactRail page={data} />
      </div>
      {uploading && (
        <UploadDialog
          caseId={data.case.id}
          version={{ evidenceId: artefact.id, identifier: artefact.identifier }}
          onClose={() => {
            setUploading(false);
            refresh();
          }}
        />
      )}
      {retracting && (
        <RetractDialog version={retracting} onClose={() => setRetracting(null)} onDone={refresh} />
      )}
    </>
  );
}
