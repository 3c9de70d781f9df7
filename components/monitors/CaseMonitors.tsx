'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { caseTabs } from '@/components/cases/caseTabs';
import { describeFailure, useTRPC } from '@/components/data/trpc';
import { CaseBar } from '@/components/shell/CaseBar';
import { Button } from '@/components/ui/Button';
import { EmptyState } from '@/components/ui/EmptyState';
import { Problem } from '@/components/ui/Field';
import type { MonitoredCase, MonitoredRelease } from '@/server/monitors/monitored';
import type { IndicatorView } from '@/server/monitors/present';
import { AddReadingDialog } from './AddReadingDialog';
import { AnswerDialog } from './AnswerDialog';
import { Counts } from './Counts';
import { IndicatorDialog } from './IndicatorDialog';
import { IndicatorTable } from './IndicatorTable';
import { TEXT } from './text';
import { TokensSection } from './TokensSection';

/** Silence begins without anybody's act: what is shown is computed again this often. */
const EVERY_MS = 30_000;

interface Open {
  what: 'details' | 'reading' | 'answer';
  indicator: IndicatorView;
  release: MonitoredRelease;
}

/** The indicators of one case: how they stand, readings by hand, answers, tokens. */
export function CaseMonitors(props: { monitored: MonitoredCase }) {
  const { orgSlug, caseSlug, kind, title, organisation, mayReadDraft, id } = props.monitored.case;
  const trpc = useTRPC();
  const [open, setOpen] = useState<Open | null>(null);
  const query = useQuery(
    trpc.monitors.forCase.queryOptions(
      { orgSlug, caseSlug },
      { initialData: props.monitored, refetchInterval: EVERY_MS },
    ),
  );
  const { releases, from, computedAt, tokenScopes, mayManageTokens } = query.data;
  const close = () => setOpen(null);
  const done = () => {
    close();
    void query.refetch();
  };
  return (
    <>
      <CaseBar
        title={title}
        subject={organisation}
        tabs={caseTabs({ orgSlug, slug: caseSlug, kind }, 'monitors', mayReadDraft)}
      />
      <div className="sheetpage">
        {query.error && <Problem>{describeFailure(query.error).message}</Problem>}
        {releases.length === 0 ? (
          <EmptyState sentence={TEXT.emptyCase} />
        ) : (
          <>
            <Counts indicators={releases.flatMap(({ indicators }) => indicators)} />
            <IndicatorTable
              from={from}
              computedAt={computedAt}
              releases={releases}
              head={(release) => TEXT.release(release.title, release.number)}
              name={(indicator, release) => (
                <button
                  type="button"
                  className="linkish text-left"
                  onClick={() => setOpen({ what: 'details', indicator, release })}
                >
                  {indicator.title}
                </button>
              )}
              acts={(indicator, release) => (
                <>
                  {release.mayAdd && (
                    <Button
                      look="text"
                      aria-label={TEXT.add.actOf(indicator.title)}
                      onClick={() => setOpen({ what: 'reading', indicator, release })}
                    >
                      {TEXT.add.act}
                    </Button>
                  )}
                  {release.mayAnswer && indicator.unanswered !== null && (
                    <Button
                      icon="passkey"
                      aria-label={TEXT.answer.title(indicator.title)}
                      onClick={() => setOpen({ what: 'answer', indicator, release })}
                    >
                      {TEXT.answer.act}
                    </Button>
                  )}
                </>
              )}
            />
          </>
        )}
        {mayManageTokens && (
          <TokensSection
            place={{ orgSlug, caseSlug }}
            caseId={id}
            scopes={tokenScopes}
            indicatorId={releases[0]?.indicators[0]?.indicatorId ?? null}
          />
        )}
      </div>
      {open?.what === 'details' && (
        <IndicatorDialog caseId={id} indicator={open.indicator} onClose={close} />
      )}
      {open?.what === 'reading' && (
        <AddReadingDialog caseId={id} indicator={open.indicator} onClose={close} onDone={done} />
      )}
      {open?.what === 'answer' && (
        <AnswerDialog
          releaseId={open.release.releaseId}
          indicator={open.indicator}
          onClose={close}
          onDone={done}
        />
      )}
    </>
  );
}
