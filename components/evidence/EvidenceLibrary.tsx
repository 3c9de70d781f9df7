'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { casePath, caseTabs } from '@/components/cases/caseTabs';
import { useTRPC } from '@/components/data/trpc';
import { CaseBar } from '@/components/shell/CaseBar';
import { Button } from '@/components/ui/Button';
import { Digest } from '@/components/ui/Digest';
import { EmptyState } from '@/components/ui/EmptyState';
import { Id } from '@/components/ui/Id';
import { DataTable, TwoLines } from '@/components/ui/Ledger';
import { Status } from '@/components/ui/Status';
import { DateOf } from '@/components/ui/Time';
import type { Library, LibraryEntry } from '@/server/evidence/reading';
import { LibraryExport } from './LibraryExport';
import Link from 'next/link';
import { isMargin } from './series';
import { shortDecimal } from './shortDecimal';
import { TEXT } from './text';
import { UploadDialog } from './UploadDialog';
import { VersionStatus } from './VersionStatus';

/** While something is on its way the list is read anew this often. */
const EVERY_MS = 2_000;
const SHOWN_METRICS = 2;

/** All evidence of a case, as a ledger. */
export function EvidenceLibrary(props: { library: Library }) {
  const { org, slug, title, kind, mayReadDraft } = props.library.case;
  const place = { orgSlug: org.slug, caseSlug: slug };
  const trpc = useTRPC();
  const router = useRouter();
  const [uploading, setUploading] = useState(false);
  const { data } = useQuery(
    trpc.evidence.library.queryOptions(place, {
      initialData: props.library,
      refetchInterval: (query) => (query.state.data?.artefacts.some(isUnderway) ? EVERY_MS : false),
    }),
  );
  const base = `${casePath(org.slug, slug)}/evidence`;
  const register = data.mayRegister && (
    <Button look="main" icon="upload" onClick={() => setUploading(true)}>
      {TEXT.library.register}
    </Button>
  );
  return (
    <>
      <CaseBar
        title={title}
        subject={org.name}
        tabs={caseTabs({ orgSlug: org.slug, slug, kind }, 'evidence', mayReadDraft)}
        acts={
          <>
            {data.artefacts.length > 0 && <LibraryExport library={data} />}
            {register}
          </>
        }
      />
      <div className="sheetpage">
        {data.artefacts.length === 0 ? (
          <EmptyState sentence={data.mayRegister ? TEXT.library.empty : TEXT.library.emptyReader} />
        ) : (
          <div className="tablescroll">
            <DataTable
              stack
              caption={TEXT.library.caption}
              columns={[
                { key: 'id', head: '№', silent: true },
                { key: 'artefact', head: TEXT.library.artefact },
                { key: 'state', head: TEXT.library.state },
                { key: 'subject', head: TEXT.library.subject },
                { key: 'figures', head: TEXT.library.figures },
                { key: 'version', head: TEXT.library.version },
                { key: 'digest', head: TEXT.library.digest },
              ]}
            >
              {data.artefacts.map((entry) => (
                <Row key={entry.id} of={entry} href={`${base}/${entry.number}`} />
              ))}
            </DataTable>
          </div>
        )}
        {data.mayRegister && (
          <p className="ink2 mt-4">
            {TEXT.library.byMachine}{' '}
            <Link href={`${casePath(org.slug, slug)}/monitors`}>{TEXT.library.makeToken}</Link>
          </p>
        )}
      </div>
      {uploading && (
        <UploadDialog
          caseId={data.case.id}
          onClose={() => {
            setUploading(false);
            router.refresh();
          }}
        />
      )}
    </>
  );
}

function isUnderway({ current, pending }: LibraryEntry): boolean {
  return current?.state === 'scanning' || pending?.state === 'scanning';
}

function Row(props: { of: LibraryEntry; href: string }) {
  const { of: entry, href } = props;
  const { current, pending } = entry;
  const metrics = (current?.metrics ?? []).filter(({ name }) => !isMargin(name));
  return (
    <tr>
      <td>
        <Id href={href}>{entry.identifier}</Id>
      </td>
      <td>
        <TwoLines first={<Link href={href}>{entry.title}</Link>} second={TEXT.kinds[entry.kind]} />
      </td>
      <td>
        <VersionStatus state={current?.state ?? null} note={current?.reason || undefined} />
        {pending && (
          <p>
            <VersionStatus state={pending.state} note={TEXT.library.pending(pending.number)} />
          </p>
        )}
        {current && current.warnings.length > 0 && (
          <p>
            <Status icon="caution" tone="warn" quiet>
              {TEXT.library.warnings(current.warnings.length)}
            </Status>
          </p>
        )}
        {entry.illustrative && (
          <p>
            <Status icon="dissent" tone="warn">
              {TEXT.library.illustrative}
            </Status>
          </p>
        )}
      </td>
      <td>
        <TwoLines
          first={entry.subject || current?.log?.model || TEXT.library.none}
          second={current?.measuredAt ? <DateOf at={current.measuredAt} /> : undefined}
        />
      </td>
      <td>
        {metrics.slice(0, SHOWN_METRICS).map(({ name, value }) => (
          <p key={name} className="num">
            <span className="ink3">{name}</span> <span title={value}>{shortDecimal(value)}</span>
          </p>
        ))}
        {metrics.length > SHOWN_METRICS && (
          <p className="meta">{TEXT.library.more(metrics.length - SHOWN_METRICS)}</p>
        )}
      </td>
      <td className="num">{current ? `v${current.number}` : ''}</td>
      <td>{current?.sha256 && <Digest value={current.sha256} />}</td>
    </tr>
  );
}
