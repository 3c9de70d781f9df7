import { newId } from '@/core/argument/ids';
import { CaseConnection } from './CaseConnection';
import { openBrowserSocket } from './socket';

interface Entry {
  connection: CaseConnection;
  users: number;
  unwatch: (() => void) | null;
}

const connections = new Map<string, Entry>();
const DEVICE = 'casewright-device';
/** Strict mode and navigation let go and take hold again within a moment. */
const LINGER = 1_000;

/**
 * The page's one connection to a case. Making it opens nothing; {@link retainConnection} does.
 * While pages are rendered on the server every call gets an idle one of its own.
 */
export function obtainConnection(caseId: string): CaseConnection {
  const found = connections.get(caseId);
  if (found) return found.connection;
  const connection = new CaseConnection({
    caseId,
    deviceId: deviceId(),
    openSocket: openBrowserSocket,
  });
  if (typeof window !== 'undefined') {
    connections.set(caseId, { connection, users: 0, unwatch: null });
  }
  return connection;
}

/** Keeps the case connected until the returned function is called. */
export function retainConnection(caseId: string): () => void {
  obtainConnection(caseId);
  const entry = connections.get(caseId);
  if (!entry) return () => undefined;
  entry.users += 1;
  entry.unwatch ??= watchPage(entry.connection);
  entry.connection.start();
  return () => {
    entry.users -= 1;
    setTimeout(() => letGo(caseId, entry), LINGER);
  };
}

/** Unsaved work outlives the view: the connection goes on until everything is committed. */
function letGo(caseId: string, entry: Entry): void {
  if (entry.users > 0 || connections.get(caseId) !== entry) return;
  const save = entry.connection.saveState();
  if (save.kind !== 'saved' && save.changes > 0) {
    setTimeout(() => letGo(caseId, entry), LINGER);
    return;
  }
  entry.unwatch?.();
  connections.delete(caseId);
  entry.connection.destroy();
}

/** Follows the network, and asks before a page with unsaved work is left. */
function watchPage(connection: CaseConnection): () => void {
  const online = (): void => connection.retry();
  const offline = (): void => connection.lost();
  const leaving = (event: BeforeUnloadEvent): void => {
    const save = connection.saveState();
    if (save.kind !== 'saved' && save.changes > 0) event.preventDefault();
  };
  const seen = (): void => {
    if (document.visibilityState === 'visible') connection.retry();
  };
  window.addEventListener('online', online);
  window.addEventListener('offline', offline);
  window.addEventListener('beforeunload', leaving);
  document.addEventListener('visibilitychange', seen);
  return () => {
    window.removeEventListener('online', online);
    window.removeEventListener('offline', offline);
    window.removeEventListener('beforeunload', leaving);
    document.removeEventListener('visibilitychange', seen);
  };
}

/** One name for this browser. Private windows that keep nothing get a new one each time. */
function deviceId(): string {
  if (typeof window === 'undefined') return newId();
  try {
    const kept = window.localStorage.getItem(DEVICE);
    if (kept) return kept;
    const made = newId();
    window.localStorage.setItem(DEVICE, made);
    return made;
  } catch {
    // Storage is switched off: the name then lasts as long as the page.
    return newId();
  }
}
