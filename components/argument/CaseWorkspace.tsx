'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { casePath } from '@/components/cases/caseTabs';
import { useCaseChanged } from '@/components/collab/hooks';
import type { CaseConnection } from '@/components/collab/CaseConnection';
import { useTRPC } from '@/components/data/trpc';
import { EvidencePicker } from '@/components/evidence/EvidencePicker';
import { LinkButton } from '@/components/ui/Button';
import { CommentsSection } from './CommentsSection';
import type { BaseInterface } from '@/core/supplement/baseInterface';
import { BaseFails, PinnedFacts } from '@/components/supplement/PinnedFacts';
import { useBaseChanged, usePinnedBase } from '@/components/supplement/usePinnedBase';
import type { EvidenceItem } from './evidence';
import { LiveCase, type CaseInfo } from './LiveCase';
import { TEXT } from './liveText';
import { Scope } from './scope/Scope';
import type { ArgumentSource } from './source';
import { Workspace } from './Workspace';

interface CaseWorkspaceProps {
  info: CaseInfo;
  canFreeze: boolean;
  /** Identifier of the node to start at, from the address. */
  node: string | null;
}

/** The argument of a case with everything that stands beside it in rows. */
export function CaseWorkspace(props: CaseWorkspaceProps) {
  const { info, canFreeze, node } = props;
  const pinned = usePinnedBase(info);
  return (
    <LiveCase
      info={info}
      tab="argument"
      facts={<PinnedFacts pinned={pinned.data} />}
      acts={
        canFreeze && (
          <LinkButton look="main" href={`${casePath(info.orgSlug, info.slug)}/releases/freeze`}>
            {TEXT.freeze}
          </LinkButton>
        )
      }
    >
      {(source, connection) => (
        <>
          <BaseFails pinned={pinned.data} />
          <Inside
            info={info}
            source={source}
            connection={connection}
            node={node}
            base={pinned.data?.shown ?? undefined}
          />
        </>
      )}
    </LiveCase>
  );
}

/** What the case is about and what it decides. */
export function CaseScope(props: { info: CaseInfo }) {
  return (
    <LiveCase info={props.info} tab="scope">
      {(source) => <Scope key={source.structure.guid} source={source} />}
    </LiveCase>
  );
}

function Inside(props: {
  info: CaseInfo;
  source: ArgumentSource;
  connection: CaseConnection;
  node: string | null;
  base: BaseInterface | undefined;
}) {
  const { info, source, connection, node, base } = props;
  const trpc = useTRPC();
  const client = useQueryClient();
  const library = useQuery(trpc.evidence.forCase.queryOptions({ caseId: info.id }));
  useBaseChanged(connection);
  useCaseChanged(connection, (what) => {
    const key = what.startsWith('comment') ? trpc.comments.pathKey() : trpc.evidence.pathKey();
    void client.invalidateQueries({ queryKey: key });
  });
  const artefacts = library.data?.artefacts;
  const evidence = useMemo(
    () =>
      new Map(
        (artefacts ?? []).map((artefact): [string, EvidenceItem] => {
          const version = artefact.current ?? artefact.pending;
          return [
            artefact.id,
            {
              id: artefact.id,
              identifier: artefact.identifier,
              title: artefact.title,
              method: artefact.method,
              subject: artefact.subject,
              illustrative: artefact.illustrative,
              number: artefact.number,
              latest: version && {
                number: version.number,
                state: version.state,
                reason: version.reason,
                fileName: version.fileName,
                at: version.readyAt ?? version.createdAt,
                metrics: version.metrics,
              },
            },
          ];
        }),
      ),
    [artefacts],
  );
  const path = casePath(info.orgSlug, info.slug);
  const follow = useCallback((identifier: string | null) => {
    const address = new URL(window.location.href);
    if (identifier) address.searchParams.set('node', identifier);
    else address.searchParams.delete('node');
    window.history.replaceState(window.history.state, '', address);
  }, []);
  return (
    <Workspace
      key={source.structure.guid}
      source={source}
      initialNode={node}
      onSelected={follow}
      evidence={evidence}
      evidenceKnown={artefacts !== undefined}
      base={base}
      evidenceHref={(item) => `${path}/evidence/${item.number}`}
      evidencePicker={(onChosen, onClose) => (
        <EvidencePicker caseId={info.id} onChosen={onChosen} onClose={onClose} />
      )}
      judgements={() => null}
      comments={(nodeId, statement) => (
        <CommentsSection
          caseId={info.id}
          node={nodeId}
          statement={statement}
          canComment={info.canComment}
        />
      )}
    />
  );
}
