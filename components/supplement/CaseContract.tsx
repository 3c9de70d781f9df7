'use client';

import { useCallback, useMemo, useState, type ReactNode } from 'react';
import { TEXT as LIVE } from '@/components/argument/liveText';
import { LiveCase, type CaseInfo } from '@/components/argument/LiveCase';
import { ArgumentContext, type ArgumentSource } from '@/components/argument/source';
import { useArgument } from '@/components/argument/useArgument';
import { casePath } from '@/components/cases/caseTabs';
import type { CaseConnection } from '@/components/collab/CaseConnection';
import { describeFailure } from '@/components/data/trpc';
import { useActions } from '@/components/shell/useActions';
import { Button, LinkButton } from '@/components/ui/Button';
import { ErrorState, Forbidden } from '@/components/ui/ErrorState';
import { LoadingRows } from '@/components/ui/Loading';
import { removeRecord } from '@/core/argument/recordEdits';
import type { BaseInterface } from '@/core/supplement/baseInterface';
import type { PinnedBase } from '@/server/supplements/draft';
import { BaseBeside } from './BaseBeside';
import { BaseMoved } from './BaseMoved';
import { CompositeView } from './CompositeView';
import { useContract } from './contractModel';
import { ObligationList } from './ObligationList';
import { ObligationPanel } from './ObligationPanel';
import { BaseFails, PinnedFacts } from './PinnedFacts';
import { TEXT } from './text';
import { useBaseChanged, usePinnedBase } from './usePinnedBase';
import { ViewSwitch } from './ViewSwitch';
import type { ContractView } from './viewOf';

interface CaseContractProps {
  info: CaseInfo;
  canFreeze: boolean;
  /** Identifier of the demand to start at, from the address. */
  condition: string | null;
  view: ContractView;
}

/** A supplement's contract with its base: what is demanded, how it is answered, what is cited. */
export function CaseContract(props: CaseContractProps) {
  const { info, canFreeze } = props;
  const pinned = usePinnedBase(info);
  const path = casePath(info.orgSlug, info.slug);
  return (
    <LiveCase
      info={info}
      tab="contract"
      facts={<PinnedFacts pinned={pinned.data} />}
      acts={
        canFreeze && (
          <LinkButton look="main" href={`${path}/releases/freeze`}>
            {LIVE.freeze}
          </LinkButton>
        )
      }
    >
      {(source, connection) => (
        <Connected connection={connection}>
          {pinned.error ? (
            <ErrorState
              happened={describeFailure(pinned.error).message}
              requestId={describeFailure(pinned.error).requestId ?? undefined}
              act={<Button onClick={() => void pinned.refetch()}>{TEXT.retry}</Button>}
            />
          ) : pinned.data === undefined ? (
            <div className="fill pad-4">
              <LoadingRows rows={12} />
            </div>
          ) : pinned.data === null || pinned.data.shown === null ? (
            <div className="sheetpage">
              <Forbidden
                title={TEXT.closed.title}
                reason={TEXT.closed.words}
                owner={TEXT.closed.ask}
              />
            </div>
          ) : (
            <Contract
              key={source.structure.guid}
              {...props}
              source={source}
              pinned={pinned.data}
              base={pinned.data.shown}
            />
          )}
        </Connected>
      )}
    </LiveCase>
  );
}

function Connected(props: { connection: CaseConnection; children: ReactNode }) {
  useBaseChanged(props.connection);
  return props.children;
}

function Contract(
  props: CaseContractProps & { source: ArgumentSource; pinned: PinnedBase; base: BaseInterface },
) {
  const { info, source, pinned, base } = props;
  const argument = useArgument(source.structure);
  const { obligations, strays, citations } = useContract(source, argument, base);
  const [view, setView] = useState(props.view);
  const [asked, setAsked] = useState<string | null>(
    () => base.conditions.find(({ identifier }) => identifier === props.condition)?.id ?? null,
  );
  const first = obligations.find(({ state }) => state === 'open') ?? obligations[0];
  const at = Math.max(
    0,
    obligations.findIndex(({ condition }) => condition.id === (asked ?? first?.condition.id)),
  );
  const obligation = obligations[at] ?? null;
  const follow = useCallback((changes: Record<string, string>) => {
    const address = new URL(window.location.href);
    for (const [key, value] of Object.entries(changes)) address.searchParams.set(key, value);
    window.history.replaceState(window.history.state, '', address);
  }, []);
  const select = useCallback(
    (id: string) => {
      setAsked(id);
      const chosen = base.conditions.find((condition) => condition.id === id);
      if (chosen) follow({ condition: chosen.identifier });
    },
    [base, follow],
  );
  const go = (index: number) => {
    const next = obligations[Math.min(obligations.length - 1, Math.max(0, index))];
    if (next) select(next.condition.id);
  };
  const { section, next, previous, undo, redo } = TEXT.actions;
  useActions([
    {
      id: 'contract.next',
      words: next,
      section,
      shortcut: 'j',
      keyOnly: true,
      run: () => go(at + 1),
    },
    {
      id: 'contract.previous',
      words: previous,
      section,
      shortcut: 'k',
      keyOnly: true,
      run: () => go(at - 1),
    },
    ...(source.readOnly
      ? []
      : [
          {
            id: 'contract.undo',
            words: undo,
            section,
            shortcut: 'mod+z',
            run: () => void source.undo.undo(),
          },
          {
            id: 'contract.redo',
            words: redo,
            section,
            shortcut: 'mod+shift+z',
            run: () => void source.undo.redo(),
          },
        ]),
  ]);
  const path = casePath(info.orgSlug, info.slug);
  const nodeHref = useCallback(
    (identifier: string) => `${path}?node=${encodeURIComponent(identifier)}`,
    [path],
  );
  const names = useMemo(
    () =>
      new Map(
        [...argument.document.nodes, ...base.conditions].map(({ id, identifier }) => [
          id,
          identifier,
        ]),
      ),
    [argument, base],
  );
  const change = (chosen: ContractView) => {
    setView(chosen);
    follow({ view: chosen });
  };
  return (
    <ArgumentContext value={source}>
      <BaseFails pinned={pinned} />
      {pinned.newer && (
        <BaseMoved
          caseId={info.id}
          newer={pinned.newer}
          nameOf={(element) => names.get(element) ?? null}
          mayMove={!source.readOnly}
        />
      )}
      {view === 'composite' ? (
        <CompositeView
          source={source}
          argument={argument}
          base={base}
          nodeHref={nodeHref}
          switcher={<ViewSwitch view={view} onView={change} />}
        />
      ) : (
        <div className="cols contract">
          <ObligationList
            obligations={obligations}
            claims={argument.index.nodes}
            selected={obligation?.condition.id ?? null}
            onSelect={select}
            strays={strays}
            onRemoveStray={
              source.readOnly
                ? undefined
                : (id) => {
                    source.undo.stopCapturing();
                    removeRecord(source.structure, 'dispositions', id, source.origin);
                  }
            }
          />
          <div className="middle">
            <div className="railhead">
              <ViewSwitch view={view} onView={change} />
            </div>
            {obligation === null ? (
              <p className="demand ink2">{TEXT.list.none}</p>
            ) : (
              <ObligationPanel
                obligation={obligation}
                at={at + 1}
                all={obligations.length}
                base={base}
                argument={argument}
                nodeHref={nodeHref}
              />
            )}
          </div>
          <BaseBeside
            base={base}
            condition={obligation?.condition ?? null}
            citations={citations}
            argument={argument}
            nodeHref={nodeHref}
          />
        </div>
      )}
    </ArgumentContext>
  );
}
