'use client';

import { useState } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { problemsOf } from '@/components/data/problems';
import { useTRPC } from '@/components/data/trpc';
import { CaseBar } from '@/components/shell/CaseBar';
import { RELEASE_STATE_LOOKS } from '@/components/status/looks';
import { Button, LinkButton } from '@/components/ui/Button';
import { Digest } from '@/components/ui/Digest';
import { EmptyState } from '@/components/ui/EmptyState';
import { FormError } from '@/components/ui/FormError';
import { Segmented } from '@/components/ui/Segmented';
import { StatusOf } from '@/components/ui/Status';
import { DateOf } from '@/components/ui/Time';
import type { ReviewPage } from '@/server/reviews/page';
import { ClaimPanel } from './ClaimPanel';
import type { ChangedClaim } from './ChangedClaims';
import { judgedLines } from './contractChoice';
import { ContractPanel } from './ContractPanel';
import { CONTRACT } from './contractText';
import { FindingForm, type FindingDraft } from './FindingForm';
import { FindingsPanel } from './FindingsPanel';
import { HandIn } from './HandIn';
import { JoinRound } from './JoinRound';
import { RequestChanges } from './RequestChanges';
import { RoundDialog } from './RoundDialog';
import { nextToView, ReviewFrame } from './ReviewFrame';
import { SCREEN } from './screenText';

/**
 * The review of a frozen release: claims, the assessor's private judgement, findings. Members of the
 * owner's side read the same page, answer findings and judge nothing.
 */
export function ReviewScreen(props: { initial: ReviewPage }) {
  const trpc = useTRPC();
  const page = useQuery(
    trpc.reviews.page.queryOptions(
      { releaseId: props.initial.release.id },
      { initialData: props.initial },
    ),
  );
  const refresh = () => void page.refetch();
  const shown = page.data;
  const { release } = shown;
  const claims = claimsOf(shown);
  const [selected, setSelected] = useState<string | null>(claims[0]?.id ?? null);
  const [draft, setDraft] = useState<FindingDraft | null>(null);
  const [place, setPlace] = useState<Place>('claims');
  const mark = useMutation(trpc.reviews.markViewed.mutationOptions({ onSettled: refresh }));
  const [ticks, setTicks] = useState<Ticks>({ of: shown, viewed: new Map() });
  const ticked = ticks.of === shown ? ticks.viewed : new Map<string, boolean>();
  const own = shown.own;
  const judges = own !== null && own.submittedAt === null && own.roundState === 'open';

  // A tick shows at once: it is private, and taken back when the server refuses it.
  const drawn = claims.map((claim) => ({
    ...claim,
    viewed: ticked.get(claim.id) ?? claim.viewed,
  }));
  function setViewed(nodeId: string, viewed: boolean) {
    if (!judges || own === null) return;
    setTicks({ of: shown, viewed: new Map(ticked).set(nodeId, viewed) });
    mark.mutate({ roundId: own.roundId, nodeIds: [nodeId], viewed });
  }
  const entry = shown.view?.outline.find((one) => one.entry === 'node' && one.id === selected);
  const node = entry?.entry === 'node' ? entry : null;
  const raise = judges
    ? () => setDraft({ findingId: null, severity: 'major', nodeId: selected, title: '', body: '' })
    : undefined;

  return (
    <>
      <CaseBar
        title={release.title}
        example={release.organisation.example}
        subject={SCREEN.standing(release.number, release.candidate, shown.rounds.length)}
        facts={
          <>
            <StatusOf look={RELEASE_STATE_LOOKS[release.state]} />
            <Digest value={release.digest} />
          </>
        }
        notes={
          <>
            {shown.contract && (
              <Segmented<Place>
                legend={CONTRACT.place}
                value={place}
                onChange={setPlace}
                options={[
                  { value: 'claims', words: CONTRACT.claims },
                  { value: 'contract', words: CONTRACT.contract(linesToJudge(shown)) },
                ]}
              />
            )}
            <Notes shown={shown} />
          </>
        }
        acts={
          <>
            <RoundDialog shown={shown} onChanged={refresh} />
            <Acts shown={shown} onChanged={refresh} />
          </>
        }
      />
      <FormError problems={problemsOf(mark.error)} />
      {shown.view === null ? (
        <div className="sheetpage">
          <EmptyState sentence={SCREEN.noView} />
        </div>
      ) : own === null && (shown.can.open || shown.can.declareIn.length > 0) ? (
        <JoinRound shown={shown} onJoined={refresh} />
      ) : (
        <ReviewFrame
          claims={drawn}
          unchanged={shown.comparedWith === null ? null : unchangedIn(shown)}
          selected={place === 'contract' ? null : selected}
          onSelect={(id) => {
            setSelected(id);
            setPlace('claims');
          }}
          onViewed={judges ? setViewed : undefined}
          onRaise={raise}
          claim={
            place === 'contract' && shown.contract ? (
              <ContractPanel
                contract={shown.contract}
                roundId={own?.roundId ?? null}
                onChanged={refresh}
              />
            ) : (
              node && (
                <ClaimPanel
                  key={node.id}
                  shown={shown}
                  node={node}
                  judges={judges}
                  onViewedNext={
                    judges
                      ? () => {
                          setViewed(node.id, true);
                          const next = nextToView(drawn, node.id);
                          if (next !== null) setSelected(next);
                        }
                      : undefined
                  }
                  onRaise={raise}
                  onChanged={refresh}
                >
                  {draft !== null && own !== null && (
                    <FindingForm
                      roundId={own.roundId}
                      draft={draft}
                      identifier={node.identifier}
                      onClose={() => setDraft(null)}
                      onSaved={() => {
                        setDraft(null);
                        refresh();
                      }}
                    />
                  )}
                </ClaimPanel>
              )
            )
          }
          findings={
            <FindingsPanel
              shown={shown}
              onChanged={refresh}
              onEdit={(finding) => {
                if (finding.nodeId !== null) setSelected(finding.nodeId);
                setDraft({
                  findingId: finding.id,
                  severity: finding.severity,
                  nodeId: finding.nodeId,
                  title: finding.title,
                  body: finding.body,
                });
              }}
            />
          }
        />
      )}
    </>
  );
}

type Place = 'claims' | 'contract';

/** Lines of the contract that wait for the asker's verdict. */
function linesToJudge({ contract }: ReviewPage): number {
  if (!contract?.open) return 0;
  return judgedLines(contract).filter(({ value }) => value === null).length;
}

/** Ticks made since the page's data came; the next data says what the server kept. */
interface Ticks {
  of: ReviewPage;
  viewed: ReadonlyMap<string, boolean>;
}

function Notes({ shown }: { shown: ReviewPage }) {
  return (
    <>
      {shown.comparedWith && (
        <span className="ink2">
          {SCREEN.comparedWith(shown.comparedWith.number, shown.comparedWith.candidate)}
        </span>
      )}
      {shown.own && (
        <span className="ink3">
          {SCREEN.declared} <DateOf at={shown.own.declaredAt} style="day" />
        </span>
      )}
    </>
  );
}

function Acts(props: { shown: ReviewPage; onChanged: () => void }) {
  const { shown, onChanged } = props;
  const { release, own } = shown;
  const base = `/orgs/${release.organisation.slug}/cases/${release.case.slug}/releases`;
  if (own === null) {
    return <LinkButton href={`${base}/${release.id}`}>{SCREEN.toRelease}</LinkButton>;
  }
  if (own.submittedAt !== null) {
    return (
      <>
        {shown.can.requestChanges && (
          <RequestChanges releaseId={release.id} onChanged={onChanged} />
        )}
        <Button disabled>{SCREEN.handedIn}</Button>
      </>
    );
  }
  return (
    <>
      {shown.can.requestChanges && <RequestChanges releaseId={release.id} onChanged={onChanged} />}
      <HandIn shown={shown} roundId={own.roundId} onChanged={onChanged} />
    </>
  );
}

/** What the left column lists: changed claims, or all of them in a first review. */
function claimsOf(shown: ReviewPage): ChangedClaim[] {
  const changes = new Map(shown.changed.map((one) => [one.id, one.change]));
  const viewed = new Set(shown.own?.viewed ?? []);
  const cited = new Map(shown.contract?.citations.map((one) => [one.away.id, one.goal]));
  return (shown.view?.outline ?? []).flatMap((entry) => {
    if (entry.entry !== 'node') return [];
    const change = changes.get(entry.id);
    if (change === undefined) return [];
    return [
      {
        id: entry.id,
        identifier: entry.identifier,
        change,
        // An away goal has no words of its own: what it cites stands in for them.
        statement: entry.statement || (cited.get(entry.id)?.statement ?? ''),
        viewed: viewed.has(entry.id),
      },
    ];
  });
}

function unchangedIn(shown: ReviewPage): number {
  const nodes = (shown.view?.outline ?? []).filter((entry) => entry.entry === 'node').length;
  return nodes - shown.changed.length;
}
