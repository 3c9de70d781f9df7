'use client';

import { useEffect, useMemo, type ReactNode } from 'react';
import type * as Y from 'yjs';
import { Button } from '@/components/ui/Button';
import type { Presence, PresenceColour } from '@/components/ui/Avatar';
import { CommandBlock } from '@/components/ui/CommandBlock';
import { LoadingRows } from '@/components/ui/Loading';
import { OfflineNote } from '@/components/ui/OfflineNote';
import { CaseBar } from '@/components/shell/CaseBar';
import { caseTabs, type CaseTab } from '@/components/cases/caseTabs';
import type { CaseConnection } from '@/components/collab/CaseConnection';
import {
  useCaseConnection,
  useDocument,
  useLinkState,
  usePresence,
  useSaveState,
} from '@/components/collab/hooks';
import { createUndoManager } from '@/core/argument/undo';
import { bodyDocument, STRUCTURE_DOCUMENT } from '@/core/argument/structureShape';
import type { LinkState } from '@/components/collab/state';
import type { ArgumentSource, Colleague } from './source';
import { TEXT } from './liveText';

/** What the pages of a case know of it before its document is here. */
export interface CaseInfo {
  id: string;
  title: string;
  orgSlug: string;
  slug: string;
  /** Of the worked example. */
  example: boolean;
  kind: 'base' | 'supplement';
  /** "Larch 2, draft of r4" */
  subject: string;
  canComment: boolean;
}

/** The live case and the frame around it: bar, save state, presence, connection notes. */
export function LiveCase(props: {
  info: CaseInfo;
  tab: CaseTab;
  /** Statuses behind the subject. */
  facts?: ReactNode;
  acts?: ReactNode;
  children: (source: ArgumentSource, connection: CaseConnection) => ReactNode;
}) {
  const { info, tab, facts, acts, children } = props;
  const connection = useCaseConnection(info.id);
  const link = useLinkState(connection);
  const save = useSaveState(connection);
  const others = usePresence(connection);
  const { doc, synced } = useDocument(connection, STRUCTURE_DOCUMENT);
  const colleagues = useMemo(
    () =>
      others
        .filter(({ quiet }) => !quiet)
        .map((person): Colleague => ({
          key: String(person.clientId),
          personId: person.personId,
          name: person.name,
          colour: ((person.colour % 3) + 1) as PresenceColour,
          nodeId: person.nodeId,
        })),
    [others],
  );
  const own = useMemo(() => {
    const origin = {};
    return { origin, undo: createUndoManager(doc, origin) };
  }, [doc]);
  useEffect(() => () => own.undo.destroy(), [own]);
  const readOnly = link.kind === 'online' ? link.mode === 'read-only' : link.kind === 'refused';
  const actions = useMemo(
    () => ({
      visit: (nodeId: string | null) =>
        connection.setPresence({ nodeId, field: null, cursor: null, quiet: false }),
      openBody: (nodeId: string) => openBody(connection, bodyDocument(nodeId)),
    }),
    [connection],
  );
  const source = useMemo(
    (): ArgumentSource => ({ structure: doc, ...own, ...actions, colleagues, readOnly }),
    [doc, own, actions, colleagues, readOnly],
  );
  const people: Presence[] = [
    ...new Map(colleagues.map((each) => [each.personId, each])).values(),
  ].map(({ personId, name, colour }) => ({ id: personId, name, colour }));
  return (
    <>
      <CaseBar
        title={info.title}
        example={info.example}
        subject={info.subject}
        facts={facts}
        tabs={caseTabs(info, tab)}
        saveState={
          save.kind === 'saved' ? { kind: 'saved' } : { kind: save.kind, changes: save.changes }
        }
        people={people}
        acts={acts}
      />
      {link.kind === 'offline' && (
        <OfflineNote
          changes={save.kind === 'saved' ? 0 : save.changes}
          onRetry={() => connection.retry()}
        />
      )}
      {link.kind === 'refused' && <Refused link={link} connection={connection} />}
      {synced ? (
        children(source, connection)
      ) : (
        <div className="fill pad-4">
          {link.kind === 'refused' ? null : <LoadingRows rows={12} />}
        </div>
      )}
    </>
  );
}

/** The server let go of this page for good: why, what is safe, and a way to keep the rest. */
function Refused(props: {
  link: Extract<LinkState, { kind: 'refused' }>;
  connection: CaseConnection;
}) {
  const { link, connection } = props;
  const unsent = connection.unsentWork();
  const words = JSON.stringify(unsent, null, 1);
  const lost = connection.saveState().kind !== 'saved';
  return (
    <section className="formerror" role="alert">
      <p>{link.sentence}</p>
      {lost && (
        <details>
          <summary>{TEXT.unsent}</summary>
          <CommandBlock command={words} />
        </details>
      )}
      <div className="acts">
        <Button onClick={() => connection.discardAndReconnect()}>
          {lost ? TEXT.discard : TEXT.reconnect}
        </Button>
      </div>
    </section>
  );
}

function openBody(
  connection: CaseConnection,
  name: string,
): { doc: Y.Doc; ready: Promise<void>; close: () => void } {
  const release = connection.open(name);
  let stop: (() => void) | null = null;
  const ready = new Promise<void>((resolve) => {
    const look = () => {
      if (!connection.documentState(name).synced) return;
      stop?.();
      resolve();
    };
    stop = connection.subscribe('documents', look);
    look();
  });
  return {
    get doc() {
      return connection.documentState(name).doc;
    },
    ready,
    close: () => {
      stop?.();
      release();
    },
  };
}
