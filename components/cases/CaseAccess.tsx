'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '@/components/data/trpc';
import { CaseBar } from '@/components/shell/CaseBar';
import { Button } from '@/components/ui/Button';
import { EmptyState } from '@/components/ui/EmptyState';
import { Hang } from '@/components/ui/Entry';
import { DataTable, TwoLines } from '@/components/ui/Ledger';
import { DateOf } from '@/components/ui/Time';
import type { EngagementView } from '@/server/engagements/present';
import { caseTabs } from './caseTabs';
import { EndEngagement } from './EndEngagement';
import { OpenEngagement } from './OpenEngagement';
import { RenameCase } from './RenameCase';
import { TEXT } from './text';

const t = TEXT.access;

export interface Engagements {
  mayOpen: boolean;
  engagements: EngagementView[];
}

/** Who of other organisations acts on a case, with the opening and ending of engagements. */
export function CaseAccess(props: {
  title: string;
  orgSlug: string;
  caseSlug: string;
  kind: 'base' | 'supplement';
  mayReadDraft: boolean;
  mayRename: boolean;
  initial: Engagements;
}) {
  const { title, orgSlug, caseSlug, kind, mayReadDraft, mayRename, initial } = props;
  const address = { orgSlug, caseSlug };
  const trpc = useTRPC();
  const client = useQueryClient();
  const query = trpc.engagements.list.queryOptions(address, { initialData: initial });
  const { mayOpen, engagements } = useQuery(query).data ?? initial;
  const [opening, setOpening] = useState(false);
  const [ending, setEnding] = useState<EngagementView | null>(null);
  const refresh = () => void client.invalidateQueries({ queryKey: query.queryKey });
  const active = engagements.filter(({ state }) => state === 'active');
  const closed = engagements.filter(({ state }) => state === 'closed');
  const open = mayOpen ? (
    <Button look="main" onClick={() => setOpening(true)}>
      {t.open}
    </Button>
  ) : undefined;
  return (
    <>
      <CaseBar
        title={title}
        subject={<span className="mono">{`${orgSlug}/${caseSlug}`}</span>}
        tabs={caseTabs({ orgSlug, slug: caseSlug, kind }, 'access', mayReadDraft)}
        acts={
          <>
            {mayRename && <RenameCase title={title} address={address} />}
            {open}
          </>
        }
      />
      <div className="sheetpage narrow-measure">
        <p className="ink2 mb-5">{t.lead}</p>
        <Hang rule="ruled" head={<h2 className="head">{t.active}</h2>}>
          {active.length === 0 ? (
            <EmptyState sentence={t.none} />
          ) : (
            <EngagementTable rows={active} onEnd={setEnding} caption={t.active} />
          )}
        </Hang>
        {closed.length > 0 && (
          <Hang head={<h2 className="head">{t.closed}</h2>}>
            <EngagementTable rows={closed} caption={t.closed} />
          </Hang>
        )}
      </div>
      {opening && (
        <OpenEngagement address={address} onClose={() => setOpening(false)} onOpened={refresh} />
      )}
      {ending && (
        <EndEngagement
          address={address}
          engagement={ending}
          onClose={() => setEnding(null)}
          onEnded={refresh}
        />
      )}
    </>
  );
}

function EngagementTable(props: {
  caption: string;
  rows: EngagementView[];
  onEnd?: (row: EngagementView) => void;
}) {
  const { caption, rows, onEnd } = props;
  return (
    <DataTable
      stack
      caption={caption}
      columns={[
        { key: 'person', head: t.person },
        { key: 'part', head: t.part },
        { key: 'since', head: onEnd ? t.since : t.ended },
        ...(onEnd ? [{ key: 'act', head: t.acts, silent: true }] : []),
      ]}
    >
      {rows.map((row) => (
        <tr key={row.id}>
          <td>
            <TwoLines
              first={`${row.name}, ${row.organisation.name}`}
              second={row.email ?? undefined}
            />
          </td>
          <td>{t.parts[row.role].words}</td>
          <td>
            <TwoLines
              first={<DateOf at={row.closedAt ?? row.openedAt} />}
              second={row.closedReason ?? undefined}
            />
          </td>
          {onEnd && (
            <td className="r">
              {row.mayClose && (
                <Button
                  look="text"
                  stops
                  aria-label={t.closeOf(row.name)}
                  onClick={() => onEnd(row)}
                >
                  {t.close}
                </Button>
              )}
            </td>
          )}
        </tr>
      ))}
    </DataTable>
  );
}
