import { useCallback, useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import type { PresentPerson } from '@/core/collab/messages';
import type { CaseConnection } from './CaseConnection';
import { obtainConnection, retainConnection } from './registry';
import type { DocumentState } from './SharedDocument';
import type { LinkState, SaveState } from './state';

/** Connects the page to a case for as long as the calling component is mounted. */
export function useCaseConnection(caseId: string): CaseConnection {
  const connection = useMemo(() => obtainConnection(caseId), [caseId]);
  useEffect(() => retainConnection(caseId), [caseId]);
  return connection;
}

/** Whether there is a connection, and why not. */
export function useLinkState(connection: CaseConnection): LinkState {
  const subscribe = useCallback(
    (notify: () => void) => connection.subscribe('link', notify),
    [connection],
  );
  const read = useCallback(() => connection.linkState(), [connection]);
  return useSyncExternalStore(subscribe, read, read);
}

/** Whether what the person wrote is committed. */
export function useSaveState(connection: CaseConnection): SaveState {
  const subscribe = useCallback(
    (notify: () => void) => connection.subscribe('save', notify),
    [connection],
  );
  const read = useCallback(() => connection.saveState(), [connection]);
  return useSyncExternalStore(subscribe, read, read);
}

/** Everybody else in the case, and where they are. */
export function usePresence(connection: CaseConnection): readonly PresentPerson[] {
  const subscribe = useCallback(
    (notify: () => void) => connection.subscribe('presence', notify),
    [connection],
  );
  const read = useCallback(() => connection.others(), [connection]);
  return useSyncExternalStore(subscribe, read, read);
}

/**
 * Opens a document of the case: `structure` or `body:<node>`. Show an editor only once it is
 * `synced`; when `doc` becomes another object the editor has to be made anew.
 */
export function useDocument(connection: CaseConnection, name: string): DocumentState {
  useEffect(() => connection.open(name), [connection, name]);
  const subscribe = useCallback(
    (notify: () => void) => connection.subscribe('documents', notify),
    [connection],
  );
  const read = useCallback(() => connection.documentState(name), [connection, name]);
  return useSyncExternalStore(subscribe, read, read);
}

/** Calls back when rows of the case changed on the server, with what kind of rows. */
export function useCaseChanged(connection: CaseConnection, listener: (what: string) => void): void {
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => connection.onChanged((what) => latest.current(what)), [connection]);
}
