import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { createTypingCase, RawSocket } from '@/server/test/collab';
import { residentMemory, startChild, type BenchServer } from './harness';
import { reportAgainst, type Report } from './measured';
import { PeerSocket, startPeer, type PeerName } from './peers';

const SOCKETS = 1_500;
/** Opened before the first look, so that what a server makes once is not counted. */
const WARM = 500;
const RECEIVE_WINDOW = 50;

/** Memory of a server for each socket on which nothing happens, against a bare relay's. */
export async function idle(server: BenchServer, report: Report): Promise<void> {
  const relay = await startChild('bench/collab/relay.ts', []);
  const reference = await perSocket(relay.process.pid ?? 0, async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${relay.port}`, { perMessageDeflate: false });
    await new Promise((resolve) => socket.once('open', resolve));
    return socket;
  });
  await relay.end();
  const caseId = await createTypingCase(server.database);
  // A process that did nothing before: what is left of that would be used again and not counted.
  const fresh = await startChild('server/test/collabProcess.ts', [server.database.url, '0']);
  let people = 0;
  const casewright = await perSocket(fresh.process.pid ?? 0, async () => {
    people += 1;
    return (await new RawSocket(fresh.port, `idle-${people}`).enter(caseId)).socket;
  });
  await fresh.end();
  reportAgainst(
    report,
    { bench: 'collab.idle.memory', n: SOCKETS, unit: 'kB', reference },
    { casewright, ywebsocket: await peer('ywebsocket'), hocuspocus: await peer('hocuspocus') },
  );
}

async function peer(name: PeerName): Promise<number> {
  const started = await startPeer(name, Y.encodeStateAsUpdate(new Y.Doc()));
  const value = await perSocket(started.child.process.pid ?? 0, async () => {
    const socket = await PeerSocket.open(name, started.port);
    await socket.join();
    return socket.socket;
  });
  await started.end();
  return value;
}

/** Kilobytes for each socket. */
async function perSocket(pid: number, open: () => Promise<WebSocket>): Promise<number> {
  const sockets: WebSocket[] = [];
  const openMany = async (count: number): Promise<void> => {
    for (let left = count; left > 0; left -= RECEIVE_WINDOW) {
      const many = Array.from({ length: Math.min(left, RECEIVE_WINDOW) }, () => open());
      sockets.push(...(await Promise.all(many)));
    }
  };
  await openMany(WARM);
  const before = await residentMemory(pid);
  await openMany(SOCKETS);
  const after = await residentMemory(pid);
  for (const socket of sockets) socket.terminate();
  return (after - before) / SOCKETS;
}
